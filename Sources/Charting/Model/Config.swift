import Notation

/// The look of a chart by key, the strongest layer first: the specification's own `config`, then the theme's.
struct Config: Sendable {
  var layers: [Node]

  /// A top-level value, such as `background`.
  func value(_ key: String) -> Node? {
    for layer in layers { if let node = layer[key] { return node } }
    return nil
  }

  /// A value of a block, such as `axis` / `labelFontSize`.
  func value(_ block: String, _ key: String) -> Node? {
    for layer in layers { if let node = layer[block]?[key] { return node } }
    return nil
  }

  /// A value of a named style.
  func style(_ name: String, _ key: String) -> Node? {
    for layer in layers { if let node = layer["style"]?[name]?[key] { return node } }
    return nil
  }

  /// The first of several blocks that has the key.
  func value(in blocks: [String], _ key: String) -> Node? {
    for block in blocks { if let node = value(block, key) { return node } }
    return nil
  }
}
