import Frames
import Geometry

/// Figures side by side, or one alone: their words, and the drawings between these at any height.
struct FigureRow {
  let figures: [Figure]
  /// The left ends of the figures.
  let xs: [Double]
  /// What the drawings are made smaller by.
  let scales: [Double]
  /// The parts of the document the drawings are.
  let elements: [Int]
  /// Above and below the drawings.
  let titles: [Strip]
  let words: [Strip]
  let anchors: [FrameItem]
  /// Above the drawings.
  let space: Double
  let pageHeight: Double
  let redraw: (Figure, Double) -> Frame?

  /// Everything one under the other, nothing parted; the strip of the drawings may grow up to `room` and shrink, where all
  /// of them can be redrawn.
  func strips(room: Double) -> [Strip] {
    guard let natural = drawings(grown: 0) else { return [] }
    var strips = all(natural)
    let ranges = figures.compactMap { figure in
      figure.heights.map {
        (shrinks: figure.frame.size.height - $0.lowerBound, grows: $0.upperBound - figure.frame.size.height)
      }
    }
    guard ranges.count == figures.count, scales.allSatisfy({ $0 == 1 }) else { return strips }
    let grows = max(0, min(ranges.map(\.grows).min() ?? 0, room - natural.height))
    let shrinks = max(0, ranges.map(\.shrinks).min() ?? 0)
    guard grows + shrinks > 1 else { return strips }
    // Figures side by side are one strip with their words.
    let isOne = strips.count == 1
    let place = isOne ? 0 : titles.count
    let height = strips[place].height
    strips[place].flex = Strip.Flex(least: height - shrinks, most: height + grows) { wanted in
      guard let drawn = drawings(grown: wanted - height) else { return nil }
      let strip = isOne ? all(drawn)[0] : drawn
      return (isOne || !titles.isEmpty ? strip.items : anchors + strip.items, strip.height)
    }
    return strips
  }

  /// The strip of the drawings, each taller by so much; nil where one cannot be redrawn.
  private func drawings(grown: Double) -> Strip? {
    var strip = Strip(height: 0, space: space)
    for (i, figure) in figures.enumerated() {
      var frame = figure.frame
      if grown != 0 {
        guard let redrawn = redraw(figure, frame.size.height + grown) else { return nil }
        frame = redrawn
      }
      var transform = Transform.translation(xs[i], 0)
      if scales[i] < 1 { transform = transform.applied(after: .scale(scales[i], scales[i])) }
      strip.items.append(
        .group(
          Group(
            role: "drawing", label: figure.alternative, transform: transform, element: elements[i], items: frame.items))
      )
      strip.height = max(strip.height, frame.size.height * scales[i])
    }
    return strip
  }

  private func all(_ drawings: Strip) -> [Strip] {
    var all = titles + [drawings] + words
    all[0].items.insert(contentsOf: anchors, at: 0)
    return all.inReadingOrder(columns: xs, pageHeight: pageHeight).together()
  }

  /// What is said in place of a drawing; the best there is if nothing was given.
  static func alternative(of figure: Figure) -> String {
    let texts = [figure.alternative, figure.title?.plain ?? "", figure.caption.plain, figure.label]
    return texts.first { !$0.isEmpty } ?? "–"
  }
}
