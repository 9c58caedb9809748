import Foundation
import Observations
import Testing

@testable import Analytics

/// An outside engine to check against.
private enum Pandas {
  /// A Python that can import pandas: the one that PEERS names, else that of the system; nil for none.
  static let python: String? = {
    let candidates = [ProcessInfo.processInfo.environment["PEERS"], "/usr/bin/python3"].compactMap { $0 }
    return candidates.first { path in
      (try? run(path, ["-c", "import pandas"]))?.status == 0
    }
  }()

  static func run(_ path: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let (output, errors) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}

/// The same statistics computed by pandas, over a table made from a seed.
@Suite(.enabled(if: Pandas.python != nil, "no Python with pandas (PEERS names one)"))
struct OutsideEngine {
  static let sectors = ["Mining", "Trade", "Transport", "Finance"]

  /// Twelve regions, four sectors, sixteen months, with weights.
  static let rows: [(region: String, sector: String, month: String, value: String, staff: Int)] = {
    var generator = Generator(state: 20)
    var rows: [(String, String, String, String, Int)] = []
    for r in 0..<12 {
      for (s, sector) in sectors.enumerated() {
        for m in 0..<16 {
          let month = "\(2021 + m / 12)-\(m % 12 < 9 ? "0" : "")\(m % 12 + 1)"
          // Not far from steady, so that nothing is an outlier.
          let cents = 100_000 * (s + 1) + 1_000 * m + Int(generator.next() >> 40) % 20_000
          rows.append(
            ("R\(r)", sector, month, "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)", 10 + r * s))
        }
      }
    }
    return rows
  }()

  static let observations: [Observation] = rows.flatMap { row in
    [
      figure(row.region, row.month, row.value, sector: row.sector),
      figure(row.region, row.month, "\(row.staff)", measure: "staff", unit: "", sector: row.sector),
    ]
  }

  /// The question, and the expression in pandas that gives a table with the index of our rows and a column `x`.
  static let questions: [(String, String, String)] = [
    ("{measure: gdp, by: [region, period], aggregate: sum}", "value", "g(['region','month']).value.sum()"),
    ("{measure: gdp, by: [region, period], aggregate: mean}", "value", "g(['region','month']).value.mean()"),
    (
      "{measure: gdp, by: [sector], aggregate: median, period: 2021-05}", "value",
      "d[d.month=='2021-05'].groupby('sector').value.median()"
    ),
    (
      "{measure: gdp, by: [sector, period], aggregate: {quantile: 0.9}}", "value",
      "g(['sector','month']).value.quantile(0.9)"
    ),
    (
      "{measure: gdp, by: [sector, period], aggregate: {mean: {weight: staff}}}", "value",
      "(d.value*d.staff).groupby([d.sector,d.month]).sum()/g(['sector','month']).staff.sum()"
    ),
    (
      "{measure: gdp, by: [region, period], aggregate: hhi}", "value",
      "((100*d.value/g(['region','month']).value.transform('sum'))**2).groupby([d.region,d.month]).sum()"
    ),
    (
      "{measure: gdp, by: [region, sector, period], compare: [{share: {over: sector}}]}", "share",
      "s(100*d.value/g(['region','month']).value.transform('sum'))"
    ),
    (
      "{measure: gdp, by: [region, sector, period], compare: [rank]}", "rank",
      "s(g(['sector','month']).value.rank(ascending=False, method='min'))"
    ),
    (
      "{measure: gdp, by: [region, sector, period], compare: [growth]}", "growth",
      "s(100*g(['region','sector']).value.pct_change(12))"
    ),
    (
      "{measure: gdp, by: [region, sector, period], compare: [{change: period}]}", "change",
      "s(g(['region','sector']).value.diff())"
    ),
    (
      "{measure: gdp, by: [region, sector, period], compare: [cumulative]}", "cumulative",
      "s(d.value.groupby([d.region,d.sector,d.month.str[:4]]).cumsum())"
    ),
    (
      "{measure: gdp, by: [region, sector, period], compare: [{moving_average: 3}]}", "moving_average",
      "s(g(['region','sector']).value.transform(lambda v: v.rolling(3).mean()))"
    ),
    (
      "{measure: gdp, by: [region, sector, period], compare: [location_quotient]}", "location_quotient",
      "s((d.value/g(['region','month']).value.transform('sum'))"
        + "/(g(['sector','month']).value.transform('sum')/g('month').value.transform('sum')))"
    ),
    (
      "{measure: gdp, by: [region, sector, period], compare: [contribution]}", "contribution",
      "s(100*g(['region','sector']).value.diff(12)"
        + "/d.groupby(['sector','month']).value.transform('sum').groupby([d.region,d.sector]).shift(12))"
    ),
  ]

  @Test func agrees() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("briefing-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let table = Self.rows.map { "\($0.region),\($0.sector),\($0.month),\($0.value),\($0.staff)\n" }.joined()
    let file = folder.appendingPathComponent("table.csv")
    try Data(("region,sector,month,value,staff\n" + table).utf8).write(to: file)
    let script = """
      import pandas as pd, sys
      d = pd.read_csv(sys.argv[1])
      g = d.groupby
      def s(x): return x.set_axis(pd.MultiIndex.from_frame(d[['region','sector','month']]))
      \(Self.questions.map { "print(';'.join('' if pd.isna(v) else repr(float(v)) for v in (\($0.2)).sort_index()))" }
        .joined(separator: "\n"))
      """
    let code = folder.appendingPathComponent("peer.py")
    try Data(script.utf8).write(to: code)
    let run = try Pandas.run(try #require(Pandas.python), [code.path, file.path])
    try #require(run.status == 0)
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
    for ((question, name, _), line) in zip(Self.questions, lines) {
      let ours = try column(name, ask(question, Self.observations))
      let theirs = line.split(separator: ";", omittingEmptySubsequences: false).map { Double($0) }
      try #require(ours.count == theirs.count, "\(question)")
      for (a, b) in zip(ours, theirs) {
        switch (a, b) {
        case (nil, nil): break
        case (let x?, let y?): #expect(abs(x - y) < 2e-6 * max(1, abs(y)), "\(question): \(x) and \(y)")
        default: Issue.record("\(question): \(a.map { "\($0)" } ?? "missing") and \(b.map { "\($0)" } ?? "missing")")
        }
      }
    }
  }
}
