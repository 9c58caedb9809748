import Diagnostics

extension ChartLint {
  /// Whether what the title calls the largest or the smallest is that in the data. Only bars are looked at, and only
  /// titles that name one of them.
  func leader() -> [Diagnostic] {
    let words = Self.words(of: titleText)
    guard Self.rankings.isDisjoint(with: words) else { return [] }
    let (most, least) = (Self.most.first { words.contains($0) }, Self.least.first { words.contains($0) })
    guard let superlative = most ?? least, most == nil || least == nil else { return [] }
    for layer in layers where layer.unit.mark.type == .bar && !layer.isOverlay {
      let unit = layer.unit
      guard let category = unit[unit.dimensionChannel], category.type == .nominal || category.type == .ordinal,
        let key = category.column, let measure = unit[unit.valueChannel]?.column
      else { continue }
      let (label, value) = (unit.table.path(key), unit.table.path(measure))
      var sums: [String: Double] = [:]
      for row in unit.table.rows {
        sums[label.value(in: row).plainText, default: 0] += value.value(in: row).asNumber ?? 0
      }
      guard let end = most == nil ? sums.values.min() : sums.values.max() else { continue }
      let named = sums.keys.filter { Self.names($0, in: words) }.sorted()
      guard let first = named.first, named.allSatisfy({ sums[$0] != end }) else { continue }
      guard let leader = sums.keys.filter({ sums[$0] == end }).min() else { continue }
      return [
        finding(
          .leader, at: spec.view.title,
          "the title says “\(superlative)” of “\(Self.name(first))”, and the \(most == nil ? "smallest" : "largest") bar is “\(leader)”",
          "name the bar that the word is true of, or show only what is compared")
      ]
    }
    return []
  }

  /// Whether the name at the start of a label, up to a colon, comma or bracket, stands in a title.
  private static func names(_ label: String, in title: [String]) -> Bool {
    let name = words(of: name(label))
    guard !name.isEmpty, name.contains(where: { $0.count > 2 }), title.count >= name.count else { return false }
    return (0...title.count - name.count).contains { title[$0..<$0 + name.count].elementsEqual(name) }
  }

  private static func name(_ label: String) -> String {
    let name = label.prefix { !":,(".contains($0) }
    return String(name.last == " " ? name.dropLast() : name)
  }

  private static func words(of text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// Words that are true of one alone, in the order they are looked for.
  private static let most = [
    "largest", "biggest", "highest", "fastest", "most", "leads", "größte", "größten", "höchste", "höchsten",
    "schnellsten",
    "führt",
  ]
  private static let least = [
    "smallest", "lowest", "slowest", "least", "fewest", "kleinste", "kleinsten", "niedrigste",
  ]
  /// Words that make these true of another than the first.
  private static let rankings: Set<String> = [
    "second", "third", "fourth", "fifth", "next", "among", "after", "behind", "than", "nearly", "almost", "at", "not",
    "no",
    "zweite", "zweiten", "dritte", "nach", "hinter", "unter", "nicht", "als",
  ]
}
