public import Notation
import OrderedCollections

/// What in a value breaks a JSON Schema, each with its path. Knows the parts of draft 7 that the program's schemas use,
/// and says so where one uses another.
public func schemaProblems(_ value: Node, _ schema: Node, root: Node, at path: String = "") -> [String] {
  var problems: [String] = []
  func fail(_ text: String) { problems.append("\(path.isEmpty ? "/" : path): \(text)") }
  for (keyword, entry) in schema.mapping ?? [:] {
    let rule = entry.node
    switch keyword {
    case "$schema", "title", "description", "definitions", "patternProperties": break
    case "$ref":
      let name = rule.string?.split(separator: "/").last.map(String.init) ?? ""
      guard let definition = root["definitions"]?[name] else {
        fail("there is no definition “\(name)”")
        continue
      }
      problems += schemaProblems(value, definition, root: root, at: path)
    case "type":
      let types = (rule.sequence ?? [rule]).compactMap(\.string)
      if !types.contains(where: { isOf($0, value) }) { fail("\(value.kind) is not \(types.joined(separator: " or "))") }
    case "enum":
      if !(rule.sequence ?? []).contains(value) { fail("“\(value.text)” is none of the words") }
    case "pattern":
      guard let text = value.string, let regex = try? Regex(rule.string ?? "") else { continue }
      if text.firstMatch(of: regex) == nil { fail("“\(text)” does not fit \(rule.string ?? "")") }
    case "minimum": if let n = value.number, n < rule.number ?? n { fail("\(n) is too small") }
    case "maximum": if let n = value.number, n > rule.number ?? n { fail("\(n) is too large") }
    case "anyOf":
      let found = (rule.sequence ?? []).map { schemaProblems(value, $0, root: root, at: path) }
      // Of the kinds that do not fit, the one that comes nearest is told: its mistake lies deepest.
      if !found.contains(where: \.isEmpty) {
        problems += found.max { depth($0) < depth($1) } ?? ["\(path): fits nothing"]
      }
    case "items":
      for (i, item) in (value.sequence ?? []).enumerated() {
        problems += schemaProblems(item, rule, root: root, at: "\(path)/\(i)")
      }
    case "required":
      guard let mapping = value.mapping else { continue }
      for key in (rule.sequence ?? []).compactMap(\.string) where mapping[key] == nil { fail("“\(key)” is missing") }
    case "properties":
      for (key, part) in rule.mapping ?? [:] {
        guard let inner = value[key] else { continue }
        problems += schemaProblems(inner, part.node, root: root, at: "\(path)/\(key)")
      }
    case "additionalProperties":
      let patterns = (schema["patternProperties"]?.mapping?.keys.elements ?? []).compactMap { try? Regex($0) }
      for (key, inner) in value.mapping ?? [:] where schema["properties"]?[key] == nil {
        if patterns.contains(where: { key.firstMatch(of: $0) != nil }) { continue }
        if rule.bool == false {
          problems.append("\(path)/\(key): no such key")
        } else {
          problems += schemaProblems(inner.node, rule, root: root, at: "\(path)/\(key)")
        }
      }
    default: fail("the checker does not know “\(keyword)”")
    }
  }
  return problems
}

private func depth(_ problems: [String]) -> Int {
  problems.map { $0.prefix { $0 != ":" }.count { $0 == "/" } }.max() ?? 0
}

private func isOf(_ type: String, _ value: Node) -> Bool {
  switch type {
  case "null": value.isNull
  case "boolean": value.bool != nil
  case "number": value.number != nil
  case "integer": value.number.map { $0 == $0.rounded() } ?? false
  case "string": value.string != nil
  case "array": value.sequence != nil
  case "object": value.mapping != nil
  default: false
  }
}
