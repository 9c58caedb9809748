import Frames
import Geometry

/// What a column asks for, in points.
struct ColumnMeasure {
  /// Below this, words or numbers are cut.
  var least = 0.0
  /// At this, nothing wraps but headers.
  var natural = 0.0
  /// Of the widest integer part and the widest rest, for decimal alignment.
  var integer = 0.0
  var rest = 0.0
  /// Between the edges of the column and its cells, where these are filled.
  var inset = 0.0
  /// At this, its header takes as few lines as it can.
  var header = 0.0

  /// What is missing for that.
  var lack: Double { max(0, header - natural) }
}

extension Galley {
  func measure(column i: Int, of table: Table, rows: [Table.Row]) -> ColumnMeasure {
    let column = table.columns[i]
    var m = ColumnMeasure()
    var drawings = 0.0
    for row in rows {
      guard let cell = Self.cell(at: i, in: row), cell.span == 1 else { continue }
      let image = cell.image.map { $0.size.width + (cell.text.isEmpty ? 0 : 6) } ?? 0
      if cell.fill != nil { m.inset = 4 }
      let line = breaker.line(cell.text, theme.tableBody)
      m.natural = max(m.natural, line.width + image)
      if column.alignment == .decimal, let split = decimalSplit(line) {
        m.integer = max(m.integer, split)
        m.rest = max(m.rest, line.width - split)
        drawings = max(drawings, image)
      } else {
        m.least = max(m.least, breaker.widestWord(cell.text, theme.tableBody) + image)
      }
    }
    m.natural = max(m.natural, m.integer + m.rest + drawings)
    m.least = max(m.least, m.integer + m.rest + drawings)
    // A header may take two lines before it widens its column.
    let header = Self.header(of: column)
    let words = breaker.widestWord(header, theme.tableHead)
    let lines = breaker.lines(header, theme.tableHead, width: .infinity)
    m.least = max(m.least, words)
    m.header = lines.map(\.width).max() ?? 0
    m.natural = max(m.natural, words, m.header * 0.6)
    m.header = max(m.natural, m.header) + 2 * m.inset
    m.natural += 2 * m.inset
    m.least += 2 * m.inset
    return m
  }

  /// Gives the columns under a spanner room for its words, each the same.
  func widened(_ measures: [ColumnMeasure], for table: Table) -> [ColumnMeasure] {
    var measures = measures
    for spanner in table.spanners.joined() {
      let range = spanner.columns.clamped(to: measures.indices)
      guard !range.isEmpty else { continue }
      let gaps = 0.4 * theme.gutter * Double(range.count - 1)
      let header = spanner.header.strengthened
      let words = breaker.widestWord(header, theme.tableHead)
      let least = words - gaps - measures[range].reduce(0) { $0 + $1.least }
      let wanted = max(words, 0.6 * breaker.line(header, theme.tableHead).width)
      let natural = wanted - gaps - measures[range].reduce(0) { $0 + $1.natural }
      for i in range {
        measures[i].least += max(0, least) / Double(range.count)
        measures[i].natural = max(measures[i].least, measures[i].natural + max(0, natural) / Double(range.count))
      }
    }
    return measures
  }

  /// The width up to the decimal separator of the first number in a line, or up to its end when it is whole; nil when
  /// there is no number.
  func decimalSplit(_ line: Line) -> Double? {
    let characters = line.runs.enumerated().flatMap { run in run.element.text.map { (run: run.offset, character: $0) } }
    func isDigit(_ i: Int) -> Bool {
      i < characters.count && characters[i].character.isASCII && characters[i].character.isNumber
    }
    guard var end = characters.indices.first(where: isDigit) else { return nil }
    let groupMarks: Set<Character> = [",", ".", " ", "\u{A0}", "\u{2009}", "\u{202F}", "'", "’"]
    while isDigit(end)
      || (end < characters.count && characters[end].character != theme.words.decimalSeparator
        && groupMarks.contains(characters[end].character) && isDigit(end + 1))
    {
      end += 1
    }
    guard end < characters.count else { return line.width }
    let run = line.runs[characters[end].run]
    let before = String(characters[..<end].filter { $0.run == characters[end].run }.map(\.character))
    return run.x + (before.isEmpty ? 0 : ruler.advance(of: before, style: run.look.style))
  }
}

/// The columns of a table on the page.
struct TableGrid {
  let x: Double
  let width: Double
  let columns: [Table.Column]
  let measures: [ColumnMeasure]
  private(set) var starts: [Double] = []
  private(set) var widths: [Double] = []
  /// Between columns.
  private let gap: Double
  /// Whether the first column is the one on the right.
  private let isMirrored: Bool
  /// Whether words or numbers have to be cut.
  private(set) var cramped = false

  init(x: Double, width: Double, columns: [Table.Column], measures: [ColumnMeasure], isMirrored: Bool, theme: PageTheme)
  {
    self.isMirrored = isMirrored
    self.x = x
    self.width = width
    self.columns = columns
    self.measures = measures
    let between = Double(columns.count - 1)
    let least = measures.reduce(0) { $0 + $1.least }
    // Columns stand a gutter and a bit apart, closer when there is little room.
    let wanted = 1.2 * theme.gutter
    let natural = measures.reduce(0) { $0 + $1.natural }
    // They come closer before a word is broken, and closer still before one is cut.
    let close = max(Self.closeGap(theme), (width - natural) / max(between, 1))
    gap =
      between > 0
      ? min(wanted, close, max(wanted / 3, (width - least) / between), width / (4 * between)) : 0
    widths = Self.widths(columns, measures, room: max(width - between * gap, width / 2))
    cramped = zip(widths, measures).contains { $0 < $1.least - 0.01 }
    var left = x
    for width in widths {
      starts.append(left)
      left += width + gap
    }
    if isMirrored {
      let right = left - gap
      starts = zip(starts, widths).map { x + right - $0 - $1 }
    }
  }

  /// How close columns come to each other so that no word need be broken.
  static func closeGap(_ theme: PageTheme) -> Double { 0.8 * theme.gutter }

  private static func widths(_ columns: [Table.Column], _ measures: [ColumnMeasure], room: Double) -> [Double] {
    var widths = measures.map(\.natural)
    // 1. Shares that were asked for.
    var shares = columns.map { if case .fraction(let f) = $0.width { max(0, f) } else { 0.0 } }
    let asked = shares.reduce(0, +)
    if asked > 1 { shares = shares.map { $0 / asked } }
    let free = columns.indices.filter { columns[$0].width == .natural }
    for i in columns.indices where columns[i].width != .natural { widths[i] = shares[i] * room }
    // 2. The others share what is left: more room goes to headers that break, those that lack least first, then to all, the
    //    first column twice; too little is taken from the widest that can wrap, and at last from all.
    let rest = max(0, room - columns.indices.filter { columns[$0].width != .natural }.reduce(0) { $0 + widths[$1] })
    let natural = free.reduce(0) { $0 + measures[$1].natural }
    let least = free.reduce(0) { $0 + measures[$1].least }
    if natural <= rest {
      var spare = rest - natural
      for i in free.sorted(by: { measures[$0].lack < measures[$1].lack }) where measures[i].lack <= spare {
        widths[i] += measures[i].lack
        spare -= measures[i].lack
      }
      let parts = free.reduce(0.0) { $0 + ($1 == 0 ? 2 : 1) }
      for i in free { widths[i] += spare * (i == 0 ? 2 : 1) / parts }
    } else if least <= rest {
      let cap = Self.cap(free.map { measures[$0] }, room: rest)
      for i in free { widths[i] = min(measures[i].natural, max(measures[i].least, cap)) }
    } else {
      for i in free { widths[i] = least > 0 ? rest * measures[i].least / least : rest / Double(free.count) }
    }
    return widths
  }

  /// The width that columns may have, if they ask for more, so that all of them take up `room`.
  private static func cap(_ measures: [ColumnMeasure], room: Double) -> Double {
    var (low, high) = (0.0, measures.reduce(0) { max($0, $1.natural) })
    for _ in 0..<48 {
      let middle = (low + high) / 2
      let used = measures.reduce(0) { $0 + min($1.natural, max($1.least, middle)) }
      if used <= room { low = middle } else { high = middle }
    }
    return low
  }

  /// The horizontal room of the texts of neighbouring columns.
  func span(_ range: Range<Int>) -> (start: Double, end: Double) {
    guard let (left, right) = ends(of: range) else { return (x, x) }
    return (starts[left] + measures[left].inset, starts[right] + widths[right] - measures[right].inset)
  }

  /// The room of neighbouring columns with their halves of the gaps around them.
  func outer(_ range: Range<Int>) -> (start: Double, end: Double) {
    guard let (left, right) = ends(of: range) else { return (x, x) }
    let outermost = isMirrored ? (widths.count - 1, 0) : (0, widths.count - 1)
    return (
      starts[left] - (left == outermost.0 ? 0 : gap / 2) + 0.5,
      starts[right] + widths[right] + (right == outermost.1 ? 0 : gap / 2) - 0.5
    )
  }

  /// The leftmost and the rightmost of neighbouring columns.
  private func ends(of range: Range<Int>) -> (left: Int, right: Int)? {
    guard let last = range.last else { return nil }
    return isMirrored ? (last, range.lowerBound) : (range.lowerBound, last)
  }

  /// The width of the texts of a column.
  func inner(_ column: Int) -> Double { widths[column] - 2 * measures[column].inset }

  /// Where a line starts in its column or columns.
  func x(of line: Line, in range: Range<Int>) -> Double {
    let (start, end) = span(range)
    switch columns[range.lowerBound].alignment {
    case .start: return isMirrored ? max(start, end - line.width) : start
    case .center: return max(start, (start + end - line.width) / 2)
    case .end where isMirrored: return start
    case .end, .decimal: return max(start, end - line.width)
    }
  }
}
