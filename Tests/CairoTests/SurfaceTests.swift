import Cairo
import Geometry
import Testing

@Suite struct SurfaceTests {
  @Test func pdfHasAsManyPagesAsDrawn() throws {
    func draw() throws -> [UInt8] {
      let surface = try PDFSurface()
      for i in 1...3 {
        try surface.page(size: Size(Double(100 * i), 50)) { canvas in
          canvas.rectangle(Rect(x: 1, y: 1, width: 20, height: 10), cornerRadius: 2)
          canvas.fill(.color(0, 0.5, 1, 1))
        }
      }
      return try surface.finish()
    }
    let text = String(decoding: try draw(), as: UTF8.self)
    #expect(text.hasPrefix("%PDF-1.5"))
    #expect(text.contains("/Count 3"))
    #expect(text.contains("300 50 ]"))
  }

  @Test func pixelsComeBackFromPNG() throws {
    let raster = try Raster(width: 3, height: 2)
    try raster.draw { $0.paint(.color(1, 0, 0, 1)) }
    let png = try raster.png()
    let again = try Raster(png: png)
    #expect(again.width == 3)
    #expect(again.height == 2)
    let copy = try Raster(width: 3, height: 2)
    try copy.draw { $0.draw(again, in: Rect(x: 0, y: 0, width: 3, height: 2)) }
    #expect(try copy.png() == png)
  }

  @Test func failuresAreThrown() {
    #expect(throws: CairoFailure.self) { _ = try Raster(png: []) }
    #expect(throws: CairoFailure.self) { _ = try Raster(png: Array("no picture at all".utf8)) }
    #expect(throws: CairoFailure.self) { _ = try Raster(width: 100_000, height: 1) }
  }

  @Test func groupsEndWithTheirClosure() throws {
    func picture(_ body: (borrowing Canvas) -> Void) throws -> [UInt8] {
      let raster = try Raster(width: 8, height: 8)
      try raster.draw(body)
      return try raster.png()
    }
    let box = Rect(x: 0, y: 0, width: 2, height: 2)
    let plain = try picture { canvas in
      canvas.rectangle(Rect(x: 4, y: 4, width: 2, height: 2), cornerRadius: 0)
      canvas.fill(.color(0, 0, 0, 1))
    }
    let grouped = try picture { canvas in
      canvas.group(transform: .translation(4, 4), clip: box, opacity: 0.9999) { $0.paint(.color(0, 0, 0, 1)) }
    }
    let scaled = try picture { canvas in
      canvas.group(transform: .scale(2, 2), clip: nil, opacity: 1) { inner in
        inner.group(transform: .scale(0, 1), clip: nil, opacity: 1) { $0.paint(.color(1, 1, 1, 1)) }
        inner.rectangle(Rect(x: 2, y: 2, width: 1, height: 1), cornerRadius: 0)
        inner.fill(.color(0, 0, 0, 1))
      }
    }
    #expect(grouped == plain)
    #expect(scaled == plain)
  }
}
