public import Charting
public import Diagnostics
public import Frames
public import Layout
public import Observations

/// A report with its values filled in: a document ready for layout, its charts, and the observations it prints.
public struct Briefing: Sendable {
  /// A chart as it stands on its own.
  public struct Chart: Sendable {
    /// Base name of its file.
    public var name: String
    public var rendered: RenderedChart
  }

  /// Base name of what is written, without extension.
  public var name: String
  public var document: Document
  public var theme: PageTheme
  public var charts: [Chart]
  /// Charts that may be drawn anew, by the names of their figures.
  let drawings: [String: ChartDrawing]
  /// What the printed values rest on, in the order of the index.
  public var observations: [Observation]
  /// The same as CSV, as it is attached to the document.
  public var observationsFile: [UInt8]
  /// Warnings, and errors of single blocks; a briefing with errors is not to be published.
  public var diagnostics: [Diagnostic]

  /// Draws a figure of the document at another height, in points; nil for one that cannot be.
  public func redraw(_ figure: Figure, height: Double, measurer: any TextMeasuring) -> Frame? {
    drawings[figure.anchor]?.frame(height: height, measurer: measurer)
  }
}
