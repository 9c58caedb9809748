import Diagnostics
import Frames
import Geometry
import Notation
import OrderedCollections
import TestSupport
import Testing

@testable import Charting

private func spec(_ json: String) throws -> ChartSpec {
  try ChartSpec(try parseNotation(SourceText(name: "chart.json", text: json)))
}

private func render(_ json: String, theme: ChartTheme = .standard, width: Double? = 480, height: Double? = 300) throws
  -> RenderedChart
{
  var context = ChartContext(theme: theme, measurer: FixedWidthMeasurer())
  context.width = width
  context.height = height
  return try spec(json).render(context)
}

private let sales =
  #"{"values": [{"r": "North", "v": 4, "s": "a"}, {"r": "South", "v": 7, "s": "a"}, {"r": "North", "v": 2, "s": "b"}, {"r": "South", "v": 3, "s": "b"}]}"#
private let months =
  #"{"values": [{"d": "2024-01-01T00:00:00Z", "v": 4, "s": "a"}, {"d": "2024-02-01T00:00:00Z", "v": 7, "s": "a"}, {"d": "2024-01-01T00:00:00Z", "v": 2, "s": "b"}, {"d": "2024-02-01T00:00:00Z", "v": 3, "s": "b"}]}"#

struct ChartForm: CustomTestStringConvertible, Sendable {
  var name: String
  var json: String
  var testDescription: String { name }

  init(_ name: String, _ json: String) {
    self.name = name
    self.json = json
  }

  static let all = [
    ChartForm(
      "bar-sorted",
      #"{"title": {"text": "South leads", "subtitle": "Sales, million"}, "source": "Sales office", "data": \#(sales), "mark": "bar", "encoding": {"y": {"field": "r", "sort": "-x"}, "x": {"aggregate": "sum", "field": "v"}}}"#
    ),
    ChartForm(
      "bar-grouped",
      #"{"data": \#(sales), "mark": "bar", "encoding": {"x": {"field": "r"}, "xOffset": {"field": "s"}, "color": {"field": "s"}, "y": {"field": "v", "type": "quantitative"}}}"#
    ),
    ChartForm(
      "bar-stacked",
      #"{"data": \#(sales), "mark": "bar", "encoding": {"x": {"field": "r"}, "color": {"field": "s"}, "y": {"field": "v", "type": "quantitative"}}}"#
    ),
    ChartForm(
      "bar-normalized",
      #"{"data": \#(sales), "mark": "bar", "encoding": {"y": {"field": "r"}, "color": {"field": "s"}, "x": {"field": "v", "type": "quantitative", "stack": "normalize"}}}"#
    ),
    ChartForm(
      "line-series",
      #"{"data": \#(months), "mark": {"type": "line", "point": true}, "encoding": {"x": {"field": "d", "type": "temporal"}, "color": {"field": "s"}, "y": {"field": "v", "type": "quantitative"}}}"#
    ),
    ChartForm(
      "area-stacked",
      #"{"data": \#(months), "mark": "area", "encoding": {"x": {"field": "d", "type": "temporal"}, "color": {"field": "s"}, "y": {"field": "v", "type": "quantitative"}}}"#
    ),
    ChartForm(
      "scatter",
      #"{"data": \#(sales), "mark": "point", "encoding": {"x": {"field": "v", "type": "quantitative"}, "y": {"field": "v", "type": "quantitative"}, "shape": {"field": "s"}, "color": {"field": "s"}}}"#
    ),
    ChartForm(
      "heatmap",
      #"{"data": \#(sales), "mark": "rect", "encoding": {"x": {"field": "r"}, "y": {"field": "s"}, "color": {"field": "v", "type": "quantitative"}}}"#
    ),
    ChartForm(
      "actual-and-target",
      #"{"data": \#(sales), "transform": [{"filter": "datum.s === 'a'"}, {"calculate": "datum.v * 1.2", "as": "target"}], "encoding": {"y": {"field": "r"}}, "layer": [{"mark": "bar", "encoding": {"x": {"field": "v", "type": "quantitative"}}}, {"mark": "tick", "encoding": {"x": {"field": "target", "type": "quantitative"}}}, {"mark": {"type": "text", "align": "left", "dx": 4}, "encoding": {"x": {"field": "v", "type": "quantitative"}, "text": {"field": "v", "type": "quantitative"}}}]}"#
    ),
    ChartForm(
      "small-multiples",
      #"{"data": \#(sales), "mark": "bar", "encoding": {"column": {"field": "s"}, "x": {"field": "r"}, "y": {"field": "v", "type": "quantitative"}}}"#
    ),
  ]
}

@Suite struct ChartTests {
  @Test(arguments: ChartForm.all) func golden(_ form: ChartForm) throws {
    let chart = try render(form.json)
    #expect(chart.diagnostics.isEmpty)
    expectGolden(chart.frame.dump(), "\(form.name).txt")
  }

  @Test(arguments: ChartForm.all) func fillsTheSizeAndStaysInside(_ form: ChartForm) throws {
    for (width, height) in [(240.0, 180.0), (480, 300), (700, 420)] {
      let chart = try render(form.json, width: width, height: height)
      #expect(chart.frame.size.width == width)
      #expect(chart.frame.size.height == height)
      var overhang = Overhang(measurer: FixedWidthMeasurer())
      for item in chart.frame.items { overhang.addMoved(item) }
      let frame = Rect(x: 0, y: 0, width: width, height: height)
      if let box = overhang.box {
        #expect(frame.contains(box, tolerance: 1.5), "\(form.name) at \(width): \(box)")
      }
    }
  }

  @Test func stackedPartsSum() throws {
    var table = DataTable(fields: ["k", "v"])
    for i in 0..<60 { table.append([.number(Double(i % 7)), .number(Double((i * 37) % 23) - 6)]) }
    table.stack("v", by: ["k"], sort: [], offset: .zero, start: "a", end: "b")
    for rows in table.groups(by: ["k"]) {
      let whole = rows.reduce(0.0) { $0 + (table.rows[$1][1].asNumber ?? 0) }
      let parts = rows.reduce(0.0) { $0 + (table.rows[$1][3].asNumber ?? 0) - (table.rows[$1][2].asNumber ?? 0) }
      #expect((whole - parts).magnitude < 1e-9)
    }
    table.stack("v", by: ["k"], sort: [], offset: .normalize, start: "a", end: "b")
    for rows in table.groups(by: ["k"]) {
      let top = rows.compactMap { table.rows[$0][3].asNumber }.max() ?? 0
      #expect((top - 1).magnitude < 1e-9)
    }
  }

  @Test(arguments: ["bar", "line", "area", "point", "rect", "tick", "rule", "text", "arc"])
  func survivesAnyValues(_ mark: String) throws {
    let samples: [[String]] = [
      [], ["1"], ["5", "5", "5"], ["null", "null"], ["-3", "-1"], ["1e-9", "1e12"], ["0", "0"], ["\"x\"", "2"],
    ]
    for values in samples {
      let rows = values.enumerated().map { #"{"k": "k\#($0.offset)", "v": \#($0.element)}"# }.joined(separator: ",")
      let json =
        #"{"data": {"values": [\#(rows)]}, "mark": "\#(mark)", "encoding": {"x": {"field": "k"}, "y": {"field": "v", "type": "quantitative"}, "text": {"field": "v"}, "color": {"field": "k"}}}"#
      for theme in [ChartTheme.standard, .vega] {
        let chart = try render(json, theme: theme)
        #expect(chart.frame.size.width == 480)
        if values.isEmpty { #expect(chart.diagnostics.contains { $0.code == "chart.no-data" }) }
      }
    }
  }

  @Test func survivesTenThousandCategories() throws {
    let rows = (0..<10_000).map { #"{"k": "category \#($0)", "v": \#($0 % 17)}"# }.joined(separator: ",")
    let chart = try render(
      #"{"data": {"values": [\#(rows)]}, "mark": "bar", "encoding": {"x": {"field": "k"}, "y": {"field": "v", "type": "quantitative"}}}"#
    )
    #expect(chart.frame.size == Size(480, 300))
    #expect(chart.diagnostics.contains { $0.code == "chart.too-many-categories" })
  }

  @Test func leadsMarksToTheirAnchors() throws {
    var context = ChartContext(measurer: FixedWidthMeasurer())
    context.namedData["t"] = DataTable(
      fields: ["k", "v"], rows: [[.string("a"), .number(1)], [.string("b"), .number(2)]], anchors: ["o-1", nil])
    let chart = try spec(
      #"{"data": {"name": "t"}, "mark": "bar", "encoding": {"x": {"field": "k"}, "y": {"field": "v", "type": "quantitative"}}}"#
    ).render(context)
    #expect(chart.frame.dump().split(separator: "\n").count { $0.contains("→ #o-1") } == 1)
  }

  @Test func marksBesideTheirPrintedValuesNeedNoLinksOfTheirOwn() throws {
    var context = ChartContext(measurer: FixedWidthMeasurer())
    context.namedData["t"] = DataTable(
      fields: ["k", "v"], rows: ["a", "b", "c"].enumerated().map { [.string($1), .number(Double($0 + 1))] },
      anchors: ["o-1", "o-1", "o-2"])
    func links(_ text: String) throws -> [(link: Link, hasText: Bool)] {
      let chart = try spec(
        #"{"data": {"name": "t"}, "encoding": {"x": {"field": "k"}, "y": {"field": "v", "type": "quantitative"}}, "layer": [{"mark": "bar"}\#(text)]}"#
      ).render(context)
      func links(_ items: [FrameItem]) -> [(link: Link, hasText: Bool)] {
        items.flatMap { item -> [(link: Link, hasText: Bool)] in
          guard case .group(let group) = item else { return [] }
          let isText = group.items.contains { if case .text = $0 { true } else { false } }
          return (group.link.map { [($0, isText)] } ?? []) + links(group.items)
        }
      }
      return links(chart.frame.items)
    }
    #expect(try links("").map(\.hasText) == [false, false, false])
    #expect(
      try links(#", {"mark": "text", "encoding": {"text": {"field": "v"}}}"#).map(\.hasText) == [true, true, true])
    // Where a value is not printed its mark keeps the link.
    let some = try links(
      #", {"transform": [{"filter": "datum.v != 2"}], "mark": "text", "encoding": {"text": {"field": "v"}}}"#)
    #expect(some.map(\.hasText) == [false, true, true])
    #expect(some.first?.link.description.contains("2") == true)
  }
}

struct BadSpec: CustomTestStringConvertible, Sendable {
  var json: String
  var code: String
  var help: String
  var testDescription: String { code }
}

@Suite struct ChartDiagnosticTests {
  @Test(arguments: [
    BadSpec(json: #"{"mark": "bra"}"#, code: "chart.unknown-mark", help: "did you mean “bar”?"),
    BadSpec(
      json: #"{"mark": "bar", "encoding": {"colour": {"field": "a"}}}"#, code: "chart.unknown-channel",
      help: "did you mean “color”?"),
    BadSpec(
      json: #"{"mark": "bar", "encoding": {"x": {"aggregate": "maen", "field": "a"}}}"#, code: "chart.unknown-word",
      help: "did you mean “mean”?"),
    BadSpec(
      json: #"{"data": {"values": []}}"#, code: "chart.no-mark",
      help: "give it one of: mark, layer, facet with spec, concat, hconcat, vconcat, repeat with spec"),
  ]) func refusesWithHelp(_ bad: BadSpec) throws {
    do {
      _ = try spec(bad.json)
      Issue.record("accepted")
    } catch let error as DiagnosticError {
      let found = error.diagnostics.first { $0.code == bad.code }
      #expect(found?.help == bad.help)
      #expect(found?.origin?.line == 1)
    }
  }

  @Test func suggestsFieldsOfTheData() throws {
    let chart = try render(
      #"{"data": \#(sales), "mark": "bar", "encoding": {"x": {"field": "r"}, "y": {"field": "V", "type": "quantitative"}}}"#
    )
    let found = chart.diagnostics.first { $0.code == "chart.unknown-field" }
    #expect(found?.help == "did you mean “v”?")
  }

  @Test func notesInteraction() throws {
    let chart = try render(
      #"{"params": [], "data": \#(sales), "mark": "bar", "encoding": {"x": {"field": "r"}, "y": {"field": "v", "type": "quantitative"}}}"#
    )
    #expect(chart.diagnostics.map(\.severity) == [.note])
  }
}

extension Overhang {
  /// Adds an item with the transforms of the groups around it, which in charts are shifts.
  mutating func addMoved(_ item: FrameItem, by offset: Point = .zero) {
    guard case .group(let group) = item else {
      add(item.shifted(by: offset))
      return
    }
    guard group.clip == nil else { return }
    let inner = Point(offset.x + group.transform.tx, offset.y + group.transform.ty)
    for item in group.items { addMoved(item, by: inner) }
  }
}

extension FrameItem {
  fileprivate func shifted(by offset: Point) -> FrameItem {
    switch self {
    case .shape(let shape): return .shape(shape.moved(by: offset))
    case .text(var run):
      run.position = run.position + offset
      return .text(run)
    default: return self
    }
  }
}
