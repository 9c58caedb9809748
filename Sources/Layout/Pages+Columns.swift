import Frames
import Geometry

/// Parts of a page in two columns: full ones go on on the next page, the last two are balanced.
extension PageMaker {
  /// The strips in columns from a place on.
  func columns(at start: Int) -> Range<Int>? {
    guard start < strips.count, strips[start].columns > 1 else { return nil }
    let end = strips[start...].firstIndex { $0.columns == 1 || ($0.startsPage && $0.block != strips[start].block) }
    return start..<max(end ?? strips.count, start + 1)
  }

  /// The lowest height at which strips fit in two columns, if that is at most `room`.
  func balancedHeight(of range: Range<Int>, room: Double) -> Double? {
    let total = height(of: range)
    guard total <= 2 * room, columnEnds(range, height: room).last == range.upperBound else { return nil }
    var (low, high) = (total / 2, room)
    for _ in 0..<10 {
      let middle = (low + high) / 2
      if columnEnds(range, height: middle).last == range.upperBound { high = middle } else { low = middle }
    }
    return columnHeights(range, columnEnds(range, height: high)).max()
  }

  /// Where the columns of a height end that start with the first strip of a range; none if nothing fits.
  func columnEnds(_ range: Range<Int>, height: Double) -> [Int] {
    var ends: [Int] = []
    var start = range.lowerBound
    while ends.count < 2, start < range.upperBound {
      var used = 0.0
      var end = start
      while end < range.upperBound {
        used += (end == start ? 0 : strips[end].space) + strips[end].height
        if used > height + 0.01 { break }
        end += 1
      }
      while end > start, end < range.upperBound, !allowsCut(before: end) { end -= 1 }
      guard end > start else { break }
      ends.append(end)
      start = end
    }
    return ends
  }

  /// Strips in columns as one strip.
  func composed(_ range: Range<Int>, room: Double) -> Strip {
    let ends = columnEnds(range, height: balancedHeight(of: range, room: room) ?? room)
    var whole = strips[range.lowerBound]
    whole.role = strips[range].allSatisfy { $0.role == whole.role } && whole.role == "sources" ? "sources" : "columns"
    whole.items = []
    whole.references = []
    whole.notes = []
    whole.flex = nil
    whole.height = columnHeights(range, ends).max() ?? 0
    var start = range.lowerBound
    // What fits in no column, as a line taller than the page, ends the last one all the same.
    for (number, end) in (ends.last == range.upperBound ? ends : ends.dropLast() + [range.upperBound]).enumerated() {
      var offset = Point(Double(number) * columnWidth, 0)
      for i in start..<end {
        offset.y += i == start ? 0 : strips[i].space
        whole.items += strips[i].items.map { $0.moved(by: offset) }
        whole.notes += strips[i].notes
        for var reference in strips[i].references {
          reference.position = reference.position + offset
          whole.references.append(reference)
        }
        whole.runningHeading = whole.runningHeading ?? strips[i].runningHeading
        offset.y += strips[i].height
      }
      start = end
    }
    return whole
  }

  private func columnHeights(_ range: Range<Int>, _ ends: [Int]) -> [Double] {
    zip([range.lowerBound] + ends, ends).map { height(of: $0..<$1) }
  }

  private func height(of range: Range<Int>) -> Double {
    range.reduce(0) { $0 + ($1 == range.lowerBound ? 0 : strips[$1].space) + strips[$1].height }
  }
}

extension Galley {
  /// Sets blocks in two columns.
  mutating func inColumns(_ column: Column, _ set: (inout Galley, Column) -> Void) {
    let width = columnWidth
    let first = strips.count
    set(&self, Column(x: column.x, text: width, full: width))
    guard first < strips.count else { return }
    for i in first..<strips.count {
      strips[i].columns = 2
      // Headers of tables are not repeated within a page.
      strips[i].repeated = []
      strips[i].flex = nil
    }
  }

  /// The width of one of two columns.
  var columnWidth: Double { theme.halfWidth }
}
