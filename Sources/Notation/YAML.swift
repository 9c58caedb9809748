public import Diagnostics
import OrderedCollections
import Yams

/// Parses one YAML document. Scalars follow the core schema of YAML 1.2: `no` and `2024-05` are text.
///
/// - Parameters:
///   - source: the file, named in diagnostics.
///   - bodyLine: the line of `text` 1 in `source`, where only a part of the file is YAML (front matter, fenced blocks).
///   - bodyColumn: the column at which every line of the part starts, 1 unless it is indented.
///   - text: the part; the whole file when nil.
/// - Throws: every problem found, with its place.
public func parseYAML(
  _ source: SourceText, text: String? = nil, bodyLine: Int = 1, bodyColumn: Int = 1
) throws(DiagnosticError) -> Node {
  var reader = YAMLReader(source: source, lineOffset: bodyLine - 1, columnOffset: bodyColumn - 1)
  let root: Yams.Node?
  do {
    root = try Yams.compose(yaml: text ?? source.text, .basic, .default, .utf8)
  } catch let error as YamlError {
    throw DiagnosticError(reader.diagnostic(for: error))
  } catch {
    throw DiagnosticError(
      Message.badSyntax("YAML", "\(error)", in: source, line: bodyLine, column: bodyColumn))
  }
  guard let root else { return Node(.null, line: bodyLine, column: bodyColumn, source: source) }
  let node = reader.read(root, depth: 0)
  if !reader.problems.isEmpty { throw DiagnosticError(reader.problems) }
  return node
}

private struct YAMLReader {
  let source: SourceText
  let lineOffset: Int
  let columnOffset: Int
  var problems: [Diagnostic] = []

  private func place(_ mark: Mark?) -> (line: Int, column: Int) {
    mark.map { ($0.line + lineOffset, $0.column + columnOffset) } ?? (lineOffset + 1, columnOffset + 1)
  }

  mutating func read(_ node: Yams.Node, depth: Int) -> Node {
    let (line, column) = place(node.mark)
    guard depth < maximumDepth else {
      if problems.isEmpty { problems.append(Message.tooDeep(in: source, line: line, column: column)) }
      return Node(.null)
    }
    func make(_ value: Node.Content, text: String = "") -> Node {
      Node(value, text: text, line: line, column: column, source: source)
    }
    switch node {
    case .scalar(let scalar):
      return make(scalar.style == .plain ? coreSchemaValue(scalar.string) : .string(scalar.string), text: scalar.string)
    case .sequence(let sequence): return make(.sequence(sequence.map { read($0, depth: depth + 1) }))
    case .mapping(let mapping):
      var entries: OrderedDictionary<String, Node.Entry> = [:]
      for (key, value) in mapping {
        let (keyLine, keyColumn) = place(key.mark)
        guard case .scalar(let scalar) = key else {
          problems.append(Message.keyNotText(in: source, line: keyLine, column: keyColumn))
          continue
        }
        if let first = entries[scalar.string] {
          problems.append(
            Message.duplicateKey(
              scalar.string, in: source, line: keyLine, column: keyColumn, first: first.keyLine))
          continue
        }
        entries[scalar.string] = Node.Entry(
          keyLine: keyLine, keyColumn: keyColumn, node: read(value, depth: depth + 1))
      }
      return make(.mapping(entries))
    case .alias: return make(.null)
    }
  }

  func diagnostic(for error: YamlError) -> Diagnostic {
    func at(_ mark: Mark, _ problem: String) -> Diagnostic {
      let (line, column) = place(mark)
      return Message.badSyntax("YAML", problem, in: source, line: line, column: column)
    }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return at(mark, problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      return at(context.mark, "the key “\(duplicates.sorted().joined(separator: "”, “"))” stands twice in one mapping")
    case .reader(let problem, let offset, _, _):
      let (line, column) = source.position(ofByte: offset ?? 0)
      return Message.badSyntax("YAML", problem, in: source, line: line + lineOffset, column: column)
    default:
      return Message.badSyntax(
        "YAML", "the text cannot be read", in: source, line: lineOffset + 1, column: columnOffset + 1)
    }
  }
}

/// The value of a plain scalar by YAML 1.2's core schema (chapter 10.3.2), hexadecimal and octal forms left as text.
private func coreSchemaValue(_ text: String) -> Node.Content {
  switch text {
  case "", "~", "null", "Null", "NULL": return .null
  case "true", "True", "TRUE": return .bool(true)
  case "false", "False", "FALSE": return .bool(false)
  default: break
  }
  guard let first = text.utf8.first,
    first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
      || first == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
  else { return .string(text) }
  let numeric = text.utf8.allSatisfy {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || "+-.eE".utf8.contains($0)
  }
  guard numeric, let number = Double(text), number.isFinite else { return .string(text) }
  return .number(number)
}
