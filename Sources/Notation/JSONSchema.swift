import OrderedCollections

/// Parts of a JSON Schema (draft 7, which editors understand best), as nodes.
///
/// What may be written is described beside the code that reads it, from the same lists of keys and words.
public enum JSONSchema {
  /// Anything at all.
  public static func anything(_ description: String) -> Node { described([:], description) }

  /// Text, or a number or truth value that stands for its text.
  public static func text(_ description: String) -> Node {
    described(["type": ["string", "number", "boolean"]], description)
  }

  /// Text, or a list of texts.
  public static func texts(_ description: String) -> Node { oneOrMany(text(""), description) }

  /// A value, or a list of such values.
  public static func oneOrMany(_ item: Node, _ description: String) -> Node {
    described(["anyOf": [item, ["type": "array", "items": item]]], description)
  }

  public static func list(of item: Node, _ description: String) -> Node {
    described(["type": "array", "items": item], description)
  }

  public static func number(_ description: String) -> Node { described(["type": "number"], description) }

  public static func wholeNumber(from low: Int, to high: Int? = nil, _ description: String) -> Node {
    let schema: Node = ["type": "integer", "minimum": Node(Double(low))]
    return described(high.map { schema.setting("maximum", to: Node(Double($0))) } ?? schema, description)
  }

  public static func flag(_ description: String) -> Node { described(["type": "boolean"], description) }

  /// One of several words.
  public static func word(_ words: [String], _ description: String) -> Node {
    described(["enum": Node(words)], description)
  }

  /// One of several kinds of value.
  public static func either(_ kinds: [Node], _ description: String) -> Node {
    described(["anyOf": Node(.sequence(kinds))], description)
  }

  /// A definition of the same schema.
  public static func reference(_ name: String) -> Node { ["$ref": Node("#/definitions/\(name)")] }

  /// A mapping with certain keys. A key without a description of its own may hold anything.
  /// - Parameters:
  ///   - keys: all keys that the reader of the mapping knows.
  ///   - others: what further keys may hold; nil forbids them.
  public static func mapping(
    _ keys: [String], _ values: KeyValuePairs<String, Node>, required: [String] = [], others: Node? = nil,
    _ description: String
  ) -> Node {
    var properties: OrderedDictionary<String, Node.Entry> = [:]
    for key in keys { properties[key] = Node.Entry(keyLine: 0, keyColumn: 0, node: [:]) }
    for (key, value) in values {
      precondition(properties[key] != nil, "“\(key)” is described, but no reader knows it")
      properties[key]?.node = value
    }
    var schema: Node = [
      "type": "object", "properties": Node(.mapping(properties)), "additionalProperties": others ?? false,
    ]
    if !required.isEmpty { schema = schema.setting("required", to: Node(required)) }
    return described(schema, description)
  }

  /// A mapping of any names to values of one kind.
  public static func names(to value: Node, _ description: String) -> Node {
    described(["type": "object", "additionalProperties": value], description)
  }

  /// A whole schema: a value, and the definitions it refers to.
  public static func document(_ title: String, _ root: Node, definitions: KeyValuePairs<String, Node>) -> Node {
    var schema: Node = ["$schema": "http://json-schema.org/draft-07/schema#", "title": Node(title)]
    for (key, entry) in root.mapping ?? [:] { schema = schema.setting(key, to: entry.node) }
    var all: Node = [:]
    for (name, definition) in definitions { all = all.setting(name, to: definition) }
    return schema.setting("definitions", to: all)
  }

  private static func described(_ schema: Node, _ description: String) -> Node {
    description.isEmpty ? schema : schema.setting("description", to: Node(description))
  }
}

extension Node {
  /// Text made by the program.
  package init(_ text: String) { self.init(.string(text), text: text) }

  /// A number made by the program.
  init(_ number: Double) {
    self.init(.number(number), text: number == number.rounded() ? "\(Int(number))" : "\(number)")
  }

  /// A list of texts made by the program.
  package init(_ texts: [String]) { self.init(.sequence(texts.map { Node($0) })) }
}
