public import Diagnostics
public import Frames

/// A chart ready to be placed on a page or exported.
public struct RenderedChart: Sendable {
  /// The finished drawing.
  public var frame: Frame
  /// The title, drawn in the frame too.
  public var title: String
  /// The subtitle, drawn in the frame too.
  public var subtitle: String
  /// For readers who do not see it: what the author wrote, else type, measure, range and extremes.
  public var description: String
  /// The values that were drawn.
  public var data: DataTable
  /// What should be said about the chart.
  public var diagnostics: [Diagnostic]

  /// A finished chart.
  public init(
    frame: Frame, title: String = "", subtitle: String = "", description: String = "", data: DataTable,
    diagnostics: [Diagnostic] = []
  ) {
    self.frame = frame
    self.title = title
    self.subtitle = subtitle
    self.description = description
    self.data = data
    self.diagnostics = diagnostics
  }
}
