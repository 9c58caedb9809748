internal import CPangoCairo
package import Geometry

/// What a surface is drawn on with. It exists only inside the closure that a surface hands it to, and is not Sendable:
/// Cairo contexts are not thread-safe.
@safe package struct Canvas: ~Copyable {
  let context: OpaquePointer

  init(_ context: OpaquePointer) {
    unsafe self.context = unsafe context
    // As in SVG, so that both come out alike.
    unsafe cairo_set_miter_limit(context, 4)
    unsafe withFontOptions { options in unsafe cairo_set_font_options(context, options) }
  }

  /// What covers an area.
  package enum Source {
    /// Red, green, blue and opacity, each 0…1.
    case color(Double, Double, Double, Double)
    /// From one point to another; each stop is an offset and a colour as above.
    case linearGradient(Point, Point, [(Double, Double, Double, Double, Double)])
  }

  /// How lines end.
  package enum Cap { case butt, round, square }
  /// How lines meet.
  package enum Join { case miter, round, bevel }

  /// Draws with a transform, a clip and an opacity that end with the closure. A transform that squeezes everything to
  /// nothing draws nothing.
  package func group(
    transform: Transform, clip: Rect?, opacity: Double, _ draw: (borrowing Canvas) -> Void
  ) {
    let determinant = transform.a * transform.d - transform.b * transform.c
    guard determinant.isFinite, determinant != 0, transform.tx.isFinite, transform.ty.isFinite, opacity > 0
    else { return }
    unsafe cairo_save(context)
    if transform.isTranslation {
      unsafe cairo_translate(context, transform.tx, transform.ty)
    } else {
      var matrix = cairo_matrix_t(
        xx: transform.a, yx: transform.b, xy: transform.c, yy: transform.d, x0: transform.tx, y0: transform.ty)
      unsafe cairo_transform(context, &matrix)
    }
    if let clip {
      unsafe cairo_rectangle(context, clip.minX, clip.minY, clip.maxX - clip.minX, clip.maxY - clip.minY)
      unsafe cairo_clip(context)
    }
    if opacity < 1 { unsafe cairo_push_group(context) }
    draw(self)
    if opacity < 1 {
      unsafe cairo_pop_group_to_source(context)
      unsafe cairo_paint_with_alpha(context, opacity)
    }
    unsafe cairo_restore(context)
  }

  /// Fills the current path and keeps it.
  package func fill(_ source: Source) {
    set(source)
    unsafe cairo_fill_preserve(context)
  }

  /// Strokes the current path and keeps it. Dashes that Cairo would refuse give a solid line.
  package func stroke(
    _ source: Source, width: Double, dash: [Double], dashOffset: Double, cap: Cap, join: Join
  ) {
    guard width > 0 else { return }
    set(source)
    unsafe cairo_set_line_width(context, width)
    let usable = dash.allSatisfy { $0 >= 0 && $0.isFinite } && dash.contains { $0 > 0 }
    unsafe cairo_set_dash(context, dash, usable ? Int32(clamping: dash.count) : 0, dashOffset)
    unsafe cairo_set_line_cap(
      context, cap == .butt ? CAIRO_LINE_CAP_BUTT : cap == .round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_SQUARE)
    unsafe cairo_set_line_join(
      context, join == .miter ? CAIRO_LINE_JOIN_MITER : join == .round ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_BEVEL)
    unsafe cairo_stroke_preserve(context)
  }

  /// Starts a stretch of content with a mark of its own, or one that is decoration. Stretches do not nest, and none
  /// starts or ends inside a group with an opacity.
  package func beginMark(decoration: Bool) {
    unsafe cairo_tag_begin(context, decoration ? "NonStruct" : "Span", nil)
  }

  /// Ends the stretch.
  package func endMark(decoration: Bool) { unsafe cairo_tag_end(context, decoration ? "NonStruct" : "Span") }

  /// Fills everything inside the clip.
  package func paint(_ source: Source) {
    set(source)
    unsafe cairo_paint(context)
  }

  /// Draws the image stretched over the rectangle.
  package func draw(_ image: borrowing Raster, in rect: Rect) {
    guard image.width > 0, image.height > 0, rect.width > 0, rect.height > 0 else { return }
    unsafe cairo_save(context)
    unsafe cairo_translate(context, rect.x, rect.y)
    unsafe cairo_scale(context, rect.width / Double(image.width), rect.height / Double(image.height))
    unsafe cairo_set_source_surface(context, image.surface, 0, 0)
    unsafe cairo_rectangle(context, 0, 0, Double(image.width), Double(image.height))
    unsafe cairo_fill(context)
    unsafe cairo_restore(context)
  }

  func set(_ source: Source) {
    switch source {
    case .color(let r, let g, let b, let a):
      if a == 1 {
        unsafe cairo_set_source_rgb(context, r, g, b)
      } else {
        unsafe cairo_set_source_rgba(context, r, g, b, a)
      }
    case .linearGradient(let start, let end, let stops):
      let pattern = unsafe cairo_pattern_create_linear(start.x, start.y, end.x, end.y)
      for stop in stops {
        unsafe cairo_pattern_add_color_stop_rgba(pattern, stop.0, stop.1, stop.2, stop.3, stop.4)
      }
      unsafe cairo_set_source(context, pattern)
      unsafe cairo_pattern_destroy(pattern)
    }
  }
}
