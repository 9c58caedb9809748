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
    let image = Image(rect: Rect(x: 0, y: 0, width: 40, height: 30), bytes: png, label: "page")
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

  /// Three pixels by two, grey.
  static let jpeg = Array(
    Data(
      base64Encoded:
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqm"
        + "x5moq6T/wAALCAACAAMBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z")
      ?? Data())

  @Test func photographsArePutIntoFilesAsTheyAre() throws {
    #expect(RasterFile(Self.jpeg)?.width == 3 && RasterFile(Self.jpeg)?.height == 2)
    let image = Image(rect: Rect(x: 5, y: 5, width: 30, height: 20), bytes: Self.jpeg, label: "grey")
    let frame = Frame(size: Size(40, 30), items: [.image(image)])
    let engine = try TextEngine(fonts: Samples.fonts)
    let pdf = try exportPDF(frame, title: "t", description: "d", language: "en", engine: engine)
    #expect(pdf.firstRange(of: Self.jpeg) != nil)
    let svg = exportSVG(frame, options: SVGOptions(title: "t", description: "d"))
    #expect(String(decoding: svg, as: UTF8.self).contains("data:image/jpeg;base64,/9j/4AAQ"))
    let error = #expect(throws: DiagnosticError.self) {
      try exportPNG(frame, scale: 1, background: nil, engine: engine)
    }
    #expect(error?.diagnostics.map(\.code) == ["export.bad-image"])
  }

  @Test(arguments: 1...158) func partsOfPhotographsAreNone(length: Int) {
    let file = RasterFile(Array(Self.jpeg.prefix(length)))
    #expect(file == nil || file?.width == 3)
  }

  @Test(arguments: [0, -1, 1e9, .nan]) func impossibleSizesAreErrors(_ scale: Double) throws {
    let engine = try TextEngine(fonts: Samples.fonts)
    let error = #expect(throws: DiagnosticError.self) {
      try exportPNG(Samples.bars(2), scale: scale, background: nil, engine: engine)
    }
    #expect(error?.diagnostics.map(\.code) == ["export.bad-size"])
  }
}
