import Diagnostics
import Frames
import Notation
import TestSupport
import Testing

@testable import Charting

/// Five rows in two groups, two of them with the same sort key.
@Suite struct WindowTests {
  @Test(
    arguments: [
      ("row_number", [2, 1, 3, 1, 4]), ("rank", [2, 1, 2, 1, 4]), ("dense_rank", [2, 1, 2, 1, 3]),
      ("percent_rank", [1 / 3, 0, 1 / 3, 0, 1]), ("cume_dist", [0.75, 0.25, 0.75, 1, 1]), ("ntile", [2, 1, 2, 2, 2]),
      ("lag", [1, nil, 3, nil, 3]), ("lead", [3, 3, 5, nil, nil]), ("first_value", [1, 1, 1, 2, 1]),
      ("last_value", [3, 1, 3, 2, 5]), ("nth_value", [3, nil, 3, nil, 3]), ("sum", [7, 1, 7, 2, 12]),
      ("count", [3, 1, 3, 1, 4]), ("max", [3, 1, 3, 2, 5]), ("mean", [7 / 3, 1, 7 / 3, 2, 3]),
    ] as [(String, [Double?])])
  func operations(_ name: String, _ expected: [Double?]) throws {
    let parameter = name == "ntile" || name == "nth_value" ? 2 : 1
    let json =
      #"""
      {"data": {"values": [{"g": "a", "v": 3}, {"g": "a", "v": 1}, {"g": "a", "v": 3}, {"g": "b", "v": 2}, {"g": "a", "v": 5}]},
       "transform": [{"window": [{"op": "\#(name)", "field": "v", "param": \#(parameter), "as": "w"}],
         "groupby": ["g"], "sort": [{"field": "v"}]}],
       "mark": {"type": "point", "invalid": null}, "encoding": {"x": {"field": "v", "type": "quantitative"}}}
      """#
    let chart = try ChartSpec(parseNotation(SourceText(name: "chart.json", text: json)))
      .render(ChartContext(theme: .vega, measurer: FixedWidthMeasurer()))
    #expect(chart.data.values("w").map(\.asNumber) == expected)
  }
}
