import Frames
import Geometry
import Notation
import Testing

@testable import Charting

/// What scales span, and what lies beyond.
@Suite struct ScaleDomainTests {
  private let data = #""data": {"values": [{"a": "A", "b": 10}, {"a": "A", "b": 90}, {"a": "B", "b": 40}]}"#

  private func boxes(_ chart: RenderedChart) -> [Rect] {
    chart.items("role-mark").compactMap { item in
      guard case .shape(let shape) = item else { return nil }
      switch shape.outline {
      case .rect(let rect, _): return rect
      case .ellipse(let center, _): return Rect(x: center.x, y: center.y, width: 0, height: 0)
      case .path(let path): return path.controlBox
      default: return nil
      }
    }
  }

  @Test func theDomainMaySpanTheRowsBehindMeans() throws {
    let chart = try renderSpec(
      #"{\#(data), "mark": "bar", "encoding": {"x": {"field": "a"}, "y": {"aggregate": "mean", "field": "b", "type": "quantitative", "scale": {"domain": "unaggregated", "nice": false}}}}"#
    )
    #expect(boxes(chart).map { ($0.height / 300 * 90).rounded() } == [50, 40])
  }

  @Test func paddingsAreNoMoreThanAStep() throws {
    let chart = try renderSpec(
      #"{\#(data), "mark": "point", "width": 300, "encoding": {"x": {"field": "a", "scale": {"padding": 3}}}}"#)
    #expect(Set(boxes(chart).map(\.minX)) == [100, 200])
  }

  @Test func boundsOfARangeAreForNumbersOnly() throws {
    let chart = try renderSpec(
      #"{\#(data), "mark": "bar", "width": 100, "encoding": {"x": {"field": "a", "scale": {"rangeMax": 60, "padding": 0}}}}"#
    )
    #expect(Set(boxes(chart).map(\.maxX)) == [50, 100])
  }

  @Test func datumsKeepTheirOrder() throws {
    func layer(_ name: String) -> String { #"{"mark": "point", "encoding": {"color": {"datum": "\#(name)"}}}"# }
    let chart = try renderSpec(#"{\#(data), "layer": [\#(layer("mean")), \#(layer("max"))]}"#)
    #expect(chart.items("role-legend-label").map(\.words) == ["mean", "max"])
  }

  @Test func colorsGoOnBeyondAWrittenDomain() throws {
    func color(_ theme: ChartTheme) throws -> String? {
      let chart = try renderSpec(
        #"{"data": {"values": [{"v": 3}]}, "mark": "circle", "encoding": {"color": {"field": "v", "type": "quantitative", "scale": {"domain": [0, 2], "range": ["black", "rgb(64,64,64)"], "interpolate": "rgb"}}}, "config": {"circle": {"opacity": 1}}}"#,
        theme: theme)
      return chart.items("role-mark").first?.fill?.hexText
    }
    #expect(try color(.vega) == "#606060")
    #expect(try color(.standard) == "#404040")
  }

  @Test func wordsAmongNumbersAreLeftOut() throws {
    let chart = try renderSpec(
      #"{"data": {"values": [{"a": "A", "b": 1}, {"a": "B", "b": "n/a"}, {"a": "C", "b": "3"}]}, "mark": "bar", "encoding": {"y": {"field": "a"}, "x": {"field": "b", "type": "quantitative"}}}"#
    )
    #expect(boxes(chart).map(\.width) == [100, 300])
    #expect(chart.items("role-axis-label").map(\.words).contains("B") == false)
  }

  @Test func aGapInAnAreaIsAGapInItsLine() throws {
    let chart = try renderSpec(
      #"{"data": {"values": [{"x": 0, "y": 2}, {"x": 1, "y": 4}, {"x": 2, "y": null}, {"x": 3, "y": 3}, {"x": 4, "y": 2}]}, "mark": {"type": "area", "line": true, "point": true}, "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}}}"#
    )
    let drawn = boxes(chart)
    #expect(drawn.count == 2 + 4)
    // The line never comes down to zero.
    #expect(drawn[1].maxY == 150)
  }

  @Test func theDomainOfARangedUnitOfTimeEndsWithIt() throws {
    let chart = try renderSpec(
      #"{"data": {"values": [{"s": "2023-01-01", "e": "2023-01-11"}]}, "mark": "bar", "encoding": {"x": {"field": "s", "timeUnit": "yearmonthdate"}, "x2": {"field": "e", "timeUnit": "yearmonthdate"}}}"#
    )
    #expect(boxes(chart).first.map { $0.minX == 0 && $0.maxX == 300 } == true)
  }

  @Test func barsInAnyLayerGetRoomAtTheEnds() throws {
    let chart = try renderSpec(
      #"{"data": {"values": [{"t": "2023-01-01", "v": 1}, {"t": "2023-01-03", "v": 2}]}, "encoding": {"x": {"field": "t", "type": "temporal"}, "y": {"field": "v", "type": "quantitative"}}, "layer": [{"mark": "point"}, {"mark": "bar"}]}"#
    )
    #expect(boxes(chart).map { ($0.minX * 100).rounded() / 100 } == [5, 295, 2.5, 292.5])
  }

  @Test func widthsOfBarsMayBeExpressions() throws {
    let chart = try renderSpec(
      #"{\#(data), "mark": {"type": "bar", "width": {"expr": "bandwidth('x') / 3"}}, "encoding": {"x": {"field": "a"}}}"#
    )
    #expect(boxes(chart).map { ($0.width * 100).rounded() / 100 } == [6, 6, 6])
  }

  @Test func anOrderHoldsForTheCategoriesOfAllParts() throws {
    // No layer of a box plot has all categories: points are there for one of them only.
    let rows = (0..<8).map { #"{"k": "\#($0 % 2 == 0 ? "a" : "b")", "v": \#($0 == 7 ? 100 : $0)}"# }
    let chart = try renderSpec(
      #"{"data": {"values": [\#(rows.joined(separator: ", "))]}, "mark": "boxplot", "encoding": {"y": {"field": "k", "sort": ["b", "a"]}, "x": {"field": "v", "type": "quantitative", "axis": null}}}"#
    )
    #expect(chart.items("role-axis-label").map(\.words) == ["b", "a"])
  }

  @Test(arguments: [(ChartTheme.vega, ["b", "a"]), (.standard, ["a", "b"])])
  func cellsOfSummedRowsStandAsTheRowsCame(theme: ChartTheme, expected: [String]) throws {
    let chart = try renderSpec(
      #"{"data": {"values": [{"k": "b", "v": 2}, {"k": "a", "v": 1}]}, "mark": "bar", "encoding": {"x": {"aggregate": "sum", "field": "v"}, "row": {"field": "k", "sort": {"field": "v", "op": "sum"}}}}"#,
      theme: theme)
    let labels = chart.items("role-title-text").map(\.words).filter { expected.contains($0) }
    #expect(labels == expected)
  }

  @Test func barsHaveTheColorOfTheMiddleOfTheirYear() throws {
    let chart = try renderSpec(
      #"{"data": {"values": [{"t": "2020-03-01"}, {"t": "2021-03-01"}]}, "mark": "bar", "encoding": {"x": {"field": "t"}, "color": {"field": "t", "timeUnit": "year", "scale": {"range": ["black", "white"], "interpolate": "rgb"}}}}"#
    )
    #expect(chart.items("role-mark").compactMap { $0.fill?.hexText } == ["#404040", "#bfbfbf"])
  }

  @Test func equalRowsShareATile() throws {
    let rows = [1, 1, 2, 2].map { #"{"v": \#($0)}"# }.joined(separator: ", ")
    let chart = try renderSpec(
      #"{"data": {"values": [\#(rows)]}, "transform": [{"window": [{"op": "ntile", "param": 4, "as": "n"}], "sort": [{"field": "v"}]}], "mark": "bar", "encoding": {"y": {"field": "n", "type": "ordinal"}}}"#
    )
    #expect(chart.items("role-axis-label").map(\.words) == ["2", "4"])
  }

  @Test func aRuleWithoutItsEndIsAPoint() throws {
    let chart = try renderSpec(
      #"{"data": {"values": [{"a": 1, "b": 3}, {"a": 2, "b": null}]}, "mark": "rule", "encoding": {"x": {"field": "a", "type": "quantitative"}, "x2": {"field": "b"}}}"#
    )
    #expect(chart.items("role-mark").count == 2)
  }

  @Test func boxesStandAtUnitsOfTime() throws {
    let days = (1...8).map { #"{"t": "2012-0\#($0 % 2 + 1)-0\#($0)", "v": \#($0 * $0)}"# }.joined(separator: ", ")
    func labels(_ theme: ChartTheme) throws -> [String] {
      let chart = try renderSpec(
        #"{"data": {"values": [\#(days)]}, "mark": "boxplot", "encoding": {"x": {"field": "t", "timeUnit": "month", "type": "ordinal"}, "y": {"field": "v", "type": "quantitative"}}}"#,
        theme: theme)
      #expect(chart.diagnostics.isEmpty)
      return chart.items("role-axis-label").map(\.words).filter { $0.first?.isLetter == true }
    }
    #expect(try labels(.standard) == ["Jan", "Feb"])
    // The reference engine forgets the unit, and names January by its year.
    #expect(try labels(.vega) == ["February"])
  }

  @Test func whatIsAsWideAsItsCategoriesFitsNothing() throws {
    let chart = try renderSpec(
      #"{\#(data), "mark": "bar", "autosize": "fit", "encoding": {"x": {"field": "a"}, "y": {"field": "b", "type": "quantitative"}}}"#
    )
    #expect(Set(boxes(chart).map { ($0.width * 100).rounded() / 100 }) == [18])
    #expect(chart.frame.size.height == 310)
  }
}
