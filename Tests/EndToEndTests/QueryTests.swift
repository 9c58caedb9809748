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

  @Test func answersSeveralQueriesOverSourcesReadOnce() throws {
    let other = "measure: gdp, period: 2024, level: subdivision, aggregate: [sum, count]"
    let run = try Program.run(["query", query, table, "--and", other, "--format", "csv", "--time", "3"])
    #expect(run.code == 0)
    let parts = run.output.split(separator: "\n", omittingEmptySubsequences: false).split(separator: "")
    #expect(parts.map(\.count) == [3, 2] && parts[1].first == "value,count" && parts[1].last?.hasSuffix(",31") == true)
    let told = run.messages.split(separator: "\n").filter { $0.hasSuffix(" ms") }
    #expect(told.map { $0.prefix { $0 != ":" } } == ["reading", "query", "query 2"])
    let json = try Program.run(["query", query, table, "--and", other, "--format", "json"])
    let answers = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[[String: Any]]]
    #expect(answers?.map(\.count) == [2, 1])
  }

  /// Eurostat's tables have codes only: regions get their names, thousands are understood, and a part is not added to
  /// its whole.
  @Test func knowsTheRegionsOfTheEuropeanUnion() throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      "unit,geo\\time\t2015 \t2014 \nTHS,DE\t39200.0 \t38900.1 \nTHS,DEA\t1653.2 \t: \nTHS,UKI1\t7.5 b\t7.1 \n",
      "jobs.tsv")
    let mapping = "constants: {measure: jobs}"
    let run = try Program.run(["query", "by: [region, region_code, unit], period: 2015", file, "--mapping", mapping])
    #expect(run.code == 0 && run.messages.isEmpty, "\(run.messages)")
    #expect(
      run.output.contains("Nordrhein-Westfalen") && run.output.contains("Inner London") && run.output.contains("THS"),
      "\(run.output)")
    let sum = try Program.run(["query", "by: [period], aggregate: sum", file, "--mapping", mapping])
    #expect(sum.messages.contains("Nordrhein-Westfalen"), "\(sum.output)\(sum.messages)")
    #expect(sum.code == 1)
  }

  @Test func explainsWhereEveryValueComesFrom() throws {
    let question = "measure: gdp, region: CN-JL, period: 2024, by: [region], compare: [growth]"
    let run = try Program.run(["query", question, table, "--explain"])
    #expect(
      run.output == """
        region  value (CNY_100M)  growth (%)
        ------  ----------------  ----------
        Jilin            14305.0     2.59849

        Jilin
          value = 14305.0 CNY_100M: single
            14305.0 CNY_100M  gdp, Jilin, 2024  seeds/tables/china-provincial-gdp.csv:286:6
          growth = 2.598492401041405 %: growth on 2023, 100 (x − y) / y
            13942.7 CNY_100M  gdp, Jilin, 2023  seeds/tables/china-provincial-gdp.csv:285:6

        """)
    let json = try Program.run(["query", question, table, "--explain", "--format", "json"])
    let rows = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    let derivation = try #require(rows[0]["derivation"] as? [String: Any])
    let comparisons = try #require(derivation["comparisons"] as? [[String: Any]])
    let places = try #require(comparisons[0]["observations"] as? [[String: String]])
    #expect(places.map { $0["place"] } == ["seeds/tables/china-provincial-gdp.csv:285:6"])
  }

  @Test func tellsEveryMistakeAtOnce() throws {
    let run = try Program.run(["query", "measure: gpd, by: [regoin], compare: [grwth]", table])
    #expect(run.code == 1)
    for name in ["gdp", "region", "growth"] {
      #expect(run.messages.contains("did you mean “\(name)”?"), "\(run.messages)")
    }
  }

  @Test func refusesToAddWhatCannotBeAdded() throws {
    let run = try Program.run(["query", "measure: value_added_growth, aggregate: sum, by: [period]", "seeds/articles"])
    #expect(run.code == 1)
    #expect(run.output.isEmpty)
    #expect(run.messages.contains("error:"))
  }
}
