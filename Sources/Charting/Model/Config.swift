import Notation
import OrderedCollections

/// The look of a chart by key, the strongest layer first: the specification's own `config`, then the theme's.
///
/// Blocks are merged when they are first asked for. One of them serves one thread.
final class Config {
  let layers: [Node]
  private var merged: [String: [String: Node]] = [:]
  private var styles: [String: [String: Node]] = [:]

  init(layers: [Node]) { self.layers = layers }

  /// A top-level value, such as `background`.
  func value(_ key: String) -> Node? {
    for layer in layers { if let node = layer[key] { return node } }
    return nil
  }

  /// A value of a block, such as `axis` / `labelFontSize`.
  func value(_ block: String, _ key: String) -> Node? { values(of: block)[key] }

  /// A value of a named style.
  func style(_ name: String, _ key: String) -> Node? { values(ofStyle: name)[key] }

  /// The first of several blocks that has the key.
  func value(in blocks: [String], _ key: String) -> Node? {
    for block in blocks { if let node = value(block, key) { return node } }
    return nil
  }

  /// Everything a block says.
  func values(of block: String) -> [String: Node] {
    if let known = merged[block] { return known }
    let values = Self.merge(layers.compactMap { $0[block] })
    merged[block] = values
    return values
  }

  /// Everything a named style says.
  func values(ofStyle name: String) -> [String: Node] {
    if let known = styles[name] { return known }
    let values = Self.merge(layers.compactMap { $0["style"]?[name] })
    styles[name] = values
    return values
  }

  /// Everything several blocks say, the first of them first.
  func values(of blocks: [String]) -> [String: Node] {
    let key = blocks.joined(separator: "|")
    if let known = merged[key] { return known }
    var values: [String: Node] = [:]
    for block in blocks { values.merge(self.values(of: block)) { strong, _ in strong } }
    merged[key] = values
    return values
  }

  /// The entries of mappings, the first of them first.
  private static func merge(_ mappings: [Node]) -> [String: Node] {
    var values: [String: Node] = [:]
    for mapping in mappings {
      for (key, entry) in mapping.mapping ?? [:] where values[key] == nil { values[key] = entry.node }
    }
    return values
  }
}
