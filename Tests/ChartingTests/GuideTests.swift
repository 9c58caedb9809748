import Diagnostics
import Frames
import Geometry
import Notation
import Testing

@testable import Charting

/// What axes, legends and titles say, and where.
@Suite struct GuideTests {
  private static let rows = #"[{"a": "A", "b": 28, "t": "2012-01-05"}, {"a": "B", "b": 55, "t": "2012-02-05"}]"#

  private func chart(_ encoding: String, mark: String = #""bar""#, rest: String = "") throws -> RenderedChart {
    try renderSpec(#"{"data": {"values": \#(Self.rows)}, "mark": \#(mark), "encoding": {\#(encoding)}\#(rest)}"#)
  }

  private func labels(_ encoding: String, mark: String = #""bar""#, rest: String = "") throws -> [String] {
    try chart(encoding, mark: mark, rest: rest).items("role-axis-label").map(\.words)
  }

  private let bars = #""x": {"field": "a", "axis": null}, "y": {"field": "b", "type": "quantitative""#

  @Test func ticksAreNoCloserThanTheLeastStep() throws {
    let encoding =
      #""x": {"field": "b", "type": "quantitative", "axis": {"tickMinStep": 25}, "scale": {"domain": [0, 100]}}"#
    #expect(try labels(encoding, mark: #""point""#) == ["0", "50", "100"])
  }

  @Test(arguments: ["[0, 20, 50]", #"{"step": 20, "stop": 60}"#]) func ticksStandAtTheBinsOfTheScale(_ bins: String)
    throws
  {
    let shown = try labels(bars + #", "scale": {"bins": \#(bins)}}"#)
    #expect(shown == (bins.hasPrefix("[") ? ["0", "20", "50"] : ["0", "20", "40"]))
  }

  @Test func valuesOfAnAxisMayBePartsOfDates() throws {
    let encoding = #""x": {"field": "t", "timeUnit": "month", "type": "ordinal", "axis": {"values": [2]}}"#
    #expect(try labels(encoding) == ["Feb"])
  }

  @Test func configurationTakesTitlesAway() throws {
    func titles(_ title: String) throws -> [String] {
      try chart(
        #""x": {"field": "a"\#(title)}"#, rest: #", "config": {"axisX": {"title": null}}"#
      ).items("role-axis-title").map(\.words)
    }
    #expect(try titles("") == [])
    #expect(try titles(#", "title": "Place""#) == ["Place"])
  }

  @Test func labelsBreakWhereTheConfigurationSays() throws {
    let drawn = try chart(
      #""x": {"field": "s", "axis": {"labelAngle": 0}}"#,
      rest: #", "transform": [{"calculate": "datum.a + '|z'", "as": "s"}], "config": {"lineBreak": "|"}"#)
    #expect(drawn.items("role-axis-label").map(\.words) == ["A", "z", "B", "z"])
  }

  @Test func titlesOfAxesStandWhereTheyAreAsked() throws {
    func title(_ properties: String) throws -> TextRun {
      let drawn = try chart(bars + #", "axis": {\#(properties)}}"#)
      #expect(drawn.diagnostics.isEmpty)
      guard case .text(let run)? = drawn.items("role-axis-title").first else { throw Missing() }
      return run
    }
    let plain = try title("")
    #expect(plain.angle == -90 && plain.position.y == 150 && plain.anchor == .middle)
    let end = try title(#""titleAnchor": "end""#)
    #expect(end.angle == -90 && end.position.y == 0 && end.anchor == .end)
    let level = try title(#""titleAngle": 0"#)
    #expect(level.angle == 0 && level.anchor == .end && level.position.x < 0)
    let free = try title(#""titleAngle": 0, "titleAlign": "left", "titleX": -20, "titleY": -9"#)
    #expect(free.anchor == .start && free.position == Point(-20, -9))
  }

  @Test(arguments: ["left", "right"]) func titlesStandOnTheSides(_ side: String) throws {
    let plain = try chart(bars + "}")
    let drawn = try chart(bars + "}", rest: #", "title": {"text": "Whole", "orient": "\#(side)"}"#)
    #expect(drawn.diagnostics.isEmpty)
    #expect(drawn.items("role-title-text").map(\.words) == ["Whole"])
    #expect(drawn.frame.size.width > plain.frame.size.width + 13 && drawn.frame.size.height == plain.frame.size.height)
  }

  @Test func longEntriesAndTitlesOfLegendsAreCut() throws {
    let encoding = #""color": {"field": "s", "title": "\#(String(repeating: "t", count: 40))"}"#
    let drawn = try chart(
      encoding, rest: #", "transform": [{"calculate": "pad(datum.a, 40, 'x', 'right')", "as": "s"}]"#)
    // Limits of 160 and 180 at 6 and 6.6 a letter, with room for the ellipsis.
    #expect(drawn.items("role-legend-label").map(\.words.count) == [26, 26])
    #expect(drawn.items("role-legend-title").map(\.words.count) == [27])
  }

  @Test func aTextWithoutRoomIsAnEllipsis() throws {
    #expect(try labels(#""x": {"field": "a", "axis": {"labelLimit": 7}}"#, rest: "") == ["A", "B"])
    let long = #""x": {"field": "s", "axis": {"labelLimit": 7}}"#
    let transform = #", "transform": [{"calculate": "datum.a + 'bcd'", "as": "s"}]"#
    #expect(try labels(long, rest: transform) == ["…", "…"])
  }

  @Test func theWrittenTitleOfOneChannelNamesTheSharedLegend() throws {
    let encoding = #""color": {"field": "a", "title": "Kind"}, "strokeDash": {"field": "a"}"#
    #expect(try chart(encoding, mark: #""line""#).items("role-legend-title").map(\.words) == ["Kind"])
  }

  @Test func aHorizontalRampBesideThePlotIsShort() throws {
    let encoding = #""color": {"field": "b", "type": "quantitative", "legend": {"direction": "horizontal"}}"#
    #expect(try chart(encoding, mark: #""point""#).items("role-legend-label").map(\.words) == ["30", "40", "50"])
  }

  @Test func indexesOfLabelsRunFromZeroToOne() throws {
    let encoding = #""x": {"field": "a", "axis": {"labelExpr": "datum.index"}}"#
    #expect(try labels(encoding) == ["0", "1"])
    let three = #", "transform": [{"fold": ["a", "b", "t"]}]"#
    #expect(try labels(encoding.replacing(#""a""#, with: #""key""#), rest: three) == ["0", "0.5", "1"])
  }

  private struct Missing: Error {}
}

/// Where legends stand, and what plots leave them.
@Suite struct LegendSideTests {
  private func chart(_ legend: String, rest: String = "") throws -> RenderedChart {
    try renderSpec(
      #"{"data": {"values": [{"a": "A", "b": 28}, {"a": "B", "b": 55}]}, "mark": "bar", "encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}, "color": {"field": "a", "legend": \#(legend)}}\#(rest)}"#
    )
  }

  /// Where the plot and the title of the legend begin.
  private func places(_ chart: RenderedChart) throws -> (plot: Point, legend: Point) {
    func find(_ role: String, in item: FrameItem, at place: Point) -> Point? {
      switch item {
      case .group(let group):
        let here = place + Point(group.transform.tx, group.transform.ty)
        if group.role.split(separator: " ").contains(Substring(role)) { return here }
        return group.items.lazy.compactMap { find(role, in: $0, at: here) }.first
      default: return nil
      }
    }
    func place(_ role: String) -> Point? { chart.frame.items.lazy.compactMap { find(role, in: $0, at: .zero) }.first }
    return (try #require(place("role-frame")), try #require(place("role-legend")))
  }

  @Test(arguments: [("left", -1, 0), ("right", 1, 0), ("top", 0, -1), ("bottom", 0, 1)])
  func legendsStandOnTheSidesOfThePlot(side: String, across: Int, down: Int) throws {
    let (plot, legend) = try places(chart(#"{"orient": "\#(side)"}"#))
    let (x, y) = (legend.x - plot.x, legend.y - plot.y)
    if across < 0 { #expect(x < -18 && y == 0) }
    if across > 0 { #expect(x >= 40 + 18 && y == 0) }
    if down < 0 { #expect(x == 0 && y < -18) }
    if down > 0 { #expect(x == 0 && y > 300 + 18) }
  }

  @Test func legendsStandInsideWhereAsked() throws {
    let (plot, legend) = try places(chart(#"{"orient": "none", "legendX": 7, "legendY": 9}"#))
    #expect(legend.x - plot.x == 7 && legend.y - plot.y == 9)
    let (whole, corner) = try places(chart(#"{"orient": "bottom-left", "offset": 4}"#))
    #expect(corner.x - whole.x == 4 && corner.y - whole.y > 200)
  }

  @Test func plotsShrinkToFitBesideTheirLegends() throws {
    for side in ["left", "right", "top", "bottom"] {
      let fitted = try chart(
        #"{"orient": "\#(side)"}"#,
        rest: #", "width": 300, "height": 220, "autosize": {"type": "fit", "contains": "padding"}"#)
      #expect(fitted.frame.size == Size(300, 220), "\(side)")
    }
  }
}
