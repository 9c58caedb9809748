internal import Cairo
internal import Diagnostics
internal import Frames

/// The raster images of a drawing, each decoded once however often it is drawn.
final class DecodedImages {
  /// A decoded image.
  final class Decoded {
    let raster: Raster
    init(_ image: Image) throws(CairoFailure) {
      if let file = RasterFile(image.bytes), file.format == .jpeg {
        raster = try Raster(jpeg: image.bytes, width: file.width, height: file.height)
      } else {
        raster = try Raster(png: image.bytes)
      }
    }
  }

  private var decoded: [[UInt8]: Decoded] = [:]

  /// Decodes what is in the items; what cannot be read is returned.
  /// - Parameter decodes: whether pixels are needed, which JPEG files do not give.
  func add(_ items: [FrameItem], decodes: Bool = false) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    for item in items {
      switch item {
      case .group(let group): problems += add(group.items, decodes: decodes)
      case .image(let image) where decoded[image.bytes] == nil:
        if decodes, RasterFile(image.bytes)?.format == .jpeg {
          problems.append(jpegWithoutPixels(image.label))
          continue
        }
        do {
          decoded[image.bytes] = try Decoded(image)
        } catch {
          problems.append(badImage(image.label, error))
        }
      default: break
      }
    }
    return problems
  }

  subscript(_ image: Image) -> Decoded? { decoded[image.bytes] }
}
