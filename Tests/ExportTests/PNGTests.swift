import Diagnostics
import Export
import Foundation
import Frames
import Geometry
import Testing

@Suite(.enabled(if: Samples.fontsAreInstalled, "Inter, Noto Serif and Noto Sans CJK are needed"))
struct PNGTests {
  @Test func hasTheSizeAskedForAndOpensAgain() throws {
    let engine = try TextEngine(fonts: Samples.fonts)
    let png = try exportPNG(Samples.document().pages[0], scale: 2, background: .white, engine: engine)
    #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(Array(png[16..<24]) == [0, 0, 3, 0x20, 0, 0, 2, 0x58])
    let image = Image(rect: Rect(x: 0, y: 0, width: 40, height: 30), png: png, label: "page")
    let again = Frame(size: Size(40, 30), items: [.image(image), .image(image)])
    _ = try exportPDF(again, title: "t", description: "", language: "en", engine: engine)
    #expect(try exportPNG(Samples.document().pages[0], scale: 2, background: .white, engine: engine) == png)
    if let folder = ProcessInfo.processInfo.environment["KEEP_PICTURES"] {
      try Data(png).write(to: URL(fileURLWithPath: folder).appendingPathComponent("page.png"))
      let chart = try exportPNG(Samples.bars(12), scale: 2, background: .white, engine: engine)
      try Data(chart).write(to: URL(fileURLWithPath: folder).appendingPathComponent("bars.png"))
      let pdf = try exportPDF(Samples.document(), engine: engine)
      try Data(pdf).write(to: URL(fileURLWithPath: folder).appendingPathComponent("page.pdf"))
      let svg = exportSVG(Samples.bars(12), options: SVGOptions(title: "t", description: "d", background: .white))
      try Data(svg).write(to: URL(fileURLWithPath: folder).appendingPathComponent("bars.svg"))
    }
  }

  @Test(arguments: [0, -1, 1e9, .nan]) func impossibleSizesAreErrors(_ scale: Double) throws {
    let engine = try TextEngine(fonts: Samples.fonts)
    let error = #expect(throws: DiagnosticError.self) {
      try exportPNG(Samples.bars(2), scale: scale, background: nil, engine: engine)
    }
    #expect(error?.diagnostics.map(\.code) == ["export.bad-size"])
  }
}
