import Observations

/// What an office says about a figure in a code of SDMX's CL_OBS_STATUS or in Eurostat's small letters, such as `bu`.
struct Flags {
  private var codes: [Substring]

  init(_ text: String) {
    let areLetters = !text.isEmpty && text.utf8.allSatisfy { (0x61...0x7A).contains($0) }
    codes = areLetters ? text.indices.map { text[$0...$0] } : text.isEmpty || text == "#N/A" ? [] : [text[...]]
  }

  /// What a cell of a status column says; nil for a text that is neither a status nor a flag. Some offices keep flags there.
  static func status(_ text: String) -> Observation.Status? {
    text.isEmpty || isFlag(text) ? .actual : Observation.Status(rawValue: text.lowercased())
  }

  /// The flags in a cell of a status column; empty for a status.
  static func told(byStatus text: String?) -> String { text.map { isFlag($0) ? $0 : "" } ?? "" }

  private static func isFlag(_ text: String) -> Bool {
    ["..", "...", "0s"].contains(text) || text.utf8.count <= 2 && text.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 }
  }

  /// Cuts small letters off the end of a cell: `13.1 b`, `: c`.
  init(cutFrom cell: inout String) {
    let letters = cell.utf8.reversed().prefix { (0x61...0x7A).contains($0) }.count
    guard letters > 0, letters < cell.utf8.count else {
      self.init("")
      return
    }
    self.init(String(cell.suffix(letters)))
    cell = trimmed(String(cell.dropLast(letters)))
  }

  /// Why there is no value; nil where the flags give no reason.
  var reason: Observation.Missing? {
    codes.lazy.compactMap { code -> Observation.Missing? in
      switch code {
      case "C", "D", "S", "c", "x", "X": .confidential
      case "...": .notApplicable
      case "z": .notApplicable
      default: Observation.Missing(rawValue: String(code))
      }
    }.first
  }

  /// What kind of statement a figure is; nil for nothing special.
  var status: Observation.Status? {
    codes.lazy.compactMap { code -> Observation.Status? in
      switch code {
      case "P", "p": .provisional
      case "E", "e", "F", "f", "s": .estimate
      default: nil
      }
    }.first
  }

  /// Codes that neither a status nor a missing value holds.
  var remarks: [Substring] { codes.filter { !["A", "a", "P", "p", "E", "e", "F", "f", "s"].contains($0) } }
}
