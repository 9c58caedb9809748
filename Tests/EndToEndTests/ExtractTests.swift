import Foundation
import TestSupport
import Testing

@Suite struct ExtractCommandTests {
  @Test func figuresComeWithQuoteAndPlace() throws {
    let scratch = try Scratch()
    let article = try scratch.write(
      "---\ntitle: T\npublished: 2024-05-01\n---\nIn the first quarter, Jilin's industrial added value rose 10.4 percent.\n",
      "a.md")
    let run = try Program.run(["extract", article])
    #expect(run.code == 0, "\(run.messages)")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[1].contains("10.4 percent"))
    #expect(lines[1].contains("CN-JL"))
    #expect(lines[1].contains("2024-Q1"))
  }

  @Test func explainNamesWhatWasNotTaken() throws {
    let run = try Program.run(["extract", "-", "--explain"], input: "Call 0571-8505 1234 about the C919.\n")
    #expect(run.code == 0)
    #expect(run.messages.contains("phone"))
  }

  @Test func aFolderWithoutArticlesIsAnError() throws {
    let scratch = try Scratch()
    let run = try Program.run(["extract", scratch.path])
    #expect(run.code == 1)
  }

  @Test func correctionsAreMadeFromTheTemplateAndApplyEverywhere() throws {
    let scratch = try Scratch()
    let article = try scratch.write(
      "---\ntitle: T\npublished: 2024-05-01\n---\nExports of Jilin reached 4 billion yuan in 2023, an increase of 21%.\n",
      "news/a.md")
    let corrections = scratch.path + "/news/corrections.csv"
    let made = try Program.run(["extract", article, "--format", "corrections", "-o", corrections])
    #expect(made.code == 0, "\(made.messages)")
    let rows = try String(contentsOfFile: corrections, encoding: .utf8)
    #expect(rows.hasPrefix("id,action,value,"))
    let parts = rows.split(separator: ",,,,,,,,,,,,,,4 billion yuan", maxSplits: 1)
    try #require(parts.count == 2)
    _ = try scratch.write("\(parts[0]),change,5e9,,,,,,,,,,,seen,4 billion yuan\(parts[1])", "news/corrections.csv")

    let extracted = try Program.run(["extract", scratch.path + "/news"])
    #expect(extracted.output.contains("5000000000"))
    #expect(extracted.output.contains("corrections.csv:2 changed value: seen"))
    #expect(extracted.messages.contains("0 accepted, 1 changed, 0 rejected"))
    let asked = try Program.run(["query", "measure: exports", scratch.path + "/news"])
    #expect(asked.output.contains("5000000000"), "\(asked.messages)")
    let again = try Program.run(["extract", article, "--format", "corrections"])
    #expect(again.output.contains(",change,5e9,"))
  }

  @Test func jsonHoldsFiguresFocusAndReasons() throws {
    let scratch = try Scratch()
    let article = try scratch.write(
      "---\npublished: 2024-05-01\n---\nExports of manufacturing in Fujian reached 4 billion yuan (about $560 million). Call 0571-8505 1234.\n",
      "a.md")
    let json = scratch.path + "/x.json"
    let run = try Program.run(["extract", article, "-o", json, "--explain", "--focus", scratch.path + "/focus.csv"])
    #expect(run.code == 0, "\(run.messages)")
    let data = try #require(FileManager.default.contents(atPath: json))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: [[String: Any]]])
    let figures = try #require(object["figures"])
    #expect(figures.map { $0["value"] as? Double } == [4e9, 560e6])
    #expect((figures[1]["relations"] as? [[String: String]])?.first?["id"] == figures[0]["id"] as? String)
    let text = try String(contentsOfFile: article, encoding: .utf8)
    for figure in figures {
      let (start, end) = (try #require(figure["start"] as? Int), try #require(figure["end"] as? Int))
      #expect(String(decoding: Array(text.utf8)[start..<end], as: UTF8.self) == figure["quote"] as? String)
    }
    #expect(object["not_taken"]?.contains { $0["reason"] as? String == "phone" } == true)
    #expect(object["focus"]?.isEmpty == false)
    let focus = try String(contentsOfFile: scratch.path + "/focus.csv", encoding: .utf8)
    #expect(focus.hasPrefix("document,region,region_code,sector,paragraphs\na.md,Fujian,CN-FJ,"))
  }

  @Test func somethingElseThanAnArticleIsAnError() throws {
    let run = try Program.run(["extract", "seeds/tables/china-provincial-gdp.csv"])
    #expect(run.code == 1 && run.output.isEmpty)
    #expect(run.messages.contains("does not look like an article"))
  }
}
