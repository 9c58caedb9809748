import Frames

/// The links of the values that a drawing prints. A mark beside which its value is printed needs no link of its own:
/// whoever goes from link to link meets each value once.
struct PrintedLinks {
  private var counts: [Link: Int] = [:]

  init(_ items: [FrameItem]) { count(items) }

  private mutating func count(_ items: [FrameItem]) {
    for case .group(let group) in items {
      if let link = group.link, Self.hasText(group.items) { counts[link, default: 0] += 1 }
      count(group.items)
    }
  }

  private static func hasText(_ items: [FrameItem]) -> Bool {
    items.contains { item in
      switch item {
      case .text: true
      case .group(let group): hasText(group.items)
      default: false
      }
    }
  }

  /// The items with as many marks without their links as values with the same link are printed.
  mutating func takeFromMarks(_ items: [FrameItem]) -> [FrameItem] {
    guard !counts.isEmpty else { return items }
    return items.map { item in
      guard case .group(var group) = item else { return item }
      if let link = group.link, let count = counts[link], count > 0, !Self.hasText(group.items) {
        counts[link] = count - 1
        // The group was there for the link.
        if group == Group(link: link, items: group.items), group.items.count == 1 { return group.items[0] }
        group.link = nil
      }
      group.items = takeFromMarks(group.items)
      return .group(group)
    }
  }
}
