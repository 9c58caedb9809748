internal import CPangoCairo
package import Geometry

/// A PDF drawn page by page into memory.
@safe package struct PDFSurface: ~Copyable {
  private let surface: OpaquePointer
  private let context: OpaquePointer
  private let sink: ByteSink

  package init() throws(CairoFailure) {
    LibraryLock.lock()
    defer { LibraryLock.unlock() }
    let sink = ByteSink()
    guard
      let surface = unsafe cairo_pdf_surface_create_for_stream(
        appendToSink, Unmanaged.passUnretained(sink).toOpaque(), 1, 1),
      let context = unsafe cairo_create(surface)
    else { throw CairoFailure("no PDF surface") }
    unsafe cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
    self.sink = sink
    unsafe self.surface = unsafe surface
    unsafe self.context = unsafe context
  }

  deinit {
    LibraryLock.lock()
    defer { LibraryLock.unlock() }
    unsafe cairo_destroy(context)
    unsafe cairo_surface_destroy(surface)
  }

  /// Draws one page.
  package func page(size: Size, _ draw: (borrowing Canvas) -> Void) throws(CairoFailure) {
    LibraryLock.lock()
    defer { LibraryLock.unlock() }
    unsafe cairo_pdf_surface_set_size(surface, size.width, size.height)
    unsafe cairo_save(context)
    // Without a clip, what covers the whole page makes Cairo forget everything before it, marks as well.
    unsafe cairo_rectangle(context, 0, 0, size.width, size.height)
    unsafe cairo_clip(context)
    draw(unsafe Canvas(context))
    unsafe cairo_restore(context)
    unsafe cairo_show_page(context)
    try check(unsafe cairo_status(context))
  }

  /// The finished file.
  package consuming func finish() throws(CairoFailure) -> [UInt8] {
    LibraryLock.lock()
    defer { LibraryLock.unlock() }
    unsafe cairo_surface_finish(surface)
    try check(unsafe cairo_surface_status(surface))
    return sink.bytes
  }
}

/// Pixels, either drawn or read from a PNG file.
@safe package struct Raster: ~Copyable {
  let surface: OpaquePointer
  package let width: Int
  package let height: Int

  /// A transparent raster; Cairo refuses more than 32,767 pixels a side.
  package init(width: Int, height: Int) throws(CairoFailure) {
    guard
      let surface = unsafe cairo_image_surface_create(
        CAIRO_FORMAT_ARGB32, Int32(clamping: width), Int32(clamping: height))
    else { throw CairoFailure("no image surface") }
    try unsafe self.init(surface)
  }

  /// Decodes a PNG file.
  package init(png: [UInt8]) throws(CairoFailure) {
    let source = ByteSource(png)
    let surface = unsafe cairo_image_surface_create_from_png_stream(
      readFromSource, Unmanaged.passUnretained(source).toOpaque())
    guard let surface = unsafe surface else { throw CairoFailure("no image surface") }
    try unsafe self.init(surface)
  }

  /// A JPEG file that is put into PDFs as it is. Its pixels are not decoded: on other surfaces it is empty.
  package init(jpeg: [UInt8], width: Int, height: Int) throws(CairoFailure) {
    let surface = unsafe cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, Int32(clamping: width), Int32(clamping: height))
    guard let surface = unsafe surface else { throw CairoFailure("no image surface") }
    // The surface keeps the copy; one in error refuses it.
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: jpeg.count)
    _ = unsafe copy.initialize(from: jpeg)
    let status = unsafe cairo_surface_set_mime_data(
      surface, CAIRO_MIME_TYPE_JPEG, copy.baseAddress, UInt(jpeg.count),
      { data in unsafe data?.assumingMemoryBound(to: UInt8.self).deallocate() }, copy.baseAddress)
    if status != CAIRO_STATUS_SUCCESS { unsafe copy.deallocate() }
    try unsafe self.init(surface)
  }

  private init(_ surface: OpaquePointer) throws(CairoFailure) {
    let status = unsafe cairo_surface_status(surface)
    guard status == CAIRO_STATUS_SUCCESS else {
      unsafe cairo_surface_destroy(surface)
      throw CairoFailure(unsafe String(cString: cairo_status_to_string(status)))
    }
    unsafe self.surface = unsafe surface
    width = Int(unsafe cairo_image_surface_get_width(surface))
    height = Int(unsafe cairo_image_surface_get_height(surface))
  }

  deinit { unsafe cairo_surface_destroy(surface) }

  /// Draws onto the pixels.
  package func draw(_ body: (borrowing Canvas) -> Void) throws(CairoFailure) {
    LibraryLock.lock()
    defer { LibraryLock.unlock() }
    guard let context = unsafe cairo_create(surface) else { throw CairoFailure("no image context") }
    defer { unsafe cairo_destroy(context) }
    body(unsafe Canvas(context))
    try check(unsafe cairo_status(context))
  }

  /// The pixels as a PNG file.
  package func png() throws(CairoFailure) -> [UInt8] {
    let sink = ByteSink()
    unsafe cairo_surface_flush(surface)
    try check(
      unsafe cairo_surface_write_to_png_stream(surface, appendToSink, Unmanaged.passUnretained(sink).toOpaque()))
    return sink.bytes
  }
}

/// Where Cairo writes to.
private final class ByteSink {
  var bytes: [UInt8] = []
}

/// Where Cairo reads from.
private final class ByteSource {
  let bytes: [UInt8]
  var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }
}

private func appendToSink(
  _ closure: UnsafeMutableRawPointer?, _ data: UnsafePointer<UInt8>?, _ count: UInt32
) -> cairo_status_t {
  guard let closure = unsafe closure else { return CAIRO_STATUS_WRITE_ERROR }
  let sink = unsafe Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
  unsafe sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
  return CAIRO_STATUS_SUCCESS
}

private func readFromSource(
  _ closure: UnsafeMutableRawPointer?, _ data: UnsafeMutablePointer<UInt8>?, _ count: UInt32
) -> cairo_status_t {
  guard let closure = unsafe closure, let data = unsafe data else { return CAIRO_STATUS_READ_ERROR }
  let source = unsafe Unmanaged<ByteSource>.fromOpaque(closure).takeUnretainedValue()
  let end = source.position + Int(count)
  guard end <= source.bytes.count else { return CAIRO_STATUS_READ_ERROR }
  let target = unsafe UnsafeMutableBufferPointer(start: data, count: Int(count))
  _ = unsafe target.update(fromContentsOf: source.bytes[source.position..<end])
  source.position = end
  return CAIRO_STATUS_SUCCESS
}
