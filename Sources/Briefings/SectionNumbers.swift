/// The numbers of headings: 1, 1.1 …, in an appendix A, A.1 ….
struct SectionNumbers {
  /// Whether headings before the appendix are numbered.
  let isOn: Bool
  private(set) var isAppendix = false
  /// Of the headings that the next one stands under or after, the outermost first.
  private var counts: [Int] = []

  init(isOn: Bool) { self.isOn = isOn }

  /// Headings from here on are lettered.
  mutating func startAppendix() {
    guard !isAppendix else { return }
    isAppendix = true
    counts = []
  }

  /// The number of the next heading; nil for none. Headings below the third level have none.
  mutating func number(level: Int) -> String? {
    guard isOn || isAppendix, (1...3).contains(level) else { return nil }
    while counts.count > level { counts.removeLast() }
    while counts.count < level { counts.append(0) }
    counts[level - 1] += 1
    var parts = counts.map { "\($0)" }
    if isAppendix { parts[0] = letters(counts[0]).uppercased() }
    return parts.joined(separator: ".")
  }
}
