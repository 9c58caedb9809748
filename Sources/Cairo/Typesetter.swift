internal import CPangoCairo

/// A font as asked for.
package struct FontRequest: Hashable {
  package var family: String
  /// In points.
  package var size: Double
  /// 100…900.
  package var weight: Int
  package var italic: Bool
  package var tabularFigures: Bool

  package init(family: String, size: Double, weight: Int, italic: Bool, tabularFigures: Bool) {
    self.family = family
    self.size = size
    self.weight = weight
    self.italic = italic
    self.tabularFigures = tabularFigures
  }

  /// Whether text can have this size; font libraries count in 26.6 bit numbers.
  var isUsable: Bool { size > 0.01 && size < 10_000 }
}

/// Vertical measures of a font, positive, in points.
package struct FontExtents: Hashable {
  package var ascent: Double
  package var descent: Double
  package var capHeight: Double
  package var xHeight: Double
}

/// Turns text into positioned glyphs with fonts from given files only; the fonts of the machine are never looked at.
///
/// A text that its family cannot set alone is set again with all families at hand but those apart, serif ones first for a serif family
/// and others first for others, else in their order, and a family that
/// is not at hand is replaced by the first one: so the outcome depends on the text, never on what was set before.
/// Not Sendable: font maps and contexts belong to one thread.
@safe package final class Typesetter {
  /// The families that have files.
  private let families: [String]
  /// Those of them that set only what asks for them.
  private let apart: Set<String>
  private var files: FontFiles
  private let fontMap: UnsafeMutablePointer<PangoFontMap>
  private let context: OpaquePointer
  /// Faces in use, by the address of the Pango font they came from, which they keep alive.
  private var faces: [UnsafeMutablePointer<PangoFont>: Face] = unsafe [:]

  package init(families: [(name: String, files: [String])], apart: Set<String> = []) throws(CairoFailure) {
    LibraryLock.lock()
    defer { LibraryLock.unlock() }
    let files = try FontFiles(families)
    guard
      let fontMap = unsafe pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT),
      let context = unsafe pango_font_map_create_context(fontMap)
    else { throw CairoFailure("no font map") }
    unsafe briefing_font_map_set_config(fontMap, files.config)
    self.families = families.filter { !$0.files.isEmpty }.map(\.name)
    self.apart = apart
    self.files = files
    unsafe self.fontMap = unsafe fontMap
    unsafe self.context = unsafe context
    // One point is one unit, and advances are those of the font, not of a pixel grid.
    unsafe pango_cairo_font_map_set_resolution(OpaquePointer(fontMap), 72)
    unsafe pango_cairo_context_set_resolution(context, 72)
    unsafe pango_context_set_round_glyph_positions(context, 0)
    unsafe withFontOptions { options in unsafe pango_cairo_context_set_font_options(context, options) }
    unsafe pango_context_set_language(context, pango_language_from_string("en"))
  }

  deinit {
    LibraryLock.lock()
    defer { LibraryLock.unlock() }
    unsafe g_object_unref(UnsafeMutableRawPointer(context))
    unsafe g_object_unref(fontMap)
  }

  /// Sets one line of text. Control characters count as spaces; a soft hyphen at the end is drawn; nothing is set in a
  /// size that is none.
  package func shape(_ text: String, _ request: FontRequest) -> ShapedText {
    LibraryLock.lock()
    defer { LibraryLock.unlock() }
    guard request.isUsable else { return ShapedText() }
    var text = text
    if text.unicodeScalars.contains(where: isControl) {
      text = String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? " " : $0 }))
    }
    guard text.unicodeScalars.last == "\u{AD}" else { return shapeInFamilies(text, request) }
    text.unicodeScalars.removeLast()
    let shaped = shapeInFamilies(text + "-", request)
    shaped.softenHyphen()
    return shaped
  }

  /// Sets a text in its family, or where that cannot, in all.
  private func shapeInFamilies(_ text: String, _ request: FontRequest) -> ShapedText {
    let family = availableFamily(request.family)
    load(family)
    let alone = shape(text, request, families: family, fallback: false)
    let standIns = families.filter { $0 != family && !apart.contains($0) }
    guard !alone.unknown.isEmpty, !standIns.isEmpty else { return alone }
    for family in standIns { load(family) }
    // Serif characters stand in for serif ones, and others for others.
    let isSerif = family.contains("Serif")
    let others =
      standIns.filter { $0.contains("Serif") == isSerif } + standIns.filter { $0.contains("Serif") != isSerif }
    return shape(text, request, families: ([family] + others).joined(separator: ","), fallback: true)
  }

  /// The family that text in this font is really set in; empty if there is none at all.
  package func family(for request: FontRequest) -> String {
    unsafe withFont(request) { font in
      guard let font = unsafe font, let description = unsafe pango_font_describe(font) else { return "" }
      defer { unsafe pango_font_description_free(description) }
      return unsafe pango_font_description_get_family(description).map { unsafe String(cString: $0) } ?? ""
    }
  }

  /// The vertical measures of a font; zero if there is no font at all.
  package func extents(of request: FontRequest) -> FontExtents {
    guard request.isUsable else { return FontExtents(ascent: 0, descent: 0, capHeight: 0, xHeight: 0) }
    return unsafe withFont(request) { font in
      var extents = FontExtents(ascent: 0, descent: 0, capHeight: 0, xHeight: 0)
      guard let font = unsafe font, let shaper = unsafe pango_font_get_hb_font(font) else { return extents }
      let unit = Double(PANGO_SCALE)
      var line = hb_font_extents_t()
      if unsafe hb_font_get_h_extents(shaper, &line) != 0 {
        extents.ascent = Double(line.ascender) / unit
        extents.descent = Double(-line.descender) / unit
      }
      var height: hb_position_t = 0
      extents.capHeight =
        unsafe hb_ot_metrics_get_position(shaper, HB_OT_METRICS_TAG_CAP_HEIGHT, &height) != 0
        ? Double(height) / unit : 0.7 * request.size
      extents.xHeight =
        unsafe hb_ot_metrics_get_position(shaper, HB_OT_METRICS_TAG_X_HEIGHT, &height) != 0
        ? Double(height) / unit : 0.5 * request.size
      return extents
    }
  }

  /// The family, or the first of all if it is not at hand.
  private func availableFamily(_ family: String) -> String {
    families.contains(family) ? family : families.first ?? family
  }

  private func load(_ family: String) {
    if files.load(family) { unsafe briefing_font_map_config_changed(fontMap) }
  }

  private func withFont<R>(_ request: FontRequest, _ body: (UnsafeMutablePointer<PangoFont>?) -> R) -> R {
    LibraryLock.lock()
    defer { LibraryLock.unlock() }
    let family = availableFamily(request.family)
    load(family)
    var request = request
    if !request.isUsable { request.size = 10 }
    let description = unsafe makeDescription(request, families: family)
    defer { unsafe pango_font_description_free(description) }
    let font = unsafe pango_font_map_load_font(fontMap, context, description)
    defer { if let font = unsafe font { unsafe g_object_unref(font) } }
    return unsafe body(font)
  }

  private func makeDescription(_ request: FontRequest, families: String) -> OpaquePointer? {
    let description = unsafe pango_font_description_new()
    unsafe pango_font_description_set_family(description, families)
    unsafe pango_font_description_set_absolute_size(description, request.size * Double(PANGO_SCALE))
    unsafe pango_font_description_set_weight(description, PangoWeight(rawValue: UInt32(clamping: request.weight)))
    unsafe pango_font_description_set_style(description, request.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL)
    return unsafe description
  }

  private func shape(_ text: String, _ request: FontRequest, families: String, fallback: Bool) -> ShapedText {
    var text = text
    let description = unsafe makeDescription(request, families: families)
    defer { unsafe pango_font_description_free(description) }
    let attributes = unsafe pango_attr_list_new()
    defer { unsafe pango_attr_list_unref(attributes) }
    unsafe pango_attr_list_insert(attributes, pango_attr_font_desc_new(description))
    unsafe pango_attr_list_insert(attributes, pango_attr_fallback_new(fallback ? 1 : 0))
    if request.tabularFigures { unsafe pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum")) }
    let shaped = ShapedText()
    // The steps of a layout without those that look for places to break the line.
    text.withUTF8 { bytes in
      guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
      unsafe start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { characters in
        let count = Int32(clamping: bytes.count)
        // Lines run from left to right as a whole, as they do in SVG.
        let logical = unsafe pango_itemize_with_base_dir(
          context, PANGO_DIRECTION_LTR, characters, 0, count, attributes, nil)
        defer { unsafe g_list_free(logical) }
        let visual = unsafe pango_reorder_items(logical)
        defer { unsafe g_list_free(visual) }
        guard let glyphs = unsafe pango_glyph_string_new() else { return }
        defer { unsafe pango_glyph_string_free(glyphs) }
        var next = unsafe visual
        while let node = unsafe next {
          if let data = unsafe node.pointee.data {
            let item = unsafe data.assumingMemoryBound(to: PangoItem.self)
            unsafe pango_shape_item(item, characters, count, nil, glyphs, PANGO_SHAPE_NONE)
            var run = unsafe PangoGlyphItem()
            unsafe run.item = unsafe item
            unsafe run.glyphs = unsafe glyphs
            unsafe shaped.append(&run, of: characters, face: face(of: item.pointee.analysis.font))
            unsafe pango_item_free(item)
          }
          unsafe next = unsafe node.pointee.next
        }
      }
    }
    return shaped
  }

  private func face(of font: UnsafeMutablePointer<PangoFont>?) -> Face? {
    guard let font = unsafe font else { return nil }
    if let known = unsafe faces[font] { return known }
    let face = unsafe Face(font)
    // Texts keep the faces they need themselves.
    if unsafe faces.count >= 512 { unsafe faces.removeAll() }
    unsafe faces[font] = face
    return face
  }
}

/// Whether a line of text cannot hold the character: controls and the separators of lines and paragraphs.
private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
}
