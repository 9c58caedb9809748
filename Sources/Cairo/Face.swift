internal import CPangoCairo

/// A font at a size as Cairo wants it, keeping the Pango font it came from alive.
@safe final class Face {
  private let font: UnsafeMutablePointer<PangoFont>
  let face: OpaquePointer?
  var matrix = cairo_matrix_t()

  init?(_ font: UnsafeMutablePointer<PangoFont>) {
    guard let scaled = unsafe pango_cairo_font_get_scaled_font(OpaquePointer(font)) else { return nil }
    unsafe g_object_ref(font)
    unsafe self.font = unsafe font
    unsafe face = unsafe cairo_scaled_font_get_font_face(scaled)
    unsafe cairo_scaled_font_get_font_matrix(scaled, &matrix)
  }

  deinit {
    LibraryLock.lock()
    defer { LibraryLock.unlock() }
    unsafe g_object_unref(font)
  }
}

/// No hinting of outlines or advances: text is as wide on paper as on a screen of any resolution.
func withFontOptions(_ body: (OpaquePointer?) -> Void) {
  let options = unsafe cairo_font_options_create()
  unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
  unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
  unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
  unsafe body(options)
  unsafe cairo_font_options_destroy(options)
}
