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
  var out = CSVWriter()
  out.add(record: header)
  for o in observations {
    var span: TextSpan?
    if case .text(let s) = o.origin.place { span = s }
    var high = ""
    if case .range(_, let h) = o.value { high = h.description }
    out.add(documents(o))
    out.add(span?.paragraph.map(String.init) ?? "")
    out.add(o.quote)
    out.add(o.number?.description ?? "")
    out.add(high)
    out.add(o.unit)
    out.add(o.qualifier.rawValue)
    out.add(o.measure)
    out.add(o.change.rawValue)
    out.add(o.region)
    out.add(o.regionCode)
    out.add(o.sector)
    out.add(o.period?.description ?? "")
    out.add(o.status.rawValue)
    out.add(o.id)
    out.add(o.origin.line.map(String.init) ?? "")
    out.add(o.confidenceText)
    out.add(span.map { String($0.bytes.lowerBound) } ?? "")
    out.add(span.map { String($0.bytes.upperBound) } ?? "")
    out.add(words(o.notes))
    out.add(words(o.relations.map(\.description)))
    out.add(words(o.corrections.map(\.description)))
    out.endRecord()
  }
  return String(decoding: out.bytes, as: UTF8.self)
}

private func words(_ remarks: [String]) -> String { remarks.isEmpty ? "" : remarks.joined(separator: "; ") }

extension Observation {
  /// The confidence with two places: `0.85`, `1`.
  var confidenceText: String {
    let percent = Int((confidence * 100).rounded())
    return percent >= 100 ? "1" : "0.\(percent < 10 ? "0" : "")\(max(0, percent))"
  }
}
