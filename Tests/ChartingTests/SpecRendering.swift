import Diagnostics
import Frames
import Geometry
import Notation
import TestSupport

@testable import Charting

/// A chart drawn from JSON with letters of one width.
func renderSpec(_ json: String, theme: ChartTheme = .vega) throws -> RenderedChart {
  try ChartSpec(try parseNotation(SourceText(name: "chart.json", text: json)))
    .render(ChartContext(theme: theme, measurer: FixedWidthMeasurer()))
}

extension FrameItem {
  /// All shapes and texts inside groups with a role.
  func within(_ role: String, _ inside: Bool = false) -> [FrameItem] {
    guard case .group(let group) = self else { return inside ? [self] : [] }
    let isInside = inside || group.role.split(separator: " ").contains(Substring(role))
    return group.items.flatMap { $0.within(role, isInside) }
  }

  var fill: Color? {
    if case .shape(let shape) = self, case .color(let color)? = shape.fill { color } else { nil }
  }

  var words: String { if case .text(let run) = self { run.text } else { "" } }
}

extension RenderedChart {
  /// Where the cells of a grid begin.
  var cellPlaces: [Double] {
    func places(_ item: FrameItem) -> [Double] {
      guard case .group(let group) = item else { return [] }
      return group.role == "cell" ? [group.transform.tx] : group.items.flatMap(places)
    }
    return frame.items.flatMap(places)
  }

  func items(_ role: String) -> [FrameItem] { frame.items.flatMap { $0.within(role) } }
}
