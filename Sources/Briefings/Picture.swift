import Frames
import Geometry

/// A picture read from a file: PNG, JPEG or plain SVG.
struct Picture {
  /// In points at its own size; a pixel is that of CSS, three quarters of a point.
  let size: Size
  private let content: Content

  private enum Content {
    case raster([UInt8])
    case drawing([FrameItem])
  }

  /// Why a file is no picture that can be printed.
  struct Failure: Error {
    /// In a text file.
    var line: Int?
    var reason: String
  }

  /// - Throws: what is neither PNG, JPEG nor SVG, and what of an SVG cannot be drawn.
  init(_ bytes: [UInt8], path: String) throws(Failure) {
    if let file = RasterFile(bytes) {
      guard file.components != 4 else { throw Failure(reason: "its colours are those of print (CMYK)") }
      size = Size(0.75 * Double(file.width), 0.75 * Double(file.height))
      content = .raster(bytes)
      return
    }
    guard path.lowercased().hasSuffix(".svg") else { throw Failure(reason: "it is neither PNG, JPEG nor SVG") }
    do throws(VectorPicture.Failure) {
      let drawing = try VectorPicture(bytes)
      size = drawing.size
      content = .drawing(drawing.items)
    } catch {
      throw Failure(line: error.line, reason: error.reason)
    }
  }

  /// The picture so many times its own size.
  /// - Parameter label: what it shows.
  func frame(scale: Double, label: String) -> Frame {
    let size = Size(size.width * scale, size.height * scale)
    switch content {
    case .raster(let bytes):
      let rect = Rect(x: 0, y: 0, width: size.width, height: size.height)
      return Frame(size: size, items: [.image(Image(rect: rect, bytes: bytes, label: label))])
    case .drawing(let items):
      return Frame(size: size, items: [.group(Group(transform: .scale(scale, scale), items: items))])
    }
  }
}
