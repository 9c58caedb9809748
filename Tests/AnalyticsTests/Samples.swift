import Diagnostics
import Notation
import Observations
import OrderedCollections
import Testing

@testable import Analytics

let vocabulary = terms([
  """
  code,name,level,parent,aliases
  CN,China,country,,
  CN-JL,Jilin,subdivision,CN,
  CN-LN,Liaoning,subdivision,CN,
  CN-BJ,Beijing,subdivision,CN,
  DE,Germany,country,,
  CN-220100,Changchun,city,CN-JL,长春市|长春
  """,
  "name,parent,aliases\nManufacturing,,\nAutomotive,Manufacturing,\nMining,,\n",
  """
  name,label,kind,unit_class,aliases
  gdp,GDP,flow,currency,
  staff,Staff,stock,count,
  price_index,Prices,index,index,
  rate,Rate,ratio,percent,
  """,
  """
  code,label,symbol,dimension,base,factor,aliases
  CNY,yuan,,currency,CNY,1,
  CNY_100M,100 million yuan,,currency,CNY,100000000,
  USD,dollar,,currency,USD,1,
  %,per cent,,ratio,%,1,
  """,
])

func terms(_ files: [String]) -> Vocabulary {
  var vocabulary = Vocabulary()
  for file in files {
    do {
      try vocabulary.add(SourceText(name: "terms.csv", text: file))
    } catch {
      Issue.record("\(error)")
    }
  }
  return vocabulary
}

/// A figure written as `value` in a word: "5", "over 5", "2–3", or a reason such as "M".
func figure(
  _ region: String, _ period: String, _ value: String, measure: String = "gdp", unit: String = "CNY_100M",
  sector: String = "", status: Observation.Status = .actual, change: Observation.Change = .level, place: String? = nil,
  file: String = "t.csv", notes: [String] = []
) -> Observation {
  var words = value.split(separator: " ").map(String.init)
  let qualifier = words.count > 1 ? Observation.Qualifier(rawValue: words.removeFirst()) ?? .exact : .exact
  let ends = words[0].split(separator: "–").map(String.init)
  let parsed: Observation.Value
  if let reason = Observation.Missing(rawValue: words[0]) {
    parsed = .missing(reason)
  } else if ends.count == 2, let low = ExactDecimal(ends[0]), let high = ExactDecimal(ends[1]) {
    parsed = .range(low, high)
  } else {
    parsed = ExactDecimal(words[0]).map { .number($0) } ?? .missing(.notAvailable)
  }
  let origin: Origin =
    file.hasSuffix(".csv")
    ? Origin(file: file, place: .cell(row: 1, column: 1, name: "value")) : Origin(file: file, line: 1, column: 1)
  return Observation(
    id: ([region, place ?? "", sector, period, measure, value, status.rawValue, file] + notes).joined(separator: "/"),
    measure: measure, value: parsed, unit: unit, change: change, qualifier: qualifier,
    region: place ?? vocabulary.regions[region]?.name ?? region, regionCode: region, sector: sector,
    period: TimePeriod(period), status: status, origin: origin, notes: notes)
}

/// One value a year, from a year on.
func yearly(_ region: String, from year: Int, _ values: [String], notes: [Int: String] = [:]) -> [Observation] {
  values.enumerated().map { i, value in
    figure(region, "\(year + i)", value, notes: notes[year + i].map { [$0] } ?? [])
  }
}

/// GDP of three provinces and the nation over three years.
let provinces: [Observation] = [
  figure("CN", "2020", "1000"), figure("CN", "2021", "1100"), figure("CN", "2022", "1300"),
  figure("CN-JL", "2020", "100.0"), figure("CN-JL", "2021", "110.5"), figure("CN-JL", "2022", "121.0"),
  figure("CN-LN", "2020", "200"), figure("CN-LN", "2021", "190"), figure("CN-LN", "2022", "220.25"),
  figure("CN-BJ", "2020", "300"), figure("CN-BJ", "2021", "330"), figure("CN-BJ", "2022", "360"),
]

func query(_ yaml: String) throws -> Query {
  try Query(try parseYAML(SourceText(name: "report.md", text: yaml)))
}

func ask(_ yaml: String, _ observations: [Observation] = provinces) throws -> QueryResult {
  let index = ObservationIndex(observations, vocabulary: vocabulary)
  let node = try parseYAML(SourceText(name: "report.md", text: yaml))
  return evaluate(try Query(node, components: index.componentNames), over: index, vocabulary: vocabulary)
}

/// The numbers of a column, to six decimals; nil where missing.
func column(_ name: String, _ result: QueryResult) throws -> [Double?] {
  let position = try #require(result.table.index(of: name))
  return result.table.rows.map { row in
    if case .number(let number, _) = row.cells[position] { (number * 1e6).rounded() / 1e6 } else { nil }
  }
}

extension QueryResult {
  /// Lines of a CSV without its header.
  var lines: [String] { resultCSV(table).split(separator: "\n").dropFirst().map(String.init) }
  var codes: [String] { diagnostics.map { "\($0.severity) \($0.code)" } }
}
