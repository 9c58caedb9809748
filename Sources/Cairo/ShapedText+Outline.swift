internal import CPangoCairo
package import Geometry

extension ShapedText {
  /// One step of an outline, in points from the start of the baseline.
  package enum OutlineElement: Hashable {
    case move(Point)
    case line(Point)
    case curve(Point, Point, Point)
    case close
  }

  /// The outlines of all glyphs.
  package func outline(spacing: TextSpacing = .none) -> [OutlineElement] {
    LibraryLock.lock()
    defer { LibraryLock.unlock() }
    // A surface without bounds: Cairo leaves out glyphs far outside of any other.
    guard let surface = unsafe cairo_recording_surface_create(CAIRO_CONTENT_ALPHA, nil) else { return [] }
    defer { unsafe cairo_surface_destroy(surface) }
    guard let context = unsafe cairo_create(surface) else { return [] }
    defer { unsafe cairo_destroy(context) }
    unsafe withFontOptions { options in unsafe cairo_set_font_options(context, options) }
    unsafe trace(on: context, spacing: spacing)
    guard let path = unsafe cairo_copy_path(context) else { return [] }
    defer { unsafe cairo_path_destroy(path) }
    var elements: [OutlineElement] = []
    var i = 0
    let count = unsafe Int(path.pointee.num_data)
    func point(_ offset: Int) -> Point {
      let place = unsafe path.pointee.data[i + offset].point
      return Point(place.x, place.y)
    }
    while i < count {
      let header = unsafe path.pointee.data[i].header
      switch header.type {
      case CAIRO_PATH_MOVE_TO: elements.append(.move(point(1)))
      case CAIRO_PATH_LINE_TO: elements.append(.line(point(1)))
      case CAIRO_PATH_CURVE_TO: elements.append(.curve(point(1), point(2), point(3)))
      default: elements.append(.close)
      }
      i += max(1, Int(header.length))
    }
    // Cairo starts anew after each closed line, at the very end in vain.
    while case .move? = elements.last { elements.removeLast() }
    return elements
  }
}
