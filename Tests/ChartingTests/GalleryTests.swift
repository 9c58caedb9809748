import Diagnostics
import Foundation
import Frames
import Notation
import TestSupport
import Testing

@testable import Charting

/// Every example of the gallery is drawn as it was, without a word of complaint.
@Suite struct GalleryTests {
  static var folder: String { Checkout.root + "/Documentation/Gallery" }
  static var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".yaml") }.sorted()
  }

  @Test func thereAreExamples() { #expect(Self.names.count >= 15) }

  @Test(arguments: GalleryTests.names) func golden(_ name: String) throws {
    let text = try String(contentsOfFile: Self.folder + "/" + name, encoding: .utf8)
    let spec = try ChartSpec(try parseNotation(SourceText(name: name, text: text)))
    let chart = try spec.render(ChartContext(measurer: FixedWidthMeasurer()))
    #expect(chart.diagnostics.isEmpty)
    expectGolden(chart.frame.dump(), "gallery-\(name.dropLast(5)).txt")
    let again = try ChartSpec(try parseNotation(SourceText(name: name, text: spec.json)))
    #expect(again == spec)
  }
}
