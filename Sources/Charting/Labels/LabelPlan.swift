import Notation
import OrderedCollections

/// What an author wrote under `labels` of a view: whether and how its marks bear their names and values.
struct LabelPlan {
  /// The field written; nil leaves it to the kind of mark.
  var field: String?
  /// A further field after the first, such as the value behind a name.
  var valueField: String?
  /// Whether the measured value follows the name.
  var showsValue = false
  var format: String?
  var ends = Ends.last
  var position = Position.auto
  /// Points: labels on the outer side of the ends of a row or column.
  var outwards: Channel?
  /// The field by which labels are placed first, largest value first.
  var priority: String?
  /// Nothing is written at all: a name is not wanted.
  var hidesName = false

  enum Ends: String, CaseIterable { case last, first, both }
  enum Position: String, CaseIterable { case auto, inside, outside, middle, corner }

  /// The plan of a layer; nil where it bears no labels.
  init?(_ layer: BuiltPlot.Layer, scene: SceneContext) {
    guard !layer.isOverlay, let node = layer.unit.view.node["labels"] else { return nil }
    if node.bool == false || node.string == "none" { return nil }
    func word<T: CaseIterable & RawRepresentable>(_ key: String, _ all: T.Type) -> T? where T.RawValue == String {
      guard let written = node[key], let name = written.string else { return nil }
      if let value = T(rawValue: name) { return value }
      scene.report.add(
        Message.unknownWord(name, at: written, "value of `\(key)`", among: T.allCases.map(\.rawValue)))
      return nil
    }
    guard node.mapping != nil else {
      if node.bool == true || node.string == "direct" { return }
      scene.report.add(
        Message.unknownWord(node.scalarText ?? "", at: node, "kind of labels", among: ["direct", "none"]))
      return nil
    }
    for key in node.mapping?.keys ?? [] where !Self.keys.contains(key) {
      scene.report.add(Message.unknownKey(key, in: node, of: "labels", among: Self.keys))
    }
    field = node["field"]?.scalarText
    hidesName = node["field"]?.isNull == true
    valueField = node["value"]?.string
    showsValue = node["value"]?.bool == true
    format = node["format"]?.string
    priority = node["priority"]?.string
    ends = word("ends", Ends.self) ?? .last
    position = word("position", Position.self) ?? .auto
    outwards = node["outwards"]?.string.map { $0 == "horizontal" ? .x : .y }
    for (key, name) in [("field", field), ("value", valueField), ("priority", priority)] {
      guard let name, !layer.unit.table.has(name), !layer.unit.table.isEmpty else { continue }
      scene.report.add(Message.unknownField(name, at: node[key] ?? node, among: layer.unit.table.fields))
    }
  }

  static let keys = ["type", "field", "value", "format", "ends", "position", "outwards", "priority"]
}
