import Foundation
import TestSupport
import Testing

@Suite struct ChartCommandTests {
  let spec = """
    title: Jilin leads
    data: {values: [{region: Jilin, value: 10.4}, {region: Jiangsu, value: 9.5}]}
    mark: bar
    encoding: {y: {field: region, type: nominal}, x: {field: value, type: quantitative}}
    """

  @Test func writesSVGPDFAndPNG() throws {
    let scratch = try Scratch()
    let file = try scratch.write(spec, "spec.yaml")
    for (ending, magic) in [("svg", "<svg"), ("pdf", "%PDF"), ("png", "\u{89}PNG")] {
      let run = try Program.run(["chart", file, "-o", "\(scratch.path)/x.\(ending)"])
      #expect(run.code == 0, "\(run.messages)")
      let head = try #require(scratch.contents()["x.\(ending)"]).prefix(4)
      #expect(head == Data(magic.unicodeScalars.map { UInt8($0.value) }))
    }
  }

  @Test func allExamplesStandInOnePage() throws {
    let names = try ["/Tests/ChartingTests/Forms", "/Documentation/Gallery"].flatMap { folder in
      try FileManager.default.contentsOfDirectory(atPath: Checkout.root + folder)
        .filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".json") }.sorted().map { "\(Checkout.root)\(folder)/\($0)" }
    }
    #expect(names.count >= 25)
    var page = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Charts</title></head><body>\n"
    for name in names {
      for theme in ["standard", "dark"] {
        let run = try Program.run(["chart", name, "--theme", theme])
        #expect(run.code == 0, "\(run.messages)")
        for word in ["<script", "@import", "href="] { #expect(!run.output.contains(word)) }
        #expect(run.output.contains("role=\"img\" aria-labelledby=") && run.output.contains("lang=\"en\""))
        #expect(run.output.contains("<title id=") && run.output.contains("<desc id="))
        page += run.output
      }
    }
    page += "</body></html>\n"
    let ids = page.matches(of: /\bid="([^"]*)"/).map { String($0.1) }
    #expect(ids.count >= 4 * names.count)
    #expect(Set(ids).count == ids.count)
    let used = page.matches(of: /url\(#([^)]*)\)/).map { String($0.1) }
    #expect(Set(used).isSubset(of: ids))
    // Where a browser is installed, it finds all of them.
    let scratch = try Scratch()
    let file = try scratch.write(page, "page.html")
    let arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", "file://\(file)"]
    if let run = try Program.tool("chromium", arguments) {
      #expect(run.code == 0)
      #expect(run.output.matches(of: /<svg\s/).count == 2 * names.count)
    }
  }

  @Test func aBarChartOfTwelveRegionsIsSmall() throws {
    let rows = (1...12).map { "{region: Region number \($0), value: \($0 * 7)}" }.joined(separator: ", ")
    let run = try Program.run(
      ["chart", "-"],
      input: """
        title: {text: Twelve regions, subtitle: "Output, billion yuan"}
        source: Statistics office
        data: {values: [\(rows)]}
        labels: direct
        mark: bar
        encoding: {y: {field: region, type: nominal, sort: -x}, x: {field: value, type: quantitative}}
        """)
    #expect(run.output.utf8.count <= 6_000, "\(run.output.utf8.count) bytes")
  }

  @Test func aChartWithoutDataSaysSo() throws {
    let scratch = try Scratch()
    let empty = "{\"mark\": \"bar\", \"data\": {\"values\": []}, \"encoding\": {\"x\": {\"field\": \"a\"}}}"
    for theme in ["standard", "vega"] {
      let run = try Program.run(["chart", "-", "--theme", theme, "-o", scratch.path + "/x.png"], input: empty)
      #expect(run.code == 0, "\(run.messages)")
      #expect(run.messages.contains("chart.no-data"))
    }
    #expect(try Program.run(["chart", "-"], input: empty).output.contains(">No data<"))
  }

  @Test func standardInputToStandardOutput() throws {
    let run = try Program.run(["chart", "-"], input: spec)
    #expect(run.code == 0, "\(run.messages)")
    #expect(run.output.hasPrefix("<svg"))
    #expect(run.output.contains(">Jilin leads<"))
    #expect(run.output == (try Program.run(["chart", "-"], input: spec)).output)
  }

  @Test func twoChartsInOnePageShareNoIdentifier() throws {
    let other = spec.replacingOccurrences(of: "10.4", with: "11.4")
    var seen: Set<String> = []
    for text in [spec, other] {
      let svg = try Program.run(["chart", "-"], input: text).output
      let ids = Set(svg.matches(of: /\sid="([^"]+)"/).map { String($0.1) })
      #expect(!ids.isEmpty)
      #expect(seen.isDisjoint(with: ids))
      seen.formUnion(ids)
    }
  }

  @Test func unknownFieldIsAPlaceAndAHint() throws {
    let run = try Program.run(
      ["chart", "-", "--diagnostics", "short"],
      input: spec.replacingOccurrences(of: "field: value", with: "field: vlaue"))
    #expect(run.messages.contains("standard input:4:"))
    #expect(run.messages.contains("vlaue"))
  }

  @Test func specsOfTheLanguageRender() throws {
    guard let shared = Checkout.shared else { return print("skipped: ../shared is absent") }
    let scratch = try Scratch()
    for name in ["bar_grouped", "stacked_bar_weather", "line_color", "bar_1d", "area", "rect_heatmap"] {
      let run = try Program.run([
        "chart", "\(shared)/vega-lite/specs/\(name).vl.json", "--base-dir", "\(shared)/vega-lite", "--theme", "vega",
        "-o", "\(scratch.path)/\(name).svg",
      ])
      #expect(run.code == 0, "\(name): \(run.messages)")
      #expect(scratch.contents().keys.contains("\(name).svg"))
    }
  }

  @Test func manyChartsGoIntoAFolder() throws {
    let scratch = try Scratch()
    for (name, region) in [("a", "Jilin"), ("b", "Jiangsu")] {
      _ = try scratch.write(
        """
        title: \(region)
        data: {url: rows.csv}
        transform: [{filter: {field: region, equal: \(region)}}]
        mark: bar
        encoding: {y: {field: sector, type: nominal}, x: {field: value, type: quantitative}}
        """, "specs/\(name).yaml")
    }
    _ = try scratch.write("region,sector,value\nJilin,Cars,3\nJiangsu,Steel,4\nJilin,Food,2\n", "specs/rows.csv")
    let out = "\(scratch.path)/out"
    let run = try Program.run(["chart", "\(scratch.path)/specs", "-o", out])
    #expect(run.code == 0, "\(run.messages)")
    for (name, sectors, others) in [("a", ["Cars", "Food"], ["Steel"]), ("b", ["Steel"], ["Cars", "Food"])] {
      let svg = try String(contentsOfFile: "\(out)/\(name).svg", encoding: .utf8)
      for sector in sectors { #expect(svg.contains(">\(sector)<")) }
      for sector in others { #expect(!svg.contains(">\(sector)<")) }
      // Alone it is the same.
      let alone = try Program.run(["chart", "\(scratch.path)/specs/\(name).yaml"])
      #expect(alone.output == svg)
    }
    // One that is wrong does not keep the others back.
    _ = try scratch.write("mark: bra", "specs/c.yaml")
    let wrong = try Program.run(
      ["chart", "\(scratch.path)/specs", "-o", out, "--format", "png", "--diagnostics", "short"])
    #expect(wrong.code == 1 && wrong.messages.contains("c.yaml:1:"), "\(wrong.messages)")
    #expect(scratch.contents().keys.filter { $0.hasSuffix(".png") }.sorted() == ["out/a.png", "out/b.png"])
  }

  @Test func chartsOfOneNameAreRefused() throws {
    let scratch = try Scratch()
    let files = try ["x/a.yaml", "y/a.yaml"].map { try scratch.write(spec, $0) }
    let run = try Program.run(["chart"] + files + ["-o", "\(scratch.path)/out"])
    #expect(run.code == 1 && run.messages.contains("out/a.svg"), "\(run.messages)")
    #expect(!scratch.contents().keys.contains { $0.hasPrefix("out") })
    #expect(try Program.run(["chart"] + files).code == 64)
    #expect(try Program.run(["chart"] + files + ["-o", "\(scratch.path)/x.svg"]).code == 64)
    #expect(try Program.run(["chart", files[0], "-o", "\(scratch.path)/x.svg", "--format", "png"]).code == 64)
  }
}
