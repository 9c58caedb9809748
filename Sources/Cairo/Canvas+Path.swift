internal import CPangoCairo
package import Geometry

extension Canvas {
  /// Forgets the current path.
  package func newPath() { unsafe cairo_new_path(context) }

  /// Starts a line.
  package func move(to p: Point) { unsafe cairo_move_to(context, p.x, p.y) }

  /// Goes on straight.
  package func line(to p: Point) { unsafe cairo_line_to(context, p.x, p.y) }

  /// Goes on along a cubic curve.
  package func curve(_ a: Point, _ b: Point, to p: Point) {
    unsafe cairo_curve_to(context, a.x, a.y, b.x, b.y, p.x, p.y)
  }

  /// Back to the start of the line.
  package func close() { unsafe cairo_close_path(context) }

  /// A rectangle, with corners rounded as far as there is room.
  package func rectangle(_ rect: Rect, cornerRadius: Double) {
    let radius = min(cornerRadius, (rect.maxX - rect.minX) / 2, (rect.maxY - rect.minY) / 2)
    guard radius > 0 else {
      unsafe cairo_rectangle(context, rect.minX, rect.minY, rect.maxX - rect.minX, rect.maxY - rect.minY)
      return
    }
    let (left, right, top, bottom) = (rect.minX, rect.maxX, rect.minY, rect.maxY)
    // Distance of the control points from the corner when a cubic curve stands for a quarter circle.
    let k = radius * (1 - 0.5522847498307936)
    move(to: Point(left + radius, top))
    line(to: Point(right - radius, top))
    curve(Point(right - k, top), Point(right, top + k), to: Point(right, top + radius))
    line(to: Point(right, bottom - radius))
    curve(Point(right, bottom - k), Point(right - k, bottom), to: Point(right - radius, bottom))
    line(to: Point(left + radius, bottom))
    curve(Point(left + k, bottom), Point(left, bottom - k), to: Point(left, bottom - radius))
    line(to: Point(left, top + radius))
    curve(Point(left, top + k), Point(left + k, top), to: Point(left + radius, top))
    close()
  }

  /// A whole ellipse.
  package func ellipse(center c: Point, radii: Size) {
    let (rx, ry) = (radii.width, radii.height)
    let (kx, ky) = (rx * 0.5522847498307936, ry * 0.5522847498307936)
    move(to: Point(c.x + rx, c.y))
    curve(Point(c.x + rx, c.y + ky), Point(c.x + kx, c.y + ry), to: Point(c.x, c.y + ry))
    curve(Point(c.x - kx, c.y + ry), Point(c.x - rx, c.y + ky), to: Point(c.x - rx, c.y))
    curve(Point(c.x - rx, c.y - ky), Point(c.x - kx, c.y - ry), to: Point(c.x, c.y - ry))
    curve(Point(c.x + kx, c.y - ry), Point(c.x + rx, c.y - ky), to: Point(c.x + rx, c.y))
    close()
  }
}
