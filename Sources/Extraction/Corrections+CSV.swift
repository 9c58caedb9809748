import Diagnostics
import Notation
public import Observations
import OrderedCollections

extension Corrections {
  /// A corrections file for figures: what the given corrections say stays, every other figure has an empty row, and rows
  /// without a figure come last. `found` says how the figure reads now; `document` names its article.
  public static func csv(
    for observations: [Observation], keeping corrections: [Corrections], document: (Observation) -> String
  ) -> String {
    let columns = Field.allCases
    var lines = [
      ["id", "action"] + columns.map(\.rawValue) + ["note", "quote", "document", "line", "found"]
    ]
    var known: [String: Entry] = [:]
    for entry in corrections.flatMap(\.entries.values) { known[entry.id] = entry }
    func line(
      _ id: String, _ entry: Entry?, quote: String, document: String, line: String, found: String
    ) -> [String] {
      [id, entry?.action?.rawValue ?? ""] + columns.map { entry?.fields[$0] ?? "" }
        + [entry?.note ?? "", quote, document, line, found]
    }
    for o in observations {
      let entry = known.removeValue(forKey: o.id)
      lines.append(
        line(
          o.id, entry, quote: o.quote, document: document(o), line: o.origin.line.map { "\($0)" } ?? "",
          found: o.summary)
      )
    }
    for entry in corrections.flatMap(\.entries.values) where known[entry.id] != nil && entry.action != nil {
      lines.append(line(entry.id, entry, quote: entry.quote, document: entry.document, line: "", found: ""))
    }
    return lines.map { $0.map(csvField).joined(separator: ",") + "\n" }.joined()
  }
}

extension Observation {
  /// What a figure says, in the words of its columns: "10.4 %, value_added_growth, Jilin, 2024-Q1, actual".
  public var summary: String {
    let number =
      switch value {
      case .number(let n): "\(n)"
      case .range(let low, let high): "\(low) to \(high)"
      case .missing: "missing"
      }
    let hedge = qualifier == .exact ? "" : qualifier.rawValue + " "
    let words = [measure, region, sector, period.map { "\($0)" } ?? "", status.rawValue].filter { !$0.isEmpty }
    return "\(hedge)\(number) \(unit), \(words.joined(separator: ", "))"
  }
}
