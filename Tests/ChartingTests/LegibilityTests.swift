import Diagnostics
import Foundation
import Frames
import Geometry
import Notation
import TestSupport
import Testing

@testable import Charting

/// Charts of every form with data that is hard to label: whatever the data, texts stay apart and inside the frame.
@Suite struct LegibilityTests {
  /// How many data sets a form is drawn with; more on demand, such as `LEGIBILITY_SEEDS=200`.
  static let seeds = ProcessInfo.processInfo.environment["LEGIBILITY_SEEDS"].flatMap(Int.init) ?? 10
  static let sizes = [Size(240, 160), Size(460, 260), Size(700, 420)]

  @Test(arguments: HardForm.all) func textsStayApartAndInside(_ form: HardForm) throws {
    // Besides the first seeds, those that a run of two hundred once found a fault with.
    for seed in Array(0..<Self.seeds) + [85, 105, 165].filter({ $0 >= Self.seeds }) {
      let data = HardData(seed: seed)
      let spec = try ChartSpec(parseNotation(SourceText(name: "\(form.name).json", text: form.json(data))))
      for size in Self.sizes {
        var context = formContext(width: size.width, height: size.height)
        context.namedData["t"] = data.table
        let chart = try spec.render(context)
        let texts = PlacedText.all(in: chart.frame)
        let place = "\(form.name), seed \(seed) (\(data.kind)), \(Int(size.width))×\(Int(size.height))"
        let isLarger = chart.frame.size.width > size.width || chart.frame.size.height > size.height
        #expect(isLarger == chart.diagnostics.contains { $0.code == "chart.too-small" }, "\(place)")
        #expect(size.width < 300 || form.name == "facets" || !isLarger, "\(place)")
        let frame = Rect(x: 0, y: 0, width: chart.frame.size.width, height: chart.frame.size.height)
        for text in texts where !frame.contains(text.bounds, tolerance: 1.5) {
          Issue.record("\(place): “\(text.text)” leaves the frame: \(text.bounds)")
        }
        for i in texts.indices {
          for j in texts.indices where j > i && texts[i].overlaps(texts[j]) {
            Issue.record("\(place): “\(texts[i].text)” covers “\(texts[j].text)”")
          }
        }
        #expect(texts.allSatisfy { $0.size >= 7 }, "\(place)")
      }
    }
  }
}

/// A specification over the fields `k` (names), `s` (series), `v`, `w` (numbers), `t` (years), `z` (statuses).
struct HardForm: CustomTestStringConvertible, Sendable {
  var name: String
  var body: String
  /// Statuses beside the values.
  var testDescription: String { name }

  init(_ name: String, _ body: String) {
    self.name = name
    self.body = body
  }

  func json(_ data: HardData) -> String {
    #"{"title": {"text": "What the data of this chart show", "subtitle": "Billion yuan, 2024"}, "source": "A statistics office", "data": {"name": "t"}, \#(body)}"#
  }

  private static let k = #"{"field": "k", "type": "nominal"}"#
  private static let v = #"{"field": "v", "type": "quantitative"}"#
  private static let w = #"{"field": "w", "type": "quantitative"}"#
  private static let s = #"{"field": "s", "type": "nominal"}"#
  private static let t = #"{"field": "t", "type": "ordinal"}"#

  static let all = [
    HardForm(
      "bar", #""labels": "direct", "mark": "bar", "encoding": {"x": \#(k), "y": {"aggregate": "sum", "field": "v"}}"#),
    HardForm(
      "bar-flat",
      #""labels": "direct", "mark": "bar", "encoding": {"y": \#(k), "x": {"aggregate": "sum", "field": "v"}}"#),
    HardForm(
      "bar-grouped",
      #""labels": "direct", "mark": "bar", "encoding": {"x": \#(k), "xOffset": \#(s), "color": \#(s), "y": {"aggregate": "mean", "field": "v"}}"#
    ),
    HardForm(
      "bar-stacked",
      #""labels": "direct", "mark": "bar", "encoding": {"y": \#(k), "color": \#(s), "x": {"aggregate": "sum", "field": "w"}}"#
    ),
    HardForm(
      "bar-normalized",
      #""mark": "bar", "encoding": {"y": \#(k), "color": \#(s), "x": {"aggregate": "sum", "field": "w", "stack": "normalize"}}"#
    ),
    HardForm(
      "bar-status",
      #""labels": "direct", "mark": "bar", "encoding": {"y": \#(k), "x": {"aggregate": "max", "field": "v"}, "status": {"field": "z"}}"#
    ),
    HardForm("line", #""labels": "direct", "mark": "line", "encoding": {"x": \#(t), "y": \#(v), "color": \#(s)}"#),
    HardForm(
      "line-value",
      #""labels": {"value": true}, "mark": {"type": "line", "point": true}, "encoding": {"x": \#(t), "y": \#(v), "color": \#(k)}"#
    ),
    HardForm("line-legend", #""mark": "line", "encoding": {"x": \#(t), "y": \#(v), "color": \#(k)}"#),
    HardForm(
      "line-status",
      #""labels": "direct", "mark": "line", "encoding": {"x": \#(t), "y": \#(v), "color": \#(s), "status": {"field": "z"}}"#
    ),
    HardForm(
      "area-stacked",
      #""mark": "area", "encoding": {"x": \#(t), "y": {"aggregate": "sum", "field": "w"}, "color": \#(s)}"#),
    HardForm("points", #""labels": {"field": "k"}, "mark": "point", "encoding": {"x": \#(w), "y": \#(v)}"#),
    HardForm(
      "bubbles",
      #""labels": {"field": "k", "priority": "w"}, "mark": "point", "encoding": {"x": \#(v), "y": \#(w), "size": \#(w), "color": \#(s)}"#
    ),
    HardForm(
      "heatmap",
      #""labels": "direct", "mark": "rect", "encoding": {"x": \#(t), "y": \#(k), "color": {"aggregate": "mean", "field": "v", "type": "quantitative"}}"#
    ),
    HardForm("pie", #""mark": "arc", "encoding": {"theta": {"aggregate": "sum", "field": "w"}, "color": \#(s)}"#),
    HardForm("boxplot", #""mark": "boxplot", "encoding": {"x": \#(s), "y": \#(v)}"#),
    HardForm("strip", #""mark": "tick", "encoding": {"x": \#(v), "y": \#(k)}"#),
    HardForm(
      "facets", #""mark": "bar", "encoding": {"column": \#(s), "y": \#(k), "x": {"aggregate": "sum", "field": "v"}}"#),
    HardForm("bullet", #""mark": {"type": "bullet"}, "encoding": {"y": \#(k), "x": \#(v), "x2": {"field": "w"}}"#),
    HardForm("waterfall", #""mark": "waterfall", "encoding": {"x": \#(k), "y": {"field": "v", "aggregate": "sum"}}"#),
    HardForm("slope", #""mark": "slope", "encoding": {"x": \#(t), "y": \#(v), "color": \#(s)}"#),
    HardForm("dumbbell", #""mark": "dumbbell", "encoding": {"y": \#(k), "x": \#(v), "color": \#(s)}"#),
    HardForm(
      "treemap",
      #""mark": "treemap", "encoding": {"size": {"field": "w", "aggregate": "sum"}, "detail": \#(k), "color": \#(s)}"#),
    HardForm(
      "tilegrid",
      #""mark": {"type": "tilegrid", "grid": "german-states"}, "encoding": {"key": {"field": "r"}, "color": {"field": "v", "aggregate": "sum"}}"#
    ),
    HardForm("sparkline", #""mark": "sparkline", "encoding": {"x": \#(t), "y": {"field": "v", "aggregate": "sum"}}"#),
    HardForm(
      "diverging",
      #""mark": "diverging", "encoding": {"y": \#(k), "x": {"field": "w", "aggregate": "sum"}, "color": {"field": "z", "scale": {"domain": ["plan", "provisional", "actual", "target"]}}}"#
    ),
    HardForm(
      "multiples",
      #""mark": {"type": "multiples", "of": "line", "columns": 2}, "encoding": {"x": \#(t), "y": \#(v), "color": \#(s)}"#
    ),
    HardForm(
      "ranked",
      #""mark": {"type": "ranked", "top": 6}, "encoding": {"y": \#(k), "x": {"field": "w", "aggregate": "sum"}}"#),
  ]
}

/// Rows that are hard to draw, the same for the same seed.
struct HardData {
  var table: DataTable
  var kind: String

  init(seed: Int) {
    let kinds = [
      "plain", "long names", "ties", "zero range", "one point", "all missing", "negative", "tiny and huge",
      "some missing",
      "many names",
    ]
    kind = kinds[seed % kinds.count]
    var random = SeededGenerator(seed: UInt64(seed))
    table = DataTable(fields: ["k", "s", "v", "w", "t", "z", "r"])
    let names = kind == "one point" ? 1 : kind == "many names" ? 40 : 2 + Int(random.unit() * 9)
    let series = kind == "one point" ? 1 : 1 + Int(random.unit() * 5)
    let years = kind == "one point" ? 1 : 2 + Int(random.unit() * 6)
    let words = [
      "Northern", "Upper", "Great", "Industrial", "River", "Province", "of", "Machinery", "and", "Semiconductors",
    ]
    func name(_ i: Int) -> String {
      guard kind == "long names" || kind == "tiny and huge" else { return "Name \(i + 1)" }
      var text = ""
      var j = i * 7
      while text.count < 40 {
        text += (text.isEmpty ? "" : " ") + words[j % words.count]
        j += 3
      }
      return "\(i) \(text.prefix(38))"
    }
    let statuses = ["actual", "target", "plan", "provisional", "nearly"]
    let regions = ["BY", "BW", "HE", "NW", "SN", "Berlin", "DE-HH", "DE-SH"]
    for i in 0..<names {
      for year in 0..<years {
        var value = (random.unit() * 1000).rounded() / 10
        switch kind {
        case "ties": value = Double(Int(random.unit() * 3)) * 10
        case "zero range": value = seed % 20 < 10 ? 0 : 42
        case "negative": value = (random.unit() - 0.6) * 200
        case "tiny and huge": value = pow(10, random.unit() * 21 - 9) * (random.unit() < 0.3 ? -1 : 1)
        default: break
        }
        let isMissing = kind == "all missing" || (kind == "some missing" && random.unit() < 0.3)
        let other = kind == "zero range" ? 7 : (random.unit() * 100).rounded()
        table.append([
          .string(name(i)), .string("Series \(i % series + 1)" + (kind == "long names" ? " " + name(i % series) : "")),
          isMissing ? .null : .number(value), kind == "all missing" ? .null : .number(other),
          .string("\(2015 + year)"), .string(statuses[Int(random.unit() * 5)]), .string(regions[i % regions.count]),
        ])
      }
    }
  }
}

/// A visible text of a frame where it is drawn.
struct PlacedText {
  var text: String
  var size: Double
  /// Corners in order.
  var corners: [Point]

  var bounds: Rect {
    let (xs, ys) = (corners.map(\.x), corners.map(\.y))
    let (left, top) = (xs.min() ?? 0, ys.min() ?? 0)
    return Rect(x: left, y: top, width: (xs.max() ?? 0) - left, height: (ys.max() ?? 0) - top)
  }

  static func all(in frame: Frame) -> [PlacedText] {
    var found: [PlacedText] = []
    let measurer = FixedWidthMeasurer()
    func walk(_ items: [FrameItem], _ offset: Point) {
      for item in items {
        switch item {
        case .group(let group) where group.opacity > 0:
          walk(group.items, Point(offset.x + group.transform.tx, offset.y + group.transform.ty))
        case .text(let run) where run.color.alpha > 0 && !run.text.isEmpty:
          let box = run.box(measurer.metrics(of: run.style))
          let turn = run.angle * Double.pi / 180
          let corners = [
            (box.minX, box.minY), (box.maxX, box.minY), (box.maxX, box.maxY), (box.minX, box.maxY),
          ].map { x, y -> Point in
            let (dx, dy) = (x - run.position.x, y - run.position.y)
            return Point(
              run.position.x + dx * cos(turn) - dy * sin(turn) + offset.x,
              run.position.y + dx * sin(turn) + dy * cos(turn) + offset.y)
          }
          found.append(PlacedText(text: run.text, size: run.style.size, corners: corners))
        default: break
        }
      }
    }
    walk(frame.items, .zero)
    return found
  }

  /// Whether the boxes share more than a point (separating axes of two rectangles).
  func overlaps(_ other: PlacedText) -> Bool {
    guard bounds.overlaps(other.bounds) else { return false }
    for shape in [corners, other.corners] {
      for i in 0..<2 {
        let (dx, dy) = (shape[i + 1].x - shape[i].x, shape[i + 1].y - shape[i].y)
        let length = max(1e-9, (dx * dx + dy * dy).squareRoot())
        func span(_ points: [Point]) -> (Double, Double) {
          let along = points.map { ($0.x * dx + $0.y * dy) / length }
          return (along.min() ?? 0, along.max() ?? 0)
        }
        let (a, b) = (span(corners), span(other.corners))
        if min(a.1, b.1) - max(a.0, b.0) < 1 { return false }
      }
    }
    return true
  }
}

@Suite struct DroppedLabelTests {
  @Test func whatFindsNoPlaceIsTold() throws {
    let rows = (0..<60).map { #"{"n": "point \#($0)", "x": \#($0 % 3), "y": \#($0 % 2)}"# }.joined(separator: ",")
    let chart = try ChartSpec(
      parseNotation(
        SourceText(
          name: "chart.json",
          text:
            #"{"data": {"values": [\#(rows)]}, "labels": {"field": "n"}, "mark": "point", "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}}}"#
        ))
    ).render(formContext(width: 240, height: 160))
    let shown = PlacedText.all(in: chart.frame).count { $0.text.hasPrefix("point") }
    let told = chart.diagnostics.first { $0.code == "chart.labels-dropped" }
    #expect(told?.headline.hasPrefix("\(60 - shown) labels find no place") == true)
    #expect(shown > 5)
  }
}
