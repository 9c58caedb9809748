public import Formats
public import Frames

/// Everything a chart needs from outside its specification.
public struct ChartContext {
  /// The look.
  public var theme: ChartTheme
  /// Measures text as it will be drawn.
  public var measurer: any TextMeasuring
  /// BCP 47, such as `en-GB`.
  public var language: String
  /// The clock that times of the data are shown in.
  public var zone: TimeZoneRules
  /// Tables that a specification names with `data: {name: …}`.
  public var namedData: [String: DataTable]
  /// The bytes behind `data: {url: …}`.
  public var loadData: (String) throws -> [UInt8]
  /// What earlier charts left. Contexts that see the same files in the same zone may share one, and each file is read
  /// once.
  public var memory = ChartMemory()
  /// The total width to fill, in points; nil leaves it to the specification.
  public var width: Double?
  /// The total height to fill, in points; nil leaves it to the specification.
  public var height: Double?
  /// Whether the chart is checked against editorial rules.
  public var lints: Bool
  /// Grids of the mark `tilegrid` by name: tables with the columns `row`, `col`, `code` and `name`.
  public var tileGrids: [String: DataTable]
  /// Titles of axes and legends by field, where the specification gives none: `value` → "billion yuan".
  public var columnLabels: [String: String]
  /// Fields whose values say what they are, such as regions and years: axes, legends and headers get no title from
  /// them. The description names them all the same.
  public var untitledColumns: Set<String> = []

  /// A context; without `loadData` no file can be read.
  public init(
    theme: ChartTheme = .standard, measurer: any TextMeasuring, language: String = "en", zone: TimeZoneRules = .utc,
    namedData: [String: DataTable] = [:],
    loadData: @escaping (String) throws -> [UInt8] = { throw DataUnavailable(address: $0) },
    width: Double? = nil, height: Double? = nil, lints: Bool = false,
    tileGrids: [String: DataTable] = [:], columnLabels: [String: String] = [:]
  ) {
    self.theme = theme
    self.measurer = measurer
    self.language = language
    self.zone = zone
    self.namedData = namedData
    self.loadData = loadData
    self.width = width
    self.height = height
    self.lints = lints
    self.tileGrids = tileGrids
    self.columnLabels = columnLabels
  }

  /// Thrown where a specification asks for a file and nothing can load one.
  public struct DataUnavailable: Error {
    /// What was asked for.
    public var address: String

    /// An error about an address.
    public init(address: String) { self.address = address }
  }
}
