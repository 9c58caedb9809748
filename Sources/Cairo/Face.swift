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

  /// Family, style and weight without the size.
  var name: String {
    LibraryLock.lock()
    defer { LibraryLock.unlock() }
    guard let description = unsafe pango_font_describe(font) else { return "" }
    defer { unsafe pango_font_description_free(description) }
    unsafe pango_font_description_unset_fields(description, PANGO_FONT_MASK_SIZE)
    guard let text = unsafe pango_font_description_to_string(description) else { return "" }
    defer { unsafe g_free(text) }
    return unsafe String(cString: text)
  }

  /// The tables of the font; valid as long as this.
  var harfBuzzFace: OpaquePointer? {
    guard let scaled = unsafe pango_font_get_hb_font(font) else { return nil }
    return unsafe hb_font_get_face(scaled)
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
