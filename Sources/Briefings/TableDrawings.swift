import Frames
import Geometry
import Layout

/// The small drawings and grounds of cells, all cells of a column on one scale.
struct TableDrawings {
  let theme: PageTheme
  /// Of the values on the scale, zero counted in for bars.
  let range: ClosedRange<Double>
  /// How much of a colour the strongest ground has: what leaves the text of cells readable as it is.
  private let strongest: Double

  /// Nil where no value is finite.
  init?(_ values: [Double], theme: PageTheme) {
    let values = values.filter(\.isFinite)
    guard let least = values.min(), let most = values.max() else { return nil }
    self.theme = theme
    range = least...most
    let ink = theme.tableBody.color
    strongest =
      stride(from: 0.8, to: 0.2, by: -0.05).first { share in
        [theme.accent, theme.contrary].allSatisfy { $0.tint(share).contrast(with: ink) >= 5 }
      } ?? 0.2
  }

  /// The ground of a value: from a breath of the accent to a good part of it, or where there are values on both sides of zero,
  /// from white at zero to one colour on either side.
  func ground(of value: Double) -> Color {
    if range.lowerBound < 0, range.upperBound > 0 {
      let reach = max(-range.lowerBound, range.upperBound)
      return (value < 0 ? theme.contrary : theme.accent).tint(strongest * min(1, value.magnitude / reach))
    }
    let width = range.upperBound - range.lowerBound
    let share = width > 0 ? (value - range.lowerBound) / width : 0.5
    // Below zero the lowest is the strongest.
    let isBelow = range.upperBound <= 0 && range.lowerBound < 0
    return (isBelow ? theme.contrary : theme.accent).tint(
      0.06 + (strongest - 0.06) * (isBelow ? 1 - share : share))
  }

  /// A bar from zero to the value; no value leaves the same room.
  func bar(of value: Double?) -> Frame {
    let size = Size(44, 7)
    var frame = Frame(size: size)
    let (low, high) = (min(0, range.lowerBound), max(0, range.upperBound))
    guard high > low else { return frame }
    func x(_ value: Double) -> Double { (value - low) / (high - low) * size.width }
    if let value {
      let box = Rect(x: min(x(0), x(value)), y: 0, width: (x(value) - x(0)).magnitude, height: size.height)
      frame.items.append(
        .shape(Shape(.rect(box), fill: .color(value < 0 ? theme.contrary : theme.accent.tint(0.75)))))
    }
    if low < 0 {
      frame.items.append(
        .shape(
          Shape(
            .line(Point(x(0), 0), Point(x(0), size.height)), stroke: Stroke(.color(theme.strongRule), width: 0.5))))
    }
    return frame
  }

  /// A line of the values of a row on its own scale, with gaps where there are none, a dot at its end.
  func sparkline(_ values: [Double?]) -> Frame {
    let size = Size(60, 11)
    let inset = 2.0
    let width = range.upperBound - range.lowerBound
    func point(_ i: Int, _ value: Double) -> Point {
      let x = values.count > 1 ? Double(i) / Double(values.count - 1) : 0.5
      let y = width > 0 ? (value - range.lowerBound) / width : 0.5
      return Point(inset + x * (size.width - 2 * inset), size.height - inset - y * (size.height - 2 * inset))
    }
    var path = Path()
    var alone: [Point] = []
    var end: Point?
    for (i, value) in values.enumerated() {
      guard let value else { continue }
      let hasBefore = i > 0 && values[i - 1] != nil
      path.elements.append(hasBefore ? .line(point(i, value)) : .move(point(i, value)))
      if !hasBefore, i + 1 == values.count || values[i + 1] == nil { alone.append(point(i, value)) }
      end = point(i, value)
    }
    var items: [FrameItem] = [.shape(Shape(.path(path), stroke: Stroke(.color(theme.muted), width: 0.9, join: .round)))]
    for place in alone + (end.map { [$0] } ?? []) {
      items.append(.shape(Shape(.ellipse(center: place, radii: Size(1.5, 1.5)), fill: .color(theme.accent))))
    }
    return Frame(size: size, items: items)
  }
}

extension Color {
  /// So much of the colour on white.
  func tint(_ share: Double) -> Color {
    func part(_ c: UInt8) -> UInt8 { UInt8((255 - (255 - Double(c)) * min(max(share, 0), 1)).rounded()) }
    return Color(red: part(red), green: part(green), blue: part(blue))
  }
}
