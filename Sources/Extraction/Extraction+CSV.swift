public import Observations
import Diagnostics
import Notation

/// Observations as CSV, one record each under a header; `document` is what `documents` gives for an observation.
public func observationsCSV(_ observations: [Observation], documents: (Observation) -> String) -> String {
  let header = [
    "document", "paragraph", "quote", "value", "value_high", "unit", "qualifier", "measure", "change", "region",
    "region_code", "sector", "period", "status", "id", "line", "confidence", "start", "end", "notes",
    "relations", "corrections",
  ]
  var out = header.joined(separator: ",") + "\n"
  for o in observations {
    var span: TextSpan?
    if case .text(let s) = o.origin.place { span = s }
    var high = ""
    if case .range(_, let h) = o.value { high = h.description }
    let fields: [String] = [
      documents(o), span?.paragraph.map(String.init) ?? "", o.quote, o.number?.description ?? "", high, o.unit,
      o.qualifier.rawValue, o.measure, o.change.rawValue, o.region, o.regionCode, o.sector,
      o.period?.description ?? "", o.status.rawValue, o.id, o.origin.line.map(String.init) ?? "", o.confidenceText,
      span.map { String($0.bytes.lowerBound) } ?? "", span.map { String($0.bytes.upperBound) } ?? "",
      o.notes.joined(separator: "; "), o.relations.map(\.description).joined(separator: "; "),
      o.corrections.map(\.description).joined(separator: "; "),
    ]
    out += fields.map(csvField).joined(separator: ",") + "\n"
  }
  return out
}

extension Observation {
  /// The confidence with two places: `0.85`, `1`.
  var confidenceText: String {
    let percent = Int((confidence * 100).rounded())
    return percent >= 100 ? "1" : "0.\(percent < 10 ? "0" : "")\(max(0, percent))"
  }
}
