import Foundation
import TestSupport
import Testing

@Suite struct QueryCommandTests {
  private let query =
    "measure: gdp, period: 2024, by: [region], compare: [{rank: {over: region}}], sort: -value, limit: 2"
  private let table = "seeds/tables/china-provincial-gdp.csv"

  @Test func printsAnAlignedTable() throws {
    let run = try Program.run(["query", query, table])
    #expect(run.code == 0, "\(run.messages)")
    #expect(
      run.output == """
        region     value (CNY_100M)  rank
        ---------  ----------------  ----
        Guangdong          141488.9     1
        Jiangsu            136696.9     2

        """)
  }

  @Test func printsCSVAndJSON() throws {
    let csv = try Program.run(["query", query, table, "--format", "csv"])
    #expect(csv.output.split(separator: "\n").count == 3)
    let json = try Program.run(["query", query, table, "--format", "json"])
    let rows = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    #expect(rows.map { $0["region"] as? String } == ["Guangdong", "Jiangsu"])
    #expect(rows[0]["value"] as? Double == 141488.9)
  }

  @Test func refusesToAddWhatCannotBeAdded() throws {
    let run = try Program.run(["query", "measure: value_added_growth, aggregate: sum, by: [period]", "seeds/articles"])
    #expect(run.code == 1)
    #expect(run.output.isEmpty)
    #expect(run.messages.contains("error:"))
  }
}
