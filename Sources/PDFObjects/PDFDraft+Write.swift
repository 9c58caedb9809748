internal import CQPDF

extension PDFDraft {
  /// The file with all that is new, as bytes: compressed, with object streams and an ID made from the content, so that
  /// equal drafts give equal bytes.
  package consuming func write(version: String) throws(PDFFailure) -> [UInt8] {
    let handles = HandleMaker(file)
    // 1. Streams come first, for qpdf goes over all of its objects whenever it makes one.
    for (index, bytes) in contents.sorted(by: { $0.key < $1.key }) {
      let page = file.page(index)
      if let content = file.entry("Contents", of: page), file.isStream(content) {
        handles.replaceData(of: content.handle, with: bytes)
      } else {
        let content = unsafe qpdf_oh_new_stream(file.file)
        handles.replaceData(of: content, with: bytes)
        unsafe qpdf_oh_replace_key(file.file, page.handle, "/Contents", content)
      }
    }
    contents = [:]
    handles.added = added.map { $0.data.map { handles.stream($0) } ?? 0 }
    // 2. Every new object gets its number before others refer to it.
    for (index, object) in added.enumerated() where object.data == nil { handles.added[index] = handles.dictionary() }
    for (index, object) in added.enumerated() {
      let handle = handles.added[index]
      let dictionary = object.data == nil ? handle : unsafe qpdf_oh_get_dict(file.file, handle)
      for (key, value) in object.entries { handles.set(key, of: dictionary, to: value) }
    }
    // 3. What was there is changed.
    for (number, change) in changed.sorted(by: { $0.key < $1.key }) {
      let handle = number == 0 ? file.trailer.handle : handles.existing(number)
      // qpdf (11.3) leaves a stream as it is when told to set a key of it.
      let isStream = unsafe qpdf_oh_is_stream(file.file, handle) != 0
      let dictionary = isStream ? unsafe qpdf_oh_get_dict(file.file, handle) : handle
      for key in change.keys {
        handles.set(key, of: dictionary, to: change.entries.first { $0.0 == key }?.1 ?? .null)
      }
    }
    return try file.write(version: version)
  }
}

/// Makes qpdf's objects of values. Small values that recur, such as names, are one object wherever they stand.
@safe private final class HandleMaker {
  private let file: OpaquePointer
  /// The new objects in their order.
  var added: [qpdf_oh] = []
  private var known: [Int: qpdf_oh] = [:]
  private var shared: [[UInt8]: qpdf_oh] = [:]
  private var source: [UInt8] = []

  init(_ file: borrowing PDFFile) { unsafe self.file = unsafe file.file }

  func stream(_ bytes: [UInt8]) -> qpdf_oh {
    let stream = unsafe qpdf_oh_new_stream(file)
    replaceData(of: stream, with: bytes)
    return stream
  }

  func replaceData(of stream: qpdf_oh, with bytes: [UInt8]) {
    let none = unsafe qpdf_oh_new_null(file)
    unsafe qpdf_oh_replace_stream_data(file, stream, bytes, bytes.count, none, none)
    unsafe qpdf_oh_release(file, none)
  }

  /// An empty dictionary with a number.
  func dictionary() -> qpdf_oh {
    let direct = unsafe qpdf_oh_new_dictionary(file)
    defer { unsafe qpdf_oh_release(file, direct) }
    return unsafe qpdf_make_indirect_object(file, direct)
  }

  /// An object of the file by its number.
  func existing(_ number: Int) -> qpdf_oh {
    if let handle = known[number] { return handle }
    let handle = unsafe qpdf_get_object_by_id(file, Int32(clamping: number), 0)
    known[number] = handle
    return handle
  }

  func set(_ key: String, of dictionary: qpdf_oh, to value: PDFValue) {
    use(value) { handle in unsafe qpdf_oh_replace_key(file, dictionary, "/\(key)", handle) }
  }

  private func use(_ value: PDFValue, _ body: (qpdf_oh) -> Void) {
    switch value {
    case .reference(let number):
      body(number < 0 ? added[-1 - number] : existing(number))
      return
    case .array(let items) where value.hasReferences:
      let array = unsafe qpdf_oh_new_array(file)
      for item in items { use(item) { handle in unsafe qpdf_oh_append_item(file, array, handle) } }
      body(array)
      unsafe qpdf_oh_release(file, array)
      return
    case .dictionary(let entries) where value.hasReferences:
      let dictionary = unsafe qpdf_oh_new_dictionary(file)
      for (key, entry) in entries { set(key, of: dictionary, to: entry) }
      body(dictionary)
      unsafe qpdf_oh_release(file, dictionary)
      return
    default: break
    }
    source.removeAll(keepingCapacity: true)
    value.write(to: &source)
    if let handle = shared[source] {
      body(handle)
      return
    }
    let made = make(value)
    body(made)
    if source.count <= 24 { shared[source] = made } else { unsafe qpdf_oh_release(file, made) }
  }

  /// A value without references, whose source is at hand.
  private func make(_ value: PDFValue) -> qpdf_oh {
    if case .integer(let number) = value { return unsafe qpdf_oh_new_integer(file, Int64(number)) }
    if case .null = value { return unsafe qpdf_oh_new_null(file) }
    source.append(0)
    defer { source.removeLast() }
    let parsed = unsafe source.withUnsafeBytes { buffer in
      unsafe qpdf_oh_parse(file, buffer.assumingMemoryBound(to: CChar.self).baseAddress)
    }
    // The error stays with the file, so that writing fails.
    return unsafe qpdf_oh_is_initialized(file, parsed) != 0 ? parsed : qpdf_oh_new_null(file)
  }
}
