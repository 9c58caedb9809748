import Charting
import Frames
import Geometry
import OrderedCollections

/// A chart of a page that can be drawn again at another height.
struct ChartDrawing: Sendable {
  let spec: ChartSpec
  let making: ChartMaking

  /// The drawing at a height in points; nil where it comes out wider or at another height.
  func frame(height: Double, measurer: any TextMeasuring) -> Frame? {
    var context = making.context(measurer: measurer)
    context.height = height
    guard let frame = try? spec.render(context).frame, frame.size.width <= making.width + 0.5 else { return nil }
    return frame
  }
}

/// What the charts of a report are made with.
struct ChartMaking: Sendable {
  var theme: ChartTheme
  var language: String
  var tables: OrderedDictionary<String, DataTable>
  var columnLabels: [String: String]
  /// Of the report; files beside or below it may be read.
  var folder: String
  var read: @Sendable (String) -> [UInt8]?
  /// In points.
  var width: Double
  var tileGrids: [String: DataTable]

  func context(measurer: any TextMeasuring) -> ChartContext {
    var context = ChartContext(
      theme: theme, measurer: measurer, language: language,
      namedData: Dictionary(uniqueKeysWithValues: tables.map { ($0.key, $0.value) }),
      loadData: { address in
        let path = resolve(address, in: folder)
        guard !address.hasPrefix("/"), !path.hasPrefix(".."), path.hasPrefix(folder == "." ? "" : folder + "/"),
          let bytes = read(path)
        else { throw ChartContext.DataUnavailable(address: address) }
        return bytes
      }, width: width, tileGrids: tileGrids, columnLabels: columnLabels)
    context.untitledColumns = [
      "region", "region_name", "sector", "period", "year", "date", "status", "measure", "document",
    ]
    return context
  }
}
