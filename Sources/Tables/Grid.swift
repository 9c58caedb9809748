import Diagnostics
import Notation

/// The records of a file with what its form says about the columns, before anything is read from the cells.
struct Grid {
  /// The forms told apart by their header or first sign.
  enum Form: String {
    case plain = ""
    case eurostat = "Eurostat"
    case sdmxCSV1 = "SDMX-CSV 1.0"
    case sdmxCSV2 = "SDMX-CSV 2.0"
    case sdmxJSON = "SDMX-JSON"
    case jsonStat = "JSON-stat"
    case jsonRecords = "JSON records"
  }

  typealias Record = (line: Int, fields: [String])

  var form = Form.plain
  var header: Record
  var rows: ArraySlice<CSVText.Record>
  /// The column that holds the names of the codes in another one.
  var labels: [Int: Int] = [:]
  /// Columns that tell figures apart unless they play another role.
  var dimensions: [Int] = []
  /// The column of the powers of ten that the values are multiplied by.
  var multiplier: Int?
  /// How many columns the grid has before the place of a column in the file.
  var columnShift = 0
  /// Where the value of a row stands, by the number in the last field of the row; empty where rows are lines.
  var places: [(line: Int, column: Int)] = []
  /// Columns without a name of their own that play a role unless the mapping says otherwise.
  var roles: [TableMapping.Role: Int] = [:]
  /// Roles that the form settles by itself.
  var columns: [TableMapping.Role: String] = [:]
  var constants: [TableMapping.Role: String] = [:]
  /// Whether a measure is written `NAME(UNIT)`.
  var hasUnitsInMeasures = false
  /// How the file was read, in a few words each.
  var statements: [String] = []
  /// The sign between fields; nil where there are none.
  var delimiter: UInt8?
  /// Lines below the rows that were left out.
  var notes = 0

  /// The mapping with what the form says where the mapping is silent.
  func completed(_ mapping: TableMapping) -> TableMapping {
    var mapping = mapping
    for role in TableMapping.Role.allCases where mapping.columns[role] == nil && mapping.constants[role] == nil {
      mapping.columns[role] = columns[role]
      mapping.constants[role] = constants[role]
    }
    return mapping
  }
}

/// "1 row", "2 rows".
func count(_ n: Int, _ thing: String) -> String { "\(n) \(thing)\(n == 1 ? "" : "s")" }
