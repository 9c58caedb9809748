internal import Cairo
internal import Diagnostics
internal import Frames

/// The raster images of a drawing, each decoded once however often it is drawn.
final class DecodedImages {
  /// A decoded image.
  final class Decoded {
    let raster: Raster
    init(png: [UInt8]) throws(CairoFailure) { raster = try Raster(png: png) }
  }

  private var decoded: [[UInt8]: Decoded] = [:]

  /// Decodes what is in the items; what cannot be read is returned.
  func add(_ items: [FrameItem]) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    for item in items {
      switch item {
      case .group(let group): problems += add(group.items)
      case .image(let image) where decoded[image.png] == nil:
        do {
          decoded[image.png] = try Decoded(png: image.png)
        } catch {
          problems.append(badImage(image.label, error))
        }
      default: break
      }
    }
    return problems
  }

  subscript(_ image: Image) -> Decoded? { decoded[image.png] }
}
