import Diagnostics
import Foundation
import Frames
import Geometry
import Notation
import TestSupport
import Testing

@testable import Charting

/// A specification of the folder `Forms` beside this file.
struct FormExample: CustomTestStringConvertible, Sendable {
  var name: String
  var testDescription: String { name }

  static let folder = "\(Checkout.root)/Tests/ChartingTests/Forms"
  static let all: [FormExample] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map { FormExample(name: String($0.dropLast(5))) }
  }()

  func node() throws -> Node {
    let path = "\(Self.folder)/\(name).yaml"
    return try parseNotation(SourceText(name: "\(name).yaml", text: String(contentsOfFile: path, encoding: .utf8)))
  }
}

/// The grids that come with the program.
let standardGrids: [String: DataTable] = {
  let folder = "\(Checkout.root)/Sources/Charting/Resources/tilegrids"
  var grids: [String: DataTable] = [:]
  for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasSuffix(".csv") {
    guard let text = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) else { continue }
    grids[String(name.dropLast(4))] = try? DataTable(csv: SourceText(name: name, text: text))
  }
  return grids
}()

func formContext(width: Double? = 480, height: Double? = nil) -> ChartContext {
  ChartContext(measurer: FixedWidthMeasurer(), width: width, height: height, tileGrids: standardGrids)
}

private func spec(_ yaml: String) throws -> ChartSpec {
  try ChartSpec(try parseNotation(SourceText(name: "chart.yaml", text: yaml)))
}

@Suite struct FormTests {
  @Test(arguments: FormExample.all) func golden(_ example: FormExample) throws {
    let isSmall = example.name == "sparkline"
    let chart = try ChartSpec(example.node()).render(formContext(width: isSmall ? nil : 480))
    #expect(chart.diagnostics.map(\.code) == [])
    expectGolden(chart.frame.dump(), "form-\(example.name).txt")
  }

  @Test func everyFormHasAnExample() {
    for form in FormType.allCases { #expect(FormExample.all.contains { $0.name.hasSuffix(form.rawValue) }) }
  }

  @Test(arguments: FormExample.all) func lowersToOrdinaryMarks(_ example: FormExample) throws {
    let report = DiagnosticSink()
    let node = try example.node()
    let lowered = Form.lowered(node, report: report)
    #expect(report.diagnostics.isEmpty)
    func check(_ view: Node) {
      if let mark = view["mark"] {
        #expect(MarkType(rawValue: (mark.mapping == nil ? mark : mark["type"])?.string ?? "") != nil)
      }
      for child in (view["layer"]?.sequence ?? []) + [view["spec"]].compactMap({ $0 }) { check(child) }
    }
    check(lowered)
    #expect(lowered["title"] == node["title"])
  }

  @Test func aSlopeSumsWhereItIsAsked() throws {
    let chart = try spec(
      """
      data: {values: [{b: x, v: 1}, {b: x, v: 2}, {b: y, v: 4}]}
      mark: ranked
      encoding: {y: {field: b}, x: {field: v, aggregate: sum}}
      """
    ).render(formContext())
    let dump = chart.frame.dump()
    #expect(dump.contains("“4 (57%)”"))
    #expect(dump.contains("“3 (43%)”"))
  }

  struct Bad: CustomTestStringConvertible, Sendable {
    var yaml: String
    var code: String
    var line: Int
    var help: String
    var testDescription: String { code }
  }

  @Test(arguments: [
    Bad(yaml: "mark: waterfal", code: "chart.unknown-mark", line: 1, help: "did you mean “waterfall”?"),
    Bad(
      yaml: "mark: bullet\nencoding:\n  y: {field: a}", code: "chart.form-channel", line: 3,
      help: "add it under `encoding`, for example `x: {field: …}`"),
    Bad(
      yaml: "mark: diverging\nencoding:\n  x: {field: a}\n  y: {field: b}\n  color: {field: c}",
      code: "chart.form-order",
      line: 5,
      help: "write them from one side to the other: `color: {field: …, scale: {domain: [Disagree, Neutral, Agree]}}`"),
    Bad(
      yaml: "mark: tilegrid\nencoding:\n  key: {field: a}\n  color: {field: b}", code: "chart.form-grid", line: 1,
      help:
        "write `mark: {type: tilegrid, grid: china-provinces}`, or `grid: {url: grid.csv}` with row, col, code, name"),
  ]) func refusesWithHelp(_ bad: Bad) {
    #expect {
      _ = try spec(bad.yaml)
    } throws: { error in
      let found = (error as? DiagnosticError)?.diagnostics.first { $0.code == bad.code }
      return found?.help == bad.help && found?.origin?.line == bad.line
    }
  }

  @Test func aSparklineFitsACellOfATable() throws {
    for labels in ["direct", "none"] {
      let chart = try spec(
        """
        data: {values: [{x: 1, y: 31}, {x: 2, y: 26}, {x: 3, y: 46}]}
        mark: sparkline
        labels: \(labels)
        encoding: {x: {field: x}, y: {field: y}}
        """
      ).render(formContext(width: 60, height: 14))
      #expect(chart.frame.size == Size(60, 14))
      #expect(chart.diagnostics.isEmpty)
      #expect(textBoxes(chart.frame).isEmpty == (labels == "none"))
    }
  }

  @Test(arguments: [(440.0, 300.0), (200, 500), (440, nil)] as [(Double, Double?)])
  func tilesAreSquare(_ width: Double, _ height: Double?) throws {
    let chart = try ChartSpec(FormExample(name: "tilegrid").node()).render(formContext(width: width, height: height))
    let tiles = rects(chart.frame, in: "mark-rect")
    #expect(tiles.count > 20)
    for tile in tiles { #expect((tile.width - tile.height).magnitude < 0.01) }
  }

  @Test func stepsOfAWaterfallJoinBarsAtTheirEdges() throws {
    let chart = try ChartSpec(FormExample(name: "waterfall").node()).render(formContext())
    let bars = rects(chart.frame, in: "mark-rect")
    let rules = shapes(chart.frame, in: "marks").compactMap { shape in
      if case .line(let a, let b) = shape.outline { (a, b) } else { nil }
    }
    #expect(rules.count == bars.count - 1)
    for (a, b) in rules {
      #expect(bars.contains { ($0.maxX - a.x).magnitude < 0.01 })
      #expect(bars.contains { ($0.minX - b.x).magnitude < 0.01 })
    }
  }

  @Test(arguments: [
    ("{type: arc}", "theta: {field: v, type: quantitative}, color: {field: s}", ["alpha", "beta", "gamma"]),
    (
      "{type: arc, innerRadius: 60}", "theta: {field: v, type: quantitative}, color: {field: s}",
      ["alpha", "beta", "gamma"]
    ),
    (
      "area", "x: {field: t, type: ordinal}, y: {field: v, type: quantitative}, color: {field: s}",
      ["alpha", "beta", "gamma"]
    ),
    ("tick", "x: {field: v, type: quantitative}, y: {field: s}", ["3.0", "6.0", "0.2"]),
  ]) func marksBearTheirNames(_ mark: String, _ encoding: String, _ names: [String]) throws {
    let chart = try spec(
      """
      data: {values: [{t: a, s: alpha, v: 3}, {t: a, s: beta, v: 6}, {t: a, s: gamma, v: 0.2}]}
      mark: \(mark)
      labels: direct
      encoding: {\(encoding)}
      """
    ).render(formContext(height: 300))
    #expect(chart.diagnostics.isEmpty)
    #expect(Set(textBoxes(chart.frame, in: "labels").map(\.text)).isSuperset(of: names))
    // The names take the place of the legend.
    #expect(textBoxes(chart.frame, in: "role-legend-label").isEmpty)
    let boxes = textBoxes(chart.frame).map(\.box)
    for (i, a) in boxes.enumerated() { #expect(!boxes[(i + 1)...].contains { $0.overlaps(a) }) }
  }

  @Test func longNamesStandUprightUnderBars() throws {
    func names(_ width: Double?) throws -> [String] {
      let chart = try spec(
        """
        data: {values: [{s: Machinery and other equipment, v: 3}, {s: Food products and drinks, v: 6}]}
        mark: bar
        encoding: {x: {field: s}, y: {field: v, type: quantitative}}
        """
      ).render(formContext(width: width, height: 300))
      return runs(chart.frame, in: "role-axis-label").filter { $0.angle == 0 }.map(\.text)
    }
    for width in [nil, 220, 480] as [Double?] { #expect(try names(width).joined(separator: " ").contains("drinks")) }
  }

  @Test func tellsUnknownProperties() throws {
    let chart = try spec(
      "data: {values: [{a: x, b: 1}]}\nmark: {type: ranked, topp: 3}\nencoding: {y: {field: a}, x: {field: b}}")
    #expect(chart.diagnostics.first?.help == "did you mean “top”?")
  }

  @Test func tellsUnknownGridsRegionsAndStatuses() throws {
    func tiles(_ grid: String, _ region: String) throws -> RenderedChart {
      try spec(
        """
        data: {values: [{r: \(region), v: 1, s: provisonal}]}
        mark: {type: tilegrid, grid: \(grid)}
        encoding: {key: {field: r}, color: {field: v}}
        """
      ).render(formContext())
    }
    #expect(throws: DiagnosticError.self) { try tiles("german-state", "DE-BY") }
    let lost = try tiles("german-states", "Bayer").diagnostics.first { $0.code == "chart.not-in-grid" }
    #expect(lost?.help == "did you mean “Bayern”?")
    #expect(try tiles("german-states", "BY").diagnostics.isEmpty)
    let bars = try spec(
      """
      data: {values: [{r: a, v: 1, s: provisonal}]}
      mark: bar
      encoding: {y: {field: r}, x: {field: v, type: quantitative}, status: {field: s}}
      """
    ).render(formContext())
    #expect(bars.diagnostics.first?.help == "did you mean “provisional”?")
  }

  @Test func gridsHaveEachPlaceOnce() throws {
    #expect(standardGrids.keys.sorted() == ["china-provinces", "german-states", "us-states"])
    for (name, count) in [("china-provinces", 34), ("german-states", 16), ("us-states", 51)] {
      let grid = try #require(standardGrids[name].flatMap { TileGrid($0) })
      #expect(Set(grid.codes).count == count)
      #expect(Set(zip(grid.rows, grid.columns).map { "\($0) \($1)" }).count == count)
    }
  }
}

@Suite struct TilingTests {
  @Test(arguments: 0..<60) func squarifiedRectanglesTileTheWhole(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let values = (0..<(1 + seed % 23)).map { _ in random.exponential() }
    let whole = TileRect(x: 0, y: 0, width: 300, height: 180)
    let rects = squarify(values, in: whole)
    let total = values.reduce(0, +)
    for (value, rect) in zip(values, rects) {
      let area = rect.width * rect.height
      #expect((area / (300 * 180) - value / total).magnitude < 1e-9)
      #expect(
        rect.x >= -1e-6 && rect.y >= -1e-6 && rect.x + rect.width <= 300 + 1e-6 && rect.y + rect.height <= 180 + 1e-6)
    }
    for i in rects.indices {
      for j in rects.indices where j > i {
        let (a, b) = (rects[i], rects[j])
        let wide = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
        let high = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
        #expect(wide < 1e-6 || high < 1e-6)
      }
    }
  }

  @Test(arguments: 0..<60) func spreadLabelsNeverOverlapAndStayClose(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let count = 1 + seed % 9
    let wanted = (0..<count).map { _ in random.unit() * 100 }.sorted()
    let heights = (0..<count).map { _ in 8 + random.unit() * 4 }
    let centers = spread(wanted, heights: heights, from: -20, to: 140)
    for i in centers.indices.dropFirst() {
      #expect(centers[i] - centers[i - 1] >= (heights[i] + heights[i - 1]) / 2 - 1e-9)
    }
    #expect(centers[0] - heights[0] / 2 >= -20 - 1e-9)
    #expect(centers[count - 1] + heights[count - 1] / 2 <= 140 + 1e-9)
    // Moving one label, or all above or below one, never brings them closer to where they want to be.
    func cost(_ c: [Double]) -> Double { zip(c, wanted).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
    for start in 0..<count {
      for end in start..<count {
        for step in [-0.01, 0.01] {
          var moved = centers
          for i in start...end { moved[i] += step }
          let isAllowed = moved.indices.dropFirst().allSatisfy {
            moved[$0] - moved[$0 - 1] >= (heights[$0] + heights[$0 - 1]) / 2 - 1e-9
          }
          if isAllowed { #expect(cost(moved) >= cost(centers) - 1e-9) }
        }
      }
    }
  }
}

@Suite struct LabelNumberTests {
  @Test(arguments: [
    ([512.0, 340, 212], ["512", "340", "212"]), ([1.5, 2], ["1.5", "2.0"]), ([0.123456, 0.5], ["0.123", "0.500"]),
    ([12_345_678, 90_000_000], ["12.3\u{202F}m", "90.0\u{202F}m"]), ([1e12, 5e13], ["1\u{202F}tn", "50\u{202F}tn"]),
    ([-3, 4], ["\u{2212}3", "4"]), ([1e-9, 1], ["1e\u{2212}9", "1"]), ([0, 0], ["0", "0"]),
  ]) func writesAlike(_ values: [Double], _ texts: [String]) {
    let numbers = LabelNumbers(values, format: nil, words: ChartWords(language: "en"))
    #expect(values.map(numbers.text) == texts)
  }
}

/// Random numbers that are the same in every run (SplitMix64; G. Steele et al., 2014).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// From 0 up to 1.
  mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  /// Many small values, a few large ones.
  mutating func exponential() -> Double { -log(1 - unit()) + 1e-6 }
}

/// What stands inside groups whose role holds a word, at its place in the frame.
private func placed(_ frame: Frame, in role: String) -> [(item: FrameItem, x: Double, y: Double)] {
  func walk(_ item: FrameItem, _ x: Double, _ y: Double, _ inside: Bool) -> [(item: FrameItem, x: Double, y: Double)] {
    guard case .group(let group) = item else { return inside ? [(item, x, y)] : [] }
    let isInside = inside || role.isEmpty || group.role.split(separator: " ").contains(Substring(role))
    return group.items.flatMap { walk($0, x + group.transform.tx, y + group.transform.ty, isInside) }
  }
  return frame.items.flatMap { walk($0, 0, 0, role.isEmpty) }
}

private func shapes(_ frame: Frame, in role: String) -> [Shape] {
  placed(frame, in: role).compactMap { if case .shape(let shape) = $0.item { shape } else { nil } }
}

private func rects(_ frame: Frame, in role: String) -> [Rect] {
  shapes(frame, in: role).compactMap { if case .rect(let rect, _) = $0.outline { rect } else { nil } }
}

private func runs(_ frame: Frame, in role: String) -> [TextRun] {
  placed(frame, in: role).compactMap { if case .text(let run) = $0.item { run } else { nil } }
}

/// Texts with the boxes about their baselines, a little smaller than their lines.
private func textBoxes(_ frame: Frame, in role: String = "") -> [(text: String, box: Rect)] {
  placed(frame, in: role).compactMap { entry in
    guard case .text(let run) = entry.item, !run.text.isEmpty, run.color.alpha > 0 else { return nil }
    let shift = run.anchor == .start ? 0 : run.anchor == .middle ? 0.5 : 1
    let box = Rect(
      x: entry.x + run.position.x - shift * run.width + 0.5, y: entry.y + run.position.y - run.style.size * 0.6,
      width: max(0, run.width - 1), height: run.style.size * 0.5)
    return (run.text, box)
  }
}
