import Diagnostics
public import Observations

/// Observations as the elements of a JSON array, one a line; the keys are the columns of the CSV, values that are not
/// stated are left out.
public func observationsJSON(_ observations: [Observation], documents: (Observation) -> String) -> String {
  jsonLines(
    observations.map { o in
      var fields: [(String, String)] = [("id", jsonString(o.id)), ("document", jsonString(documents(o)))]
      func add(_ key: String, _ text: String) {
        if !text.isEmpty { fields.append((key, jsonString(text))) }
      }
      if case .text(let span) = o.origin.place {
        if let paragraph = span.paragraph { fields.append(("paragraph", "\(paragraph)")) }
        fields += [
          ("line", "\(span.line)"), ("start", "\(span.bytes.lowerBound)"), ("end", "\(span.bytes.upperBound)"),
        ]
      }
      add("quote", o.quote)
      switch o.value {
      case .number(let n): fields.append(("value", "\(n)"))
      case .range(let low, let high): fields += [("value", "\(low)"), ("value_high", "\(high)")]
      case .missing: fields.append(("value", "null"))
      }
      add("unit", o.unit)
      add("qualifier", o.qualifier.rawValue)
      add("measure", o.measure)
      add("change", o.change.rawValue)
      add("region", o.region)
      add("region_code", o.regionCode)
      add("sector", o.sector)
      add("period", o.period?.description ?? "")
      add("status", o.status.rawValue)
      fields.append(("confidence", o.confidenceText))
      func addList(_ key: String, _ items: [String]) {
        if !items.isEmpty { fields.append((key, "[\(items.joined(separator: ", "))]")) }
      }
      addList("notes", o.notes.map(jsonString))
      addList(
        "relations",
        o.relations.map { "{\"kind\": \(jsonString($0.kind.rawValue)), \"id\": \(jsonString($0.other))}" })
      addList("corrections", o.corrections.map { jsonString($0.description) })
      return fields
    })
}

/// Mappings as the elements of a JSON array, one a line; the values are JSON already.
public func jsonLines(_ rows: [[(String, String)]]) -> String {
  let lines = rows.map { row in
    "    {\(row.map { "\(jsonString($0.0)): \($0.1)" }.joined(separator: ", "))}"
  }
  return lines.isEmpty ? "[]" : "[\n\(lines.joined(separator: ",\n"))\n  ]"
}
