internal import CQPDF
internal import Glibc

/// A PDF in memory whose objects can be read. Not Sendable: qpdf files belong to one thread.
@safe package struct PDFFile: ~Copyable {
  let file: OpaquePointer
  /// qpdf reads from this buffer until the file is closed.
  private let input: UnsafeMutableBufferPointer<UInt8>

  /// Reads a file, given in one piece or several. What qpdf would only repair is refused.
  package init(_ pieces: [UInt8]...) throws(PDFFailure) {
    let opened = unsafe try Self.open(pieces)
    unsafe file = unsafe opened.file
    unsafe input = unsafe opened.input
  }

  private static func open(
    _ pieces: [[UInt8]]
  ) throws(PDFFailure) -> (file: OpaquePointer, input: UnsafeMutableBufferPointer<UInt8>) {
    guard let file = unsafe qpdf_init() else { throw PDFFailure("no PDF reader") }
    let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: pieces.reduce(0) { $0 + $1.count })
    var end = 0
    for piece in pieces {
      end = unsafe input[end...].initialize(fromContentsOf: piece)
    }
    unsafe qpdf_silence_errors(file)
    unsafe qpdf_set_suppress_warnings(file, 1)
    unsafe qpdf_set_attempt_recovery(file, 0)
    unsafe input.withMemoryRebound(to: CChar.self) { buffer in
      _ = unsafe qpdf_read_memory(file, "document", buffer.baseAddress, UInt64(buffer.count), nil)
    }
    if let failure = unsafe failure(of: file) {
      var file: OpaquePointer? = unsafe file
      unsafe qpdf_cleanup(&file)
      unsafe input.deallocate()
      throw failure
    }
    return unsafe (file, input)
  }

  deinit {
    var file: OpaquePointer? = unsafe file
    unsafe qpdf_cleanup(&file)
    unsafe input.deallocate()
  }

  /// Number of pages.
  package var pageCount: Int { Int(unsafe qpdf_get_num_pages(file)) }

  /// A page, counted from 0.
  package func page(_ index: Int) -> PDFObject {
    PDFObject(handle: unsafe qpdf_get_page_n(file, index))
  }

  /// The document catalogue.
  package var catalog: PDFObject { PDFObject(handle: unsafe qpdf_get_root(file)) }

  /// The trailer dictionary.
  package var trailer: PDFObject { PDFObject(handle: unsafe qpdf_get_trailer(file)) }

  /// The decoded content of a page.
  package func content(of page: PDFObject) throws(PDFFailure) -> [UInt8] {
    var buffer: UnsafeMutablePointer<UInt8>?
    var count = 0
    let status = unsafe qpdf_oh_get_page_content_data(file, page.handle, &buffer, &count)
    defer { unsafe free(buffer) }
    guard status & 2 == 0 else { throw unsafe Self.failure(of: file) ?? PDFFailure("unreadable page content") }
    return unsafe Array(UnsafeBufferPointer(start: buffer, count: count))
  }

  /// The decoded content of a stream.
  package func data(of stream: PDFObject) throws(PDFFailure) -> [UInt8] {
    var buffer: UnsafeMutablePointer<UInt8>?
    var count = 0
    let status = unsafe qpdf_oh_get_stream_data(file, stream.handle, qpdf_dl_generalized, nil, &buffer, &count)
    defer { unsafe free(buffer) }
    guard status & 2 == 0 else { throw unsafe Self.failure(of: file) ?? PDFFailure("unreadable stream") }
    return unsafe Array(UnsafeBufferPointer(start: buffer, count: count))
  }

  /// Lets go of an object asked for; it must not be used any more.
  func release(_ object: PDFObject) { unsafe qpdf_oh_release(file, object.handle) }

  /// The file as bytes: compressed, with object streams and an ID made from the content, so that equal objects give
  /// equal bytes.
  consuming func write(version: String) throws(PDFFailure) -> [UInt8] {
    unsafe qpdf_init_write_memory(file)
    unsafe qpdf_set_object_stream_mode(file, qpdf_o_generate)
    unsafe qpdf_set_deterministic_ID(file, 1)
    // PDF/A wants a line end before every `endstream`.
    unsafe qpdf_set_newline_before_endstream(file, 1)
    unsafe qpdf_set_minimum_pdf_version(file, version)
    unsafe qpdf_write(file)
    if let failure = unsafe Self.failure(of: file) { throw failure }
    let count = unsafe qpdf_get_buffer_length(file)
    return unsafe Array(UnsafeBufferPointer(start: qpdf_get_buffer(file), count: count))
  }

  private static func failure(of file: OpaquePointer) -> PDFFailure? {
    guard unsafe qpdf_has_error(file) != 0 else { return nil }
    let text = unsafe qpdf_get_error_full_text(file, qpdf_get_error(file))
    return PDFFailure(unsafe text.map { unsafe String(cString: $0) } ?? "unknown error")
  }
}
