import Notation
import OrderedCollections

/// The look of a chart by key, the strongest layer first: the specification's own `config`, then the theme's.
///
/// Where a block stands in the layers is looked up once. One of them serves one thread.
final class Config {
  let layers: [Node]
  private var blocks: [String: Block] = [:]
  private var styles: [String: Block] = [:]

  init(layers: [Node]) { self.layers = layers }

  /// What several mappings say, the first of them first.
  struct Block {
    fileprivate(set) var mappings: [OrderedDictionary<String, Node.Entry>]

    subscript(key: String) -> Node? {
      for mapping in mappings { if let entry = mapping[key] { return entry.node } }
      return nil
    }

    /// Every key with what holds for it.
    var values: [String: Node] {
      var values: [String: Node] = [:]
      for mapping in mappings.reversed() { for (key, entry) in mapping { values[key] = entry.node } }
      return values
    }
  }

  /// A top-level value, such as `background`.
  func value(_ key: String) -> Node? {
    for layer in layers { if let node = layer[key] { return node } }
    return nil
  }

  /// A value of a block, such as `axis` / `labelFontSize`.
  func value(_ block: String, _ key: String) -> Node? { self.block(block)[key] }

  /// A value of a named style.
  func style(_ name: String, _ key: String) -> Node? { style(name)[key] }

  /// The first of several blocks that has the key.
  func value(in blocks: [String], _ key: String) -> Node? {
    for block in blocks { if let node = value(block, key) { return node } }
    return nil
  }

  /// Everything a block says.
  func block(_ name: String) -> Block {
    if let known = blocks[name] { return known }
    let block = Block(mappings: layers.compactMap { $0[name]?.mapping })
    blocks[name] = block
    return block
  }

  /// Everything a named style says.
  func style(_ name: String) -> Block {
    if let known = styles[name] { return known }
    let style = Block(mappings: layers.compactMap { $0["style"]?[name]?.mapping })
    styles[name] = style
    return style
  }

  /// Everything several blocks say, the first of them first.
  func block(_ names: [String]) -> Block { Block(mappings: names.flatMap { block($0).mappings }) }
}
