internal import CPangoCairo
package import Geometry

/// Space added to that of the font, in points.
package struct TextSpacing: Hashable {
  /// To every space.
  package var words: Double
  /// After every character.
  package var letters: Double

  package init(words: Double, letters: Double) {
    self.words = words
    self.letters = letters
  }

  /// As the font has it.
  package static let none = TextSpacing(words: 0, letters: 0)

  func after(space: Bool) -> Double { letters + (space ? words : 0) }
}

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

  /// Lets the hyphen that ends the text stand for a soft hyphen, so that whoever copies the text gets the word whole.
  func softenHyphen() {
    guard let last = runs.indices.last, !runs[last].backward, utf8.last == 0x2D,
      clusters.last?.num_bytes == 1, runs[last].bytes.upperBound == utf8.count
    else { return }
    utf8.removeLast()
    utf8 += [CChar(bitPattern: 0xC2), CChar(bitPattern: 0xAD)]
    clusters[clusters.count - 1].num_bytes = 2
    runs[last].bytes = runs[last].bytes.lowerBound..<utf8.count
  }

  /// The advance in points with space added between words and characters.
  package func width(_ spacing: TextSpacing) -> Double {
    guard spacing != .none else { return width }
    var sum = width
    for run in runs { forEachCluster(of: run) { _, isSpace in sum += spacing.after(space: isSpace) } }
    return sum
  }

  /// How far each glyph moves those after it, where every character is one byte and one glyph; nil for other texts.
  package var advances: [Double]? {
    guard glyphs.count == utf8.count, runs.allSatisfy({ !$0.backward }),
      clusters.allSatisfy({ $0.num_bytes == 1 && $0.num_glyphs == 1 })
    else { return nil }
    return glyphs.indices.map { i in (i + 1 < glyphs.count ? glyphs[i + 1].x : width) - glyphs[i].x }
  }

  /// Visits the clusters of a run as they are read: their glyphs and whether they are a space.
  private func forEachCluster(of run: Run, _ visit: (Range<Int>, Bool) -> Void) {
    var byte = run.bytes.lowerBound
    var glyph = run.backward ? run.glyphs.upperBound : run.glyphs.lowerBound
    for cluster in clusters[run.clusters] {
      let count = Int(cluster.num_glyphs)
      let next = run.backward ? glyph - count : glyph + count
      visit(min(glyph, next)..<max(glyph, next), cluster.num_bytes == 1 && utf8[byte] == 0x20)
      glyph = next
      byte += Int(cluster.num_bytes)
    }
  }

  /// The glyphs of a run where they are drawn, `offset` being the space added before the run and, at last, after it.
  private func placed(_ run: Run, at origin: Point, _ spacing: TextSpacing, offset: inout Double) -> [cairo_glyph_t] {
    var placed = glyphs[run.glyphs].map { cairo_glyph_t(index: $0.index, x: $0.x + origin.x, y: $0.y + origin.y) }
    guard spacing != .none else { return placed }
    var added: [(glyphs: Range<Int>, after: Double)] = []
    forEachCluster(of: run) { glyphs, isSpace in added.append((glyphs, spacing.after(space: isSpace))) }
    // Clusters from right to left are read from the other end.
    for cluster in run.backward ? added.reversed() : added {
      for i in cluster.glyphs { placed[i - run.glyphs.lowerBound].x += offset }
      offset += cluster.after
    }
    return placed
  }

  /// The fonts of the text with the characters each has in it.
  package var fonts: [UsedFont] {
    var fonts: [UsedFont] = []
    for run in runs {
      let text = String(decoding: utf8[run.bytes].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let name = run.face.name
      if let known = fonts.firstIndex(where: { $0.name == name }) {
        fonts[known].characters.formUnion(text.unicodeScalars)
      } else {
        fonts.append(UsedFont(name: name, characters: Set(text.unicodeScalars), face: run.face))
      }
    }
    return fonts
  }

  /// Adds the outlines of all glyphs to the path, the text starting at the origin.
  func trace(on context: OpaquePointer, spacing: TextSpacing) {
    var offset = 0.0
    for run in runs where unsafe Self.isDrawable(run.face.matrix, on: context) {
      unsafe cairo_set_font_face(context, run.face.face)
      unsafe cairo_set_font_matrix(context, &run.face.matrix)
      let shown = placed(run, at: .zero, spacing, offset: &offset)
      unsafe cairo_glyph_path(context, shown, Int32(clamping: shown.count))
    }
  }

  /// Whether a font has a size on the device that FreeType takes (16 bits of pixels). One that it refuses leaves the
  /// face, which belongs to the process, in error for every other drawing.
  private static func isDrawable(_ font: cairo_matrix_t, on context: OpaquePointer) -> Bool {
    var device = cairo_matrix_t()
    unsafe cairo_get_matrix(context, &device)
    let scale = max(device.xx.magnitude, device.xy.magnitude, device.yx.magnitude, device.yy.magnitude)
    let size = scale * max(font.xx.magnitude, font.xy.magnitude, font.yx.magnitude, font.yy.magnitude)
    return size.isFinite && size > 0.001 && size < 30_000
  }

  /// Draws the text with its start on the point, in the current source.
  func show(on context: OpaquePointer, at origin: Point, spacing: TextSpacing) {
    var offset = 0.0
    for run in runs where unsafe Self.isDrawable(run.face.matrix, on: context) {
      unsafe cairo_set_font_face(context, run.face.face)
      unsafe cairo_set_font_matrix(context, &run.face.matrix)
      let moved = placed(run, at: origin, spacing, offset: &offset)
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
  package func show(
    _ text: ShapedText, at origin: Point, spacing: TextSpacing = .none, angle: Double, about pivot: Point,
    _ source: Source
  ) {
    set(source)
    guard angle != 0 else {
      unsafe text.show(on: context, at: origin, spacing: spacing)
      return
    }
    unsafe cairo_save(context)
    unsafe cairo_translate(context, pivot.x, pivot.y)
    unsafe cairo_rotate(context, angle * .pi / 180)
    unsafe text.show(on: context, at: origin - pivot, spacing: spacing)
    unsafe cairo_restore(context)
  }
}
