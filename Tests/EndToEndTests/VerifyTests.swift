import Foundation
import PDFObjects
import TestSupport
import Testing

@Suite struct VerifyTests {
  private static let table = "region,period,value\nJilin,2023,1340\nJilin,2024,1436\nHebei,2023,910\nHebei,2024,1001\n"
  private static let report = """
    ---
    title: Two provinces
    period: 2024
    sources:
      - file: table.csv
        mapping: { columns: { region: region, period: period, value: value }, constants: { measure: gdp, unit: CNY } }
    figures:
      output: { measure: gdp, region: Jilin, period: 2024 }
      growth: { measure: gdp, region: Jilin, period: 2024, compare: [{ growth: year }], show: growth }
    ---
    Output was {{output}}, which is {{growth}} more than the year before.

    ```chart
    title: Two provinces
    data: { query: { measure: gdp, period: 2024, by: [region] } }
    mark: bar
    encoding: { y: { field: region, type: nominal }, x: { field: value, type: quantitative } }
    ```

    ```table
    title: Two provinces
    query: { measure: gdp, by: [region, period] }
    ```

    """

  /// Builds the report and returns the path of the PDF.
  private func build(_ body: String = report, standard: String = "ua-1", in scratch: Scratch) throws -> String {
    _ = try scratch.write(Self.table, "table.csv")
    let report = try scratch.write(body, "two.md")
    let run = try Program.run(["build", report, "-o", scratch.path + "/out", "--quiet", "--standard", standard])
    #expect(run.code == 0, "\(run.messages)")
    return scratch.path + "/out/two.pdf"
  }

  private func change(_ path: String, _ change: (inout PDFDraft) throws -> Void) throws {
    var draft = try PDFDraft(Array(Data(contentsOf: URL(fileURLWithPath: path))))
    try change(&draft)
    try Data(draft.write(version: "1.7")).write(to: URL(fileURLWithPath: path))
  }

  @Test(arguments: ["ua-1", "ua-2"]) func everyValueIsTraced(standard: String) throws {
    let scratch = try Scratch()
    let pdf = try build(standard: standard, in: scratch)
    let run = try Program.run(["verify", pdf, "--all"])
    #expect(run.code == 0, "\(run.output)\(run.messages)")
    #expect(run.output.contains("traced: 1,436 [") || run.output.contains("traced: 1,440 ["), "\(run.output)")
    #expect(run.output.contains("0 contradicted, 0 untraced"))
    let json = try Program.run(["verify", pdf, "--json"])
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(object["untraced"] as? Int == 0)
    let places = Set((object["values"] as? [[String: Any]] ?? []).compactMap { $0["place"] as? String })
    #expect(places == ["text", "table"])
  }

  @Test func aChangedPageIsNoticed() throws {
    let scratch = try Scratch()
    let pdf = try build(in: scratch)
    try change(pdf) { file in
      // The last digits of a number, in whatever pieces it was drawn.
      var content = String(decoding: try file.content(ofPage: 0), as: UTF8.self)
      let place = try #require(content.firstRange(of: "(1,436 yuan)"))
      content.replaceSubrange(place, with: "(1,634 yuan)")
      file.setContent(ofPage: 0, to: Array(content.utf8))
    }
    let run = try Program.run(["verify", pdf])
    #expect(run.code == 1)
    #expect(run.output.contains("contradicted"), "\(run.output)")
  }

  @Test(arguments: [("values.csv", "1436", "1634"), ("observations.csv", "1436", "1634")])
  func aChangedAttachmentIsNoticed(name: String, old: String, new: String) throws {
    let scratch = try Scratch()
    let pdf = try build(in: scratch)
    try change(pdf) { file in
      let catalog = file.value(file.catalogNumber)
      let names = file.entry(["Names", "EmbeddedFiles", "Names"], of: catalog)?.items ?? []
      for i in stride(from: 1, to: names.count, by: 2) where names[i - 1].text == name {
        let specification = try #require(names[i].reference)
        let found = file.entry("EF", of: file.value(specification))?.entry("F")?.reference
        let text = String(decoding: try file.data(ofStream: #require(found)), as: UTF8.self)
        #expect(text.contains(old))
        let stream = file.add(Array(text.replacing(old, with: new).utf8), [("Type", .name("EmbeddedFile"))])
        file.set("EF", of: specification, to: .dictionary([("F", .reference(stream))]))
      }
    }
    let run = try Program.run(["verify", pdf])
    #expect(run.code == 1)
    #expect(run.output.contains("contradicted"), "\(run.output)")
  }

  @Test func aNumberOfTheAuthorIsListed() throws {
    let scratch = try Scratch()
    let pdf = try build(Self.report + "\nThere are 31 provinces.\n", in: scratch)
    let run = try Program.run(["verify", pdf])
    #expect(run.code == 1)
    #expect(run.output.contains("untraced: 31"), "\(run.output)")
  }

  @Test func quotesAreLookedUpInTheSources() throws {
    let scratch = try Scratch()
    _ = try Program.run(["build", "Reports/monthly.md", "-o", scratch.path, "--quiet"])
    let pdf = scratch.path + "/monthly.pdf"
    let run = try Program.run(["verify", pdf, "--sources", "seeds"])
    #expect(run.output.contains("0 contradicted"), "\(run.output)")
    // The same articles with another figure in one of them.
    let names = try FileManager.default.contentsOfDirectory(atPath: Checkout.root + "/seeds/articles")
    for name in names.sorted() {
      let text = try String(contentsOfFile: "\(Checkout.root)/seeds/articles/\(name)", encoding: .utf8)
      _ = try scratch.write(text.replacing("10.4", with: "19.4"), "articles/\(name)")
    }
    let changed = try Program.run(["verify", pdf, "--sources", scratch.path + "/articles"])
    #expect(changed.code == 1)
    #expect(changed.output.contains("“10.4 percent” does not stand in"), "\(changed.output)")
  }

  /// The outside judge, where the environment names one: VERAPDF=/path/to/verapdf.
  @Test(
    .enabled(if: ProcessInfo.processInfo.environment["VERAPDF"] != nil, "VERAPDF names no judge"),
    arguments: [("ua-1", "ua1"), ("ua-1", "3a"), ("ua-2", "ua2"), ("ua-2", "4f")])
  func theJudgeFindsNothing(standard: String, profile: String) throws {
    let judge = try #require(ProcessInfo.processInfo.environment["VERAPDF"])
    let scratch = try Scratch()
    for report in ["monthly", "regional", "states", "stress", "provinces", "sectors"] {
      let built = try Program.run(
        ["build", "Reports/\(report).md", "-o", scratch.path, "--quiet", "--standard", standard])
      #expect(built.code == 0, "\(built.messages)")
    }
    for pdf in scratch.contents().keys.sorted() where pdf.hasSuffix(".pdf") {
      let run = try #require(
        try Program.tool("env", [judge, "--flavour", profile, "--format", "text", scratch.path + "/" + pdf]))
      #expect(run.code == 0 && run.output.hasPrefix("PASS"), "\(pdf): \(run.output)\(run.messages)")
    }
  }
}
