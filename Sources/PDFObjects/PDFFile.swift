internal import CQPDF
internal import Glibc

/// A PDF in memory whose objects can be read, added and changed. Not Sendable: qpdf files belong to one thread.
@safe package struct PDFFile: ~Copyable {
  let file: OpaquePointer
  /// qpdf reads from this buffer until the file is closed.
  private let input: UnsafeMutableBufferPointer<UInt8>

  /// Reads a file. What qpdf would only repair is refused.
  package init(_ bytes: [UInt8]) throws(PDFFailure) {
    let opened = unsafe try Self.open(bytes)
    unsafe file = unsafe opened.file
    unsafe input = unsafe opened.input
  }

  private static func open(
    _ bytes: [UInt8]
  ) throws(PDFFailure) -> (file: OpaquePointer, input: UnsafeMutableBufferPointer<UInt8>) {
    guard let file = unsafe qpdf_init() else { throw PDFFailure("no PDF reader") }
    let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
    _ = unsafe input.initialize(from: bytes)
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

  /// Adds an indirect object.
  package func add(_ value: PDFValue) -> PDFObject {
    let direct = make(value)
    let indirect = unsafe qpdf_make_indirect_object(file, direct)
    unsafe qpdf_oh_release(file, direct)
    return PDFObject(handle: indirect)
  }

  /// Adds a stream.
  package func add(_ bytes: [UInt8], _ entries: [(String, PDFValue)]) -> PDFObject {
    let stream = PDFObject(handle: unsafe qpdf_oh_new_stream(file))
    replaceData(of: stream, with: bytes)
    for (key, value) in entries { set(key, of: stream, to: value) }
    return stream
  }

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

  /// Gives a page another content.
  package func setContent(of page: PDFObject, to bytes: [UInt8]) {
    set("Contents", of: page, to: .object(add(bytes, [])))
  }

  private func replaceData(of stream: PDFObject, with bytes: [UInt8]) {
    let none = unsafe qpdf_oh_new_null(file)
    unsafe qpdf_oh_replace_stream_data(file, stream.handle, bytes, bytes.count, none, none)
    unsafe qpdf_oh_release(file, none)
  }

  /// Sets an entry of a dictionary, or of the dictionary of a stream.
  package func set(_ key: String, of object: PDFObject, to value: PDFValue) {
    // qpdf (11.3) leaves a stream as it is when told to set a key of it.
    let isStream = unsafe qpdf_oh_is_stream(file, object.handle) != 0
    let dictionary = isStream ? unsafe qpdf_oh_get_dict(file, object.handle) : object.handle
    use(value) { handle in unsafe qpdf_oh_replace_key(file, dictionary, "/\(key)", handle) }
    if isStream { unsafe qpdf_oh_release(file, dictionary) }
  }

  /// Takes an entry out of a dictionary.
  package func remove(_ key: String, of object: PDFObject) {
    unsafe qpdf_oh_remove_key(file, object.handle, "/\(key)")
  }

  /// A moment after which objects are asked for that can be let go together.
  package func mark() -> PDFObject { PDFObject(handle: unsafe qpdf_oh_new_null(file)) }

  /// Lets go of every object asked for since a moment; they must not be used any more. Handles are numbered in order.
  package func release(since mark: PDFObject) {
    let last = unsafe qpdf_oh_new_null(file)
    for handle in mark.handle...last { unsafe qpdf_oh_release(file, handle) }
  }

  /// The file as bytes: compressed, with object streams and an ID made from the content, so that equal objects give
  /// equal bytes.
  package consuming func write(version: String = "1.7") throws(PDFFailure) -> [UInt8] {
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

  /// A new handle; the caller releases it.
  private func make(_ value: PDFValue) -> qpdf_oh {
    switch value {
    case .null: return unsafe qpdf_oh_new_null(file)
    case .integer(let number): return unsafe qpdf_oh_new_integer(file, Int64(number))
    default: break
    }
    guard value.hasReferences else { return parse(value) }
    switch value {
    case .array(let items):
      let array = unsafe qpdf_oh_new_array(file)
      for item in items { use(item) { handle in unsafe qpdf_oh_append_item(file, array, handle) } }
      return array
    case .dictionary(let entries):
      let dictionary = parse(.dictionary(entries.filter { !$0.1.hasReferences }))
      for (key, entry) in entries where entry.hasReferences { set(key, of: PDFObject(handle: dictionary), to: entry) }
      return dictionary
    case .object(let there): return unsafe qpdf_oh_new_object(file, there.handle)
    default: return unsafe qpdf_oh_new_null(file)
    }
  }

  /// One call for a whole value without references: handles cost more than parsing.
  private func parse(_ value: PDFValue) -> qpdf_oh {
    var source: [UInt8] = []
    value.write(to: &source)
    source.append(0)
    let parsed = unsafe source.withUnsafeBytes { buffer in
      unsafe qpdf_oh_parse(file, buffer.assumingMemoryBound(to: CChar.self).baseAddress)
    }
    // The error stays with the file, so that writing fails.
    return unsafe qpdf_oh_is_initialized(file, parsed) != 0 ? parsed : qpdf_oh_new_null(file)
  }

  private func use(_ value: PDFValue, _ body: (qpdf_oh) -> Void) {
    if case .object(let there) = value {
      body(there.handle)
    } else {
      let made = make(value)
      body(made)
      unsafe qpdf_oh_release(file, made)
    }
  }
}
