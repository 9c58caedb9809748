import Diagnostics
import Layout
import Notation

extension Assembler {
  static let figureKeys = ["label", "value", "note", "detail"]

  /// A `figures` block: a list of cards, each with `label`, `value` (a tag) and `note`.
  mutating func keyFigures(_ node: Node) throws(DiagnosticError) -> [Block] { [.keyFigures(try cards(node))] }

  static let summaryKeys = ["points", "figures"]

  /// A `summary` block: points of inline Markdown, of which empty ones are left out, and cards beside them.
  mutating func summary(_ node: Node) throws(DiagnosticError) -> Summary {
    var reader = NodeReader()
    reader.rejectUnknown(in: node, known: Self.summaryKeys, what: "a summary")
    let points = reader.texts("points", in: node).filter { $0.contains { !$0.isWhitespace } }
    if reader.problems.hasErrors { throw DiagnosticError(reader.problems) }
    if node["points"] == nil { throw DiagnosticError(Message.summaryWithoutPoints(node)) }
    return Summary(
      points: points.map { inline(parseInline($0)) },
      figures: try node["figures"].map { (list) throws(DiagnosticError) in try cards(list) } ?? [])
  }

  /// The cards of a list.
  mutating func cards(_ node: Node) throws(DiagnosticError) -> [KeyFigure] {
    guard let items = node.sequence, !items.isEmpty else { throw DiagnosticError(Message.noCards(node)) }
    var reader = NodeReader()
    var cards: [KeyFigure] = []
    for item in items {
      guard item.mapping != nil else {
        reader.wrongKind(item, "figures", wanted: "a list of mappings with “label” and “value”")
        continue
      }
      reader.rejectUnknown(in: item, known: Self.figureKeys, what: "a key figure")
      let label = reader.text("label", in: item) ?? ""
      let value = reader.text("value", in: item) ?? ""
      if label.isEmpty || value.isEmpty { reader.problems.append(Message.incompleteCard(item)) }
      var card = KeyFigure(label: rich(label), value: "", note: rich(reader.text("note", in: item) ?? ""))
      let detail = rich(reader.text("detail", in: item) ?? "")
      let pieces = store.pieces(of: value)
      if pieces.count == 1, case .value(let printed) = pieces[0], let quantity = printed.quantity {
        let (number, unit) = valueText.parts(quantity)
        let value = spans(for: printed, text: number)
        card.value = RichText(spans: Array(value.prefix(1)))
        card.note = RichText(spans: (card.note.spans + [.init(" ")] + value.dropFirst()).namingSourcesOnce())
        card.detail = unit.isEmpty ? detail : detail.isEmpty ? RichText(unit) : RichText("\(unit), ") + detail
      } else {
        card.value = rich(value)
        card.detail = detail
      }
      cards.append(card)
    }
    if reader.problems.hasErrors { throw DiagnosticError(reader.problems) }
    return cards
  }
}
