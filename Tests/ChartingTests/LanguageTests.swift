import Diagnostics
import Frames
import Geometry
import Notation
import OrderedCollections
import TestSupport
import Testing

@testable import Charting

private let values = #""data": {"values": [{"a": "A", "b": 28}, {"a": "B", "b": 55}, {"a": "C", "b": 43}]}"#

@Suite struct LanguageTests {
  @Test func conditionsGuardAFieldAndItsLegend() throws {
    let chart = try renderSpec(
      #"{\#(values), "mark": "bar", "encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}, "color": {"condition": {"test": "datum.b > 40", "field": "a"}, "value": "gray"}}}"#
    )
    #expect(chart.items("role-mark").compactMap { $0.fill?.hexText } == ["#808080", "#f58518", "#e45756"])
    #expect(chart.items("role-legend-label").map(\.words) == ["A", "B", "C"])
  }

  @Test(arguments: [
    (#"{"name": "p", "select": "point"}"#, ["#ff0000", "#ff0000", "#ff0000"]),
    (
      #"{"name": "p", "select": {"type": "point", "fields": ["a"]}, "value": [{"a": "B"}]}"#,
      ["#808080", "#ff0000", "#808080"]
    ),
    (#"{"name": "p", "select": "interval", "value": {"y": [40, 50]}}"#, ["#808080", "#808080", "#ff0000"]),
  ]) func selectionsStartWithTheirValue(_ parameter: String, _ colors: [String]) throws {
    let chart = try renderSpec(
      #"{\#(values), "params": [\#(parameter)], "mark": "bar", "encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}, "color": {"condition": {"param": "p", "value": "red"}, "value": "gray"}}}"#
    )
    #expect(chart.items("role-mark").compactMap { $0.fill?.hexText } == colors)
  }

  @Test func expressionsReachScalesAndExtents() throws {
    let chart = try renderSpec(
      #"{\#(values), "transform": [{"extent": "b", "param": "e"}], "width": 100, "mark": "rule", "encoding": {"x": {"field": "b", "type": "quantitative", "scale": {"domain": [0, 100]}}, "x2": {"value": {"expr": "scale('x', e[1])"}}}}"#
    )
    let ends = chart.items("role-mark").compactMap { item -> Double? in
      guard case .shape(let shape) = item, case .line(_, let end) = shape.outline else { return nil }
      return (end.x * 1_000).rounded() / 1_000
    }
    #expect(ends == [55, 55, 55])
  }

  @Test func parametersReachEveryProperty() throws {
    let chart = try renderSpec(
      #"{\#(values), "params": [{"name": "low", "value": 5}, {"name": "top", "expr": "low * 20"}], "mark": "bar", "encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative", "scale": {"domain": [0, {"expr": "top"}]}}}}"#
    )
    #expect(chart.items("role-axis-label").map(\.words).contains("100"))
    #expect(!chart.items("role-axis-label").map(\.words).contains("120"))
  }

  @Test func axesThatAreNotSharedStandOnBothSides() throws {
    let layers =
      #"[{"mark": "bar", "encoding": {"y": {"field": "b", "type": "quantitative", "title": "one"}}}, {"mark": "line", "encoding": {"y": {"field": "b", "type": "quantitative", "title": "two"}}}]"#
    let spec = #"{\#(values), "encoding": {"x": {"field": "a"}}, "layer": \#(layers)"#
    #expect(try renderSpec(spec + "}").items("role-axis-title").map(\.words).contains("one, two"))
    let apart = try renderSpec(spec + #", "resolve": {"axis": {"y": "independent"}}}"#).items("role-axis-title").map(
      \.words)
    #expect(apart.contains("one") && apart.contains("two") && !apart.contains("one, two"))
  }

  @Test func pointsOverALineHaveTheirOwnColour() throws {
    let chart = try renderSpec(
      #"{\#(values), "mark": {"type": "line", "color": "red", "point": true}, "encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}}}"#
    )
    #expect(Set(chart.items("role-mark").compactMap { $0.fill?.hexText }) == ["#4c78a8"])
  }

  @Test func coloursKeepTheirNames() throws {
    let chart = try renderSpec(
      #"{\#(values), "mark": {"type": "bar", "color": "SeaGreen", "opacity": 0.5}, "encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}}}"#
    )
    #expect(chart.items("role-mark").compactMap { $0.fill?.cssName }.first == "seagreen")
    #expect(chart.items("role-mark").compactMap { $0.fill }.first == Color(hex: 0x2E8B57, alpha: 0.5))
    #expect(Color(css: "#2e8b57")?.cssName == nil)
  }

  @Test func stylesGiveColoursByTheNameOfTheMark() throws {
    func fills(_ style: String) throws -> [String] {
      try renderSpec(
        #"{\#(values), "config": {"style": \#(style)}, "mark": {"type": "bar", "style": "own"}, "encoding": {"x": {"field": "a"}}}"#
      ).items("role-mark").compactMap { $0.fill?.hexText }
    }
    #expect(try fills(#"{"bar": {"color": "green"}}"#).first == "#008000")
    #expect(try fills(#"{"own": {"color": "green"}}"#).first == "#008000")
    #expect(try fills(#"{"own": {"fill": "green"}}"#).first == "#4c78a8")
  }

  @Test func binsInLegendsAreWrittenLikeTicks() throws {
    let chart = try renderSpec(
      #"{"data": {"values": [{"a": 1000}, {"a": 4500}]}, "mark": "point", "encoding": {"x": {"field": "a", "type": "quantitative"}, "size": {"field": "a", "bin": {"step": 2000}}}}"#
    )
    #expect(chart.items("role-legend-label").map(\.words).contains("2,000 – 4,000"))
  }

  @Test func cellsStandInTheMiddle() throws {
    func places(_ center: String) throws -> [Double] {
      let cell = { (width: Int) in #"{"width": \#(width), "mark": "point", "encoding": {}}"# }
      let chart = try renderSpec(
        #"{\#(values), "center": \#(center), "columns": 1, "concat": [\#(cell(50)), \#(cell(150))]}"#)
      return chart.cellPlaces
    }
    let (plain, centered) = (try places("false"), try places("true"))
    #expect(plain[0] == plain[1])
    #expect(centered[0] == centered[1] + 50)
  }

  @Test func theStrokeOfAHollowMarkIsItsOwn() throws {
    let chart = try renderSpec(
      #"{\#(values), "mark": {"type": "point", "stroke": "black"}, "encoding": {"x": {"field": "a"}, "color": {"field": "a"}}}"#
    )
    let strokes = chart.items("role-mark").compactMap { item -> Color? in
      if case .shape(let shape) = item, case .color(let color)? = shape.stroke?.paint { color } else { nil }
    }
    #expect(strokes.count == 3 && strokes.allSatisfy { $0.hexText == "#000000" })
  }

  @Test func aMiddleAsksForTwoDirections() throws {
    func fills(_ scale: String) throws -> [String] {
      try renderSpec(
        #"{\#(values), "mark": "circle", "encoding": {"x": {"field": "b", "type": "quantitative"}, "color": {"field": "b", "type": "quantitative", "scale": \#(scale)}}}"#
      ).items("role-mark").compactMap { $0.fill?.hexText }
    }
    #expect(
      try fills(#"{"domainMid": 40}"#)
        == fills(#"{"domainMid": 40, "scheme": {"name": "blueorange", "extent": [1, 0]}}"#))
  }

  @Test func labelsOfLegendsAreNoLongerThanAllowed() throws {
    let spec =
      #"{"data": {"values": [{"a": "a rather long name", "b": 1}]}, "mark": "bar", "encoding": {"y": {"field": "b", "type": "quantitative"}, "color": {"field": "a", "legend": {"labelLimit": 50}}}}"#
    let label = try renderSpec(spec).items("role-legend-label").map(\.words).first ?? ""
    #expect(label.hasSuffix("…") && label.hasPrefix("a r"))
  }

  @Test func linesOfATextAreOneElement() throws {
    let chart = try renderSpec(
      #"{\#(values), "mark": {"type": "text", "text": ["one", "two"]}, "encoding": {"x": {"field": "a"}}}"#)
    func groups(_ item: FrameItem) -> Int {
      guard case .group(let group) = item else { return 0 }
      return (group.role == Group.lines ? 1 : 0) + group.items.reduce(0) { $0 + groups($1) }
    }
    #expect(chart.frame.items.reduce(0) { $0 + groups($1) } == 3)
  }

  @Test func parsesAsTold() throws {
    let chart = try renderSpec(
      #"{"data": {"values": [{"d": "03/04/2020", "v": "3"}], "format": {"parse": {"d": "utc:'%d/%m/%Y'", "v": "number"}}}, "mark": "point", "encoding": {"x": {"field": "d", "type": "temporal"}, "y": {"field": "v", "type": "quantitative"}}}"#
    )
    #expect(chart.data.values("d") == [.time(1_585_872_000_000)])
    #expect(chart.data.values("v") == [.number(3)])
  }

  @Test func aLegendShowsAtMostItsLimit() throws {
    let rows = (0..<40).map { #"{"k": "k\#($0)"}"# }.joined(separator: ",")
    let chart = try renderSpec(
      #"{"data": {"values": [\#(rows)]}, "mark": "point", "encoding": {"x": {"field": "k"}, "color": {"field": "k", "legend": {"symbolLimit": 5}}}}"#
    )
    #expect(chart.items("role-legend-label").map(\.words) == ["k0", "k1", "k10", "k11", "…36 entries"])
  }

  @Test func theMiddleOfADivergingScaleIsPinned() throws {
    let chart = try renderSpec(
      #"{"data": {"values": [{"v": -1}, {"v": 0}, {"v": 100}]}, "mark": "circle", "encoding": {"x": {"field": "v", "type": "quantitative"}, "color": {"field": "v", "type": "quantitative", "scale": {"range": ["red", "yellow", "blue"], "domainMid": 0}}}}"#
    )
    #expect(chart.items("role-mark").compactMap { $0.fill?.hexText } == ["#ff0000", "#ffff00", "#0000ff"])
  }

  @Test func scalesOfOneViewAreExplainedBesideIt() throws {
    let view = #"{"mark": "point", "encoding": {"x": {"field": "b", "type": "quantitative"}, "color": {"field": "a"}}}"#
    func legends(_ resolve: String) throws -> Int {
      let chart = try renderSpec(
        #"{\#(values), "hconcat": [\#(view), \#(view)], "resolve": {"scale": {"color": "\#(resolve)"}}}"#)
      return chart.items("role-legend-title").count
    }
    #expect(try legends("shared") == 1)
    #expect(try legends("independent") == 2)
  }
}

@Suite struct CurveTests {
  private static let points = [Point(0, 0), Point(10, 20), Point(20, 5), Point(30, 15)]

  @Test(arguments: ["linear", "step", "monotone", "natural", "cardinal", "catmull-rom", "basis"])
  func leadsFromEndToEnd(_ kind: String) throws {
    var path = Path()
    Curve(kind, tension: nil).append(Self.points, to: &path)
    #expect(path.elements.first == .move(Self.points[0]))
    switch path.elements.last {
    case .line(let p)?, .curve(_, _, let p)?: #expect(p == Self.points[3])
    default: Issue.record("no end")
    }
  }

  @Test(arguments: ["monotone", "natural", "cardinal", "catmull-rom"]) func meetsItsPoints(_ kind: String) throws {
    var path = Path()
    Curve(kind, tension: nil).append(Self.points, to: &path)
    let ends = path.elements.dropFirst().compactMap { if case .curve(_, _, let p) = $0 { p } else { nil } }
    #expect(ends == Array(Self.points.dropFirst()))
  }

  @Test func aSectorStaysInItsRing() throws {
    for corner in [0.0, 3, 50] {
      for padding in [0.0, 0.1] {
        let sector = Sector(
          center: .zero, inner: 20, outer: 50, start: 0.2, end: 1.4, padding: padding, corner: corner)
        for element in sector.path.elements {
          guard case .curve(_, _, let p) = element else { continue }
          let radius = (p.x * p.x + p.y * p.y).squareRoot()
          #expect(radius > 19.99 && radius < 50.01)
        }
      }
    }
  }
}

/// What a language, a configuration and a report change about the words of guides.
@Suite struct GuideWordsTests {
  private let spec = """
    {"data": {"values": [{"t": "2024-03-01", "v": 1.5, "r": "A"}, {"t": "2024-04-01", "v": 1234.5, "r": "B"}]},
     "mark": "bar", "encoding": {"x": {"field": "v", "type": "quantitative"}, "y": {"field": "r"}}}
    """

  private func words(_ json: String, _ change: (inout ChartContext) -> Void) throws -> [String] {
    var context = ChartContext(theme: .standard, measurer: FixedWidthMeasurer())
    change(&context)
    let chart = try ChartSpec(try parseNotation(SourceText(name: "chart.json", text: json))).render(context)
    return (chart.items("role-axis") + chart.items("role-axis-title")).map(\.words)
  }

  @Test(arguments: [("de", "1.000"), ("fr-FR", "1\u{202F}000"), ("zh-CN", "1,000"), ("en", "1,000")])
  func numbersFollowTheLanguage(language: String, expected: String) throws {
    #expect(try words(spec) { $0.language = language }.contains(expected))
  }

  @Test func aTitleMayStandBelow() throws {
    func renderSpec(_ title: String) throws -> RenderedChart {
      let json = spec.replacing("{\"data\"", with: "{\"title\": \(title), \"data\"")
      return try ChartSpec(try parseNotation(SourceText(name: "chart.json", text: json)))
        .render(ChartContext(theme: .vega, measurer: FixedWidthMeasurer()))
    }
    let below = try renderSpec(#"{"text": "Below", "orient": "bottom"}"#)
    let above = try renderSpec(#"{"text": "Below"}"#)
    let lines = [below, above].map { $0.frame.dump().split(separator: "\n") }
    let places = lines.map { $0.firstIndex { $0.contains("“Below”") } ?? 0 }
    #expect(places[0] > places[1] && below.diagnostics.isEmpty)
  }

  @Test func titlesEndAtTheirLimit() throws {
    let limited = spec.replacing(
      "\"field\": \"v\"", with: #""field": "v", "title": "Output of the region", "axis": {"titleLimit": 60}"#)
    for theme in [ChartTheme.standard, .vega] {
      let found = try words(limited) { $0.theme = theme }
      #expect(found.contains { $0.hasPrefix("Outp") && $0.hasSuffix("…") }, "\(found)")
    }
  }

  @Test func aConfigurationMayBringItsOwnLocale() throws {
    let own = spec.replacing(
      "\"mark\"", with: #""config": {"locale": {"number": {"thousands": "'", "grouping": [3]}}}, "mark""#)
    #expect(try words(own) { _ in }.contains("1'000"))
  }

  @Test func columnsThatSpeakForThemselvesHaveNoTitle() throws {
    #expect(try words(spec) { _ in }.contains("r"))
    let untitled = try words(spec) { $0.untitledColumns = ["r"] }
    #expect(!untitled.contains("r") && untitled.contains("v"))
    let written = spec.replacing("\"field\": \"r\"", with: "\"field\": \"r\", \"title\": \"Region\"")
    #expect(try words(written) { $0.untitledColumns = ["r"] }.contains("Region"))
  }
}
