import Diagnostics
import Foundation
import Frames
import Notation
import OrderedCollections
import TestSupport
import Testing

@testable import Charting

@Suite struct BuilderTests {
  private static let rows = [
    ("North", "coal", 4.0), ("South", "coal", 7), ("North", "steel", 2), ("South", "steel", 3),
  ]

  private static let charts: [(String, Chart)] = [
    (
      "bars",
      Chart(rows) { row in
        BarMark(x: .value("Output", row.2), y: .value("Region", row.0), stacking: .normalized)
          .foregroundStyle(by: .value("Sector", row.1))
      }
      .chartTitle("The south makes more", subtitle: "Output, million tonnes").chartSource("Yearbook")
    ),
    (
      "grouped",
      Chart {
        for row in rows {
          BarMark(x: .value("Region", row.0), y: .value("Output", row.2))
            .position(by: .value("Sector", row.1)).foregroundStyle(by: .value("Sector", row.1))
        }
        RuleMark(y: .value("Output", 5.0)).foregroundStyle("red")
      }
      .chartYAxisLabel("Million tonnes").chartScale("y", ["domain": [0, 10]])
    ),
    (
      "labelled",
      Chart(rows.prefix(2)) { row in
        BarMark(x: .value("Output", row.2), y: .value("Region", row.0)).annotation(.value("Output", row.2))
      }
    ),
    (
      "lines",
      Chart {
        for i in 0..<6 {
          LineMark(x: .value("Month", Moment(year: 2024, month: i + 1)), y: .value("Output", Double(i * i)))
            .interpolationMethod("monotone")
          PointMark(x: .value("Month", Moment(year: 2024, month: i + 1)), y: .value("Output", Double(i * i)))
            .symbol("diamond")
        }
      }
      .chartForegroundStyleScale(domain: ["a"], range: ["teal"]).frame(width: 300, height: 200)
    ),
    (
      "ring",
      Chart(rows.prefix(2)) {
        SectorMark(angle: .value("Output", $0.2), innerRadius: 30).foregroundStyle(by: .value("Region", $0.0))
      }
    ),
    ("path-like names", Chart { PointMark(x: .value("p.a. [%]", 3), y: .value("n", Int?.none)) }),
  ]

  @Test func lowersToVegaLite() throws {
    let wanted = try parseNotation(
      SourceText(
        name: "w.json",
        text: """
          {"title": {"text": "The south makes more", "subtitle": "Output, million tonnes"}, "source": "Yearbook",
           "data": {"values": [{"Output": 4, "Region": "North", "Sector": "coal"}, {"Output": 7, "Region": "South", "Sector": "coal"},
                               {"Output": 2, "Region": "North", "Sector": "steel"}, {"Output": 3, "Region": "South", "Sector": "steel"}]},
           "mark": {"type": "bar"},
           "encoding": {"x": {"field": "Output", "type": "quantitative", "stack": "normalize"},
                        "y": {"field": "Region", "type": "nominal", "sort": null},
                        "color": {"field": "Sector", "type": "nominal", "sort": null}}}
          """))
    #expect(Self.charts[0].1.node == wanted)
  }

  @Test func readsBackAndDraws() throws {
    for (name, chart) in Self.charts {
      let spec = try chart.spec()
      let again = try ChartSpec(try parseNotation(SourceText(name: "b.json", text: spec.json)))
      #expect(again == spec, "\(name)")
      let context = ChartContext(measurer: FixedWidthMeasurer(), width: 400, height: 260)
      let drawing = try spec.render(context)
      #expect(!drawing.diagnostics.hasErrors, "\(name)")
      #expect(try again.render(context).frame == drawing.frame, "\(name)")
    }
  }

  static var folder: String? { Checkout.shared.map { $0 + "/vega-lite/specs" } }

  @Test(.enabled(if: BuilderTests.folder != nil, "the gallery is not beside the checkout"))
  func everySpecificationReadsBack() throws {
    let folder = try #require(Self.folder)
    var seen = 0
    for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where file.hasSuffix(".json") {
      let text = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
      let spec = try ChartSpec(try parseNotation(SourceText(name: file, text: text)))
      let again = try ChartSpec(try parseNotation(SourceText(name: file, text: spec.json)))
      #expect(again == spec, "\(file)")
      #expect(again.json == spec.json, "\(file)")
      seen += 1
    }
    #expect(seen > 200)
  }
}
