import Frames
import Geometry

/// The lines of a cell where they stand, and its drawing.
struct SetCell {
  var lines: [Line]
  /// The left end of each line.
  var xs: [Double]
  var image: Drawing?
  /// Behind everything else.
  var fill: (color: Color, x: Double, width: Double)?

  /// A drawing in a cell.
  struct Drawing {
    var frame: Frame
    var x: Double
    var scale: Double
    /// What is said in its place and the part of the document it is; nil for decoration.
    var figure: (alternative: String, element: Int)?
  }
}

extension Galley {
  /// Sets a cell in its column or columns, as a part of the document or as decoration.
  func setCell(_ cell: Table.Cell, in range: Range<Int>, grid: TableGrid, as element: Int?) -> SetCell {
    guard !range.isEmpty else { return SetCell(lines: [], xs: []) }
    var (start, end) = grid.span(range)
    var set = SetCell(lines: [], xs: [])
    var setting = theme.tableBody
    var text = cell.text
    if let fill = cell.fill {
      let (left, right) = grid.outer(range)
      set.fill = (fill, left, right - left)
      setting.color = theme.ink(on: fill, else: setting.color)
      for i in text.spans.indices { text.spans[i].muted = false }
    }
    if let image = cell.image, image.size.width > 0 {
      let scale = min(1, (end - start) / image.size.width)
      let width = image.size.width * scale
      let figure = element.flatMap { element in
        cell.alternative.isEmpty
          ? nil : (cell.alternative, structure.add(.figure(alternative: cell.alternative), in: element))
      }
      set.image = SetCell.Drawing(frame: image, x: start, scale: scale, figure: figure)
      if cell.text.isEmpty {
        set.image?.x = grid.x(of: Line(runs: [], width: width), in: range)
        return set
      }
      start = min(start + width + 6, end)
    }
    let width = end - start
    set.lines = cellLines(text, setting, width: width, as: element)
    set.xs = set.lines.map { line in
      set.image != nil && grid.columns[range.lowerBound].alignment == .start
        ? start : max(start, grid.x(of: line, in: range))
    }
    // Numbers stand by their separator; words that fit over the integers end where these end.
    if range.count == 1, grid.columns[range.lowerBound].alignment == .decimal, set.lines.count == 1 {
      let line = set.lines[0]
      let separator = end - grid.measures[range.lowerBound].rest
      if let split = decimalSplit(line) {
        set.xs[0] = max(start, min(separator - split, end - line.width))
      } else if line.width <= separator - start, line.width <= grid.measures[range.lowerBound].integer + 0.01 {
        set.xs[0] = separator - line.width
      }
    }
    return set
  }

  /// The cells of a row as one strip, or as one strip a line when the row is tall for a page.
  func strips(
    of cells: [SetCell], _ setting: PageTheme.TextSetting, top: Double, bottom: Double, alignBottom: Bool
  ) -> [Strip] {
    let count = max(1, cells.map(\.lines.count).max() ?? 1)
    let textHeight = Double(count) * setting.leading
    let height = max(
      textHeight, cells.map { ($0.image?.frame.size.height ?? 0) * ($0.image?.scale ?? 0) }.max() ?? 0)
    let sliced = top + height + bottom > pageHeight / 2
    let baseline = ruler.baseline(of: setting) + (sliced || alignBottom ? 0 : max(0, height - textHeight) / 2)
    var strips: [Strip] =
      sliced
      ? (0..<count).map { i in
        Strip(height: setting.leading + (i == 0 ? top : 0) + (i == count - 1 ? bottom : 0))
      } : [Strip(height: top + height + bottom)]
    for cell in cells {
      if let (color, x, width) = cell.fill {
        for i in strips.indices {
          // The rules above and below stay whole.
          let box = Rect(x: x, y: 0.8, width: width, height: strips[i].height - 1.6)
          strips[i].items.insert(.shape(Shape(.rect(box), fill: .color(color))), at: 0)
        }
      }
      if let drawing = cell.image {
        let (frame, scale) = (drawing.frame, drawing.scale)
        // In the middle of a row of one line, at the first of several.
        let room = sliced || count > 1 ? setting.leading : height
        let y = max(0, (room - frame.size.height * scale) / 2)
        strips[0].items.append(
          .group(
            Group(
              role: "drawing", label: drawing.figure?.alternative,
              transform: Transform.translation(drawing.x, top + y).applied(after: .scale(scale, scale)),
              element: drawing.figure?.element, items: frame.items)))
      }
      let offset = alignBottom ? count - cell.lines.count : 0
      for (i, line) in cell.lines.enumerated() {
        let place = i + offset
        let y = baseline + (sliced ? (place == 0 ? top : 0) : top + Double(place) * setting.leading)
        strips[sliced ? place : 0].notes += line.notes
        strips[sliced ? place : 0].items += line.items(
          at: Point(cell.xs[i], y), theme: theme, ruler: ruler, underlines: false)
      }
    }
    return strips
  }
}
