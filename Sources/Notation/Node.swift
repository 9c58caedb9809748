public import Diagnostics
public import OrderedCollections

/// A value written in YAML or JSON, with the place where it stands.
public struct Node: Sendable {
  /// The kinds of value, those of YAML's core schema and of JSON.
  public enum Content: Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case sequence([Node])
    case mapping(OrderedDictionary<String, Entry>)
  }

  /// A value of a mapping and the place of its key.
  public struct Entry: Sendable {
    public var keyLine: Int
    public var keyColumn: Int
    public var node: Node

    public init(keyLine: Int, keyColumn: Int, node: Node) {
      self.keyLine = keyLine
      self.keyColumn = keyColumn
      self.node = node
    }
  }

  public var value: Content
  /// The characters of a scalar as written, so that "2.50" keeps its zero; empty otherwise.
  public var text: String
  /// 1-based, in `source`; 0 for a value that was not read from a file.
  public var line: Int
  /// 1-based; 0 for a value that was not read from a file.
  public var column: Int
  /// The file it stands in, or nil for a value made by the program.
  public var source: SourceText?

  public init(_ value: Content, text: String = "", line: Int = 0, column: Int = 0, source: SourceText? = nil) {
    self.value = value
    self.text = text
    self.line = line
    self.column = column
    self.source = source
  }
}

// The accessors below are not inlined: the optimizer of Swift 6.3.1 crashes (CopyPropagation, "outside of lifetime use")
// where the switch over a borrowed node is inlined into a caller.
extension Node {
  /// What the value is, for messages: "text", "a number", "a list" …
  @inline(never)
  public var kind: String {
    switch value {
    case .null: "nothing"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  @inline(never)
  public var isNull: Bool {
    if case .null = value { true } else { false }
  }
  @inline(never)
  public var bool: Bool? {
    if case .bool(let b) = value { b } else { nil }
  }
  @inline(never)
  public var number: Double? {
    if case .number(let n) = value { n } else { nil }
  }
  @inline(never)
  public var string: String? {
    if case .string(let s) = value { s } else { nil }
  }
  /// Text, or a number or truth value as written: for places where `period: 2024` means the text "2024".
  @inline(never)
  public var scalarText: String? {
    switch value {
    case .string(let s): s
    case .number, .bool: text
    default: nil
    }
  }
  @inline(never)
  public var sequence: [Node]? {
    if case .sequence(let s) = value { s } else { nil }
  }
  @inline(never)
  public var mapping: OrderedDictionary<String, Entry>? {
    if case .mapping(let m) = value { m } else { nil }
  }

  /// The value under a key of a mapping; nil where there is none or this is no mapping.
  @inline(never)
  public subscript(key: String) -> Node? {
    if case .mapping(let m) = value { m[key]?.node } else { nil }
  }

  /// Where the value stands.
  @inline(never)
  public var origin: Origin? {
    source.map { line > 0 ? Origin(file: $0.name, line: line, column: column) : Origin(file: $0.name) }
  }

  /// Where the key of an entry stands; where this stands when there is no such key.
  public func keyOrigin(_ key: String) -> Origin? {
    guard let source, let entry = mapping?[key], entry.keyLine > 0 else { return origin }
    return Origin(file: source.name, line: entry.keyLine, column: entry.keyColumn)
  }

  /// A diagnostic at this value, with the line of the file as excerpt.
  public func diagnostic(
    _ severity: Diagnostic.Severity, code: String, _ headline: String, help: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      severity, code: code, headline, at: origin, excerpt: source?.line(line).map(String.init), help: help)
  }

  /// A diagnostic at a key of this mapping, with the line of the file as excerpt.
  public func diagnostic(
    _ severity: Diagnostic.Severity, code: String, atKey key: String, _ headline: String, help: String? = nil
  ) -> Diagnostic {
    let origin = keyOrigin(key)
    return Diagnostic(
      severity, code: code, headline, at: origin,
      excerpt: origin?.line.flatMap { source?.line($0) }.map(String.init), help: help)
  }

  /// The mapping with an entry set; anything but a mapping is returned as it is. A new entry takes the place of the
  /// mapping as its own.
  public func setting(_ key: String, to node: Node) -> Node {
    guard case .mapping(var m) = value else { return self }
    let old = m[key]
    m[key] = Entry(keyLine: old?.keyLine ?? line, keyColumn: old?.keyColumn ?? column, node: node)
    var copy = self
    copy.value = .mapping(m)
    return copy
  }
}

extension Node: Equatable {
  /// Equal values, wherever they stand.
  public static func == (a: Node, b: Node) -> Bool {
    switch (a.value, b.value) {
    case (.null, .null): true
    case (.bool(let x), .bool(let y)): x == y
    case (.number(let x), .number(let y)): x == y
    case (.string(let x), .string(let y)): x == y
    case (.sequence(let x), .sequence(let y)): x == y
    case (.mapping(let x), .mapping(let y)):
      x.count == y.count && x.allSatisfy { key, entry in y[key].map { $0.node == entry.node } ?? false }
    default: false
    }
  }
}

extension Node: ExpressibleByStringLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self.init(.string(value), text: value) }
  public init(floatLiteral value: Double) { self.init(.number(value), text: "\(value)") }
  public init(integerLiteral value: Int) { self.init(.number(Double(value)), text: "\(value)") }
  public init(booleanLiteral value: Bool) { self.init(.bool(value), text: "\(value)") }
  public init(arrayLiteral elements: Node...) { self.init(.sequence(elements)) }
  public init(dictionaryLiteral elements: (String, Node)...) {
    self.init(
      .mapping(
        OrderedDictionary(
          elements.map { ($0.0, Entry(keyLine: 0, keyColumn: 0, node: $0.1)) }, uniquingKeysWith: { $1 })))
  }
}
