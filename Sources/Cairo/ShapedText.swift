internal import CPangoCairo
package import Geometry

/// One line of text as positioned glyphs, ready to be drawn any number of times.
@safe package final class ShapedText {
  /// The advance in points.
  package private(set) var width = 0.0
  /// The characters no font at hand has.
  package private(set) var unknown: [Unicode.Scalar] = []

  private struct Run {
    var face: Face
    var glyphs: Range<Int>
    var clusters: Range<Int>
    var bytes: Range<Int>
    var backward: Bool
  }

  private var runs: [Run] = []
  private var glyphs: [cairo_glyph_t] = []
  private var clusters: [cairo_text_cluster_t] = []
  private var utf8: [CChar] = []

  init() {}

  /// Adds what Pango made of one item of `text`.
  func append(_ item: UnsafeMutablePointer<PangoGlyphItem>, of text: UnsafePointer<CChar>?, face: Face?) {
    guard let face, let text = unsafe text, let string = unsafe item.pointee.glyphs else { return }
    let unit = Double(PANGO_SCALE)
    let count = unsafe Int(string.pointee.num_glyphs)
    let backward = unsafe item.pointee.item.pointee.analysis.level & 1 == 1
    let firstGlyph = glyphs.count
    let firstCluster = clusters.count
    let firstByte = utf8.count
    // How many glyphs before each are drawn: some stand for nothing visible.
    var drawn = [0]
    drawn.reserveCapacity(count + 1)
    for i in 0..<count {
      let info = unsafe string.pointee.glyphs[i]
      let glyph = info.glyph
      if glyph & PangoGlyph(PANGO_GLYPH_UNKNOWN_FLAG) != 0 {
        if let scalar = Unicode.Scalar(glyph & 0x1F_FFFF), !unknown.contains(scalar) { unknown.append(scalar) }
      } else if glyph != PangoGlyph(PANGO_GLYPH_EMPTY) {
        glyphs.append(
          cairo_glyph_t(
            index: UInt(glyph), x: width + Double(info.geometry.x_offset) / unit,
            y: Double(info.geometry.y_offset) / unit))
      }
      width += Double(info.geometry.width) / unit
      drawn.append(glyphs.count - firstGlyph)
    }
    var walk = unsafe PangoGlyphItemIter()
    var more = unsafe pango_glyph_item_iter_init_start(&walk, item, text)
    while more != 0 {
      let from = unsafe Int(walk.start_glyph)
      let to = unsafe Int(walk.end_glyph)
      let number = backward ? drawn[from + 1] - drawn[to + 1] : drawn[to] - drawn[from]
      let bytes = unsafe walk.end_index - walk.start_index
      clusters.append(cairo_text_cluster_t(num_bytes: bytes, num_glyphs: Int32(clamping: number)))
      more = unsafe pango_glyph_item_iter_next_cluster(&walk)
    }
    let offset = unsafe Int(item.pointee.item.pointee.offset)
    let length = unsafe Int(item.pointee.item.pointee.length)
    unsafe utf8.append(contentsOf: UnsafeBufferPointer(start: text + offset, count: length))
    runs.append(
      Run(
        face: face, glyphs: firstGlyph..<glyphs.count, clusters: firstCluster..<clusters.count,
        bytes: firstByte..<utf8.count, backward: backward))
  }

  /// Draws the text with its start on the point, in the current source.
  func show(on context: OpaquePointer, at origin: Point) {
    for run in runs {
      unsafe cairo_set_font_face(context, run.face.face)
      unsafe cairo_set_font_matrix(context, &run.face.matrix)
      let moved = glyphs[run.glyphs].map { cairo_glyph_t(index: $0.index, x: $0.x + origin.x, y: $0.y + origin.y) }
      unsafe utf8.withUnsafeBufferPointer { text in
        unsafe clusters.withUnsafeBufferPointer { parts in
          guard let text = text.baseAddress, let parts = parts.baseAddress else { return }
          unsafe cairo_show_text_glyphs(
            context, text + run.bytes.lowerBound, Int32(clamping: run.bytes.count), moved,
            Int32(clamping: moved.count), parts + run.clusters.lowerBound, Int32(clamping: run.clusters.count),
            run.backward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : cairo_text_cluster_flags_t(0))
        }
      }
    }
  }
}

extension Canvas {
  /// Draws text with its start on the baseline point, turned clockwise by `angle` degrees about `pivot`.
  package func show(_ text: ShapedText, at origin: Point, angle: Double, about pivot: Point, _ source: Source) {
    set(source)
    guard angle != 0 else {
      unsafe text.show(on: context, at: origin)
      return
    }
    unsafe cairo_save(context)
    unsafe cairo_translate(context, pivot.x, pivot.y)
    unsafe cairo_rotate(context, angle * .pi / 180)
    unsafe text.show(on: context, at: origin - pivot)
    unsafe cairo_restore(context)
  }
}
