public import Diagnostics
import Frames
import Geometry

extension ChartSpec {
  /// Draws the chart.
  /// - Throws: what keeps it from being drawn: data that cannot be read, transforms and expressions that make no sense.
  public func render(_ context: ChartContext) throws(DiagnosticError) -> RenderedChart {
    RenderedChart(frame: Frame(size: Size(context.width ?? 300, context.height ?? 200)), data: DataTable(fields: []))
  }
}
