internal import CQPDF

extension PDFDraft {
  /// The file with all that is new, as bytes: compressed, with object streams and an ID made from the content, so that
  /// equal drafts give equal bytes.
  package consuming func write(version: String) throws(PDFFailure) -> [UInt8] {
    // 1. The file is read again with the new streams behind it.
    let update = try update()
    let (source, added, changed, first) = (source, added, changed, first)
    let read = self.file
    _ = consume read
    let file = try PDFFile(source, update)
    // 2. What is new is there before anything refers to it, for qpdf takes a reference to nothing for nothing.
    let maker = ObjectMaker(file)
    for (index, object) in added.enumerated() where object.data == nil { maker.addDictionary(first + index) }
    // 3. It gets its entries, and what was there others.
    for (index, object) in added.enumerated() where object.data == nil {
      let dictionary = maker.object(first + index)
      for (key, value) in object.entries { maker.set(key, of: dictionary, to: value) }
    }
    for (number, change) in changed.sorted(by: { $0.key < $1.key }) {
      let object = number == 0 ? file.trailer : maker.object(number)
      // qpdf (11.3) leaves a stream as it is when told to set a key of it.
      let dictionary = file.isStream(object) ? file.dictionary(ofStream: object) : object
      for key in change.keys { maker.set(key, of: dictionary, to: change.entries.first { $0.0 == key }?.1 ?? .null) }
    }
    return try file.write(version: version)
  }

  /// The new streams, compressed, as an update at the end of the file (ISO 32000-1, 7.5.6); nothing if there are none. To
  /// make a stream through its C interface qpdf goes over all of its objects. Where the file gets another structure, the
  /// elements of the old one are free, so that qpdf does not read them.
  private func update() throws(PDFFailure) -> [UInt8] {
    var out: [UInt8] = []
    var table: [UInt8] = Array("xref\n".utf8)
    for (index, object) in added.enumerated() {
      guard var data = object.data else { continue }
      var entries = object.entries
      // Metadata stay readable for those who know nothing of PDF.
      if !entries.contains(where: { $0.0 == "Type" && $0.1.name == "Metadata" }) {
        data = try deflated(data)
        entries.append(("Filter", .name("FlateDecode")))
      }
      let place = String(source.count + out.count)
      table.append(contentsOf: "\(first + index) 1\n".utf8)
      table.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, 10 - place.utf8.count)))
      table.append(contentsOf: "\(place) 00000 n \n".utf8)
      out.append(contentsOf: "\(first + index) 0 obj\n".utf8)
      PDFValue.dictionary(entries + [("Length", .integer(data.count))]).write(to: &out)
      out.append(contentsOf: "\nstream\n".utf8)
      out.append(contentsOf: data)
      out.append(contentsOf: "\nendstream\nendobj\n".utf8)
    }
    guard !out.isEmpty else { return [] }
    if changed[catalogNumber]?.keys.contains("StructTreeRoot") == true {
      for number in structureElements(of: source) {
        table.append(contentsOf: "\(number) 1\n0000000000 65535 f \n".utf8)
      }
    }
    let start = source.count + out.count
    out.append(contentsOf: table)
    var trailer = file.trailerValue.entries.filter { ["Root", "Info", "ID"].contains($0.0) }
    trailer += [("Size", .integer(first + added.count)), ("Prev", .integer(tableStart(of: source)))]
    out.append(contentsOf: "trailer\n".utf8)
    PDFValue.dictionary(trailer).write(to: &out)
    out.append(contentsOf: "\nstartxref\n\(start)\n%%EOF\n".utf8)
    return out
  }
}

/// Where a file says that its table of objects begins.
private func tableStart(of file: [UInt8]) -> Int {
  let tail = String(decoding: file.suffix(64), as: UTF8.self)
  guard let word = tail.ranges(of: "startxref").last else { return 0 }
  return Int(tail[word.upperBound...].split(whereSeparator: \.isWhitespace).first ?? "") ?? 0
}

/// The numbers of the elements of its structure that a file has as objects of their own; none if they are written in
/// another way than Cairo's (one for each mark).
private func structureElements(of file: [UInt8]) -> [Int] {
  var position = tableStart(of: file)
  let head = Array("xref\n0 ".utf8)
  guard file[min(position, file.count)...].starts(with: head) else { return [] }
  position += head.count
  var count = 0
  while position < file.count, (0x30...0x39).contains(file[position]), count < file.count {
    count = 10 * count + Int(file[position] - 0x30)
    position += 1
  }
  position += 1
  guard position + 20 * count <= file.count else { return [] }
  return (0..<count).filter { number in
    let entry = position + 20 * number
    let place = file[entry..<entry + 10].reduce(0) { 10 * $0 + Int($1 &- 0x30) }
    let start = "\(number) 0 obj\n<< /Type /StructElem\n".utf8
    return file[entry + 17] == UInt8(ascii: "n") && place < file.count && file[place...].starts(with: start)
  }
}

/// Makes qpdf's objects of values. Names and numbers, which recur, are one object wherever they stand.
@safe private final class ObjectMaker {
  private let file: OpaquePointer
  private var known: [Int: PDFObject] = [:]
  private var names: [String: PDFObject] = [:]
  private var integers: [Int: PDFObject] = [:]

  init(_ file: borrowing PDFFile) { unsafe self.file = unsafe file.file }

  /// Adds an empty dictionary under a number. To let qpdf choose the number would have it look through all that it knows.
  func addDictionary(_ number: Int) {
    let dictionary = unsafe qpdf_oh_new_dictionary(file)
    unsafe qpdf_replace_object(file, Int32(clamping: number), 0, dictionary)
    unsafe qpdf_oh_release(file, dictionary)
  }

  /// An object by its number.
  func object(_ number: Int) -> PDFObject {
    keep(number, in: &known) { PDFObject(handle: unsafe qpdf_get_object_by_id(file, Int32(clamping: number), 0)) }
  }

  func set(_ key: String, of dictionary: PDFObject, to value: PDFValue) {
    use(value) { unsafe qpdf_oh_replace_key(file, dictionary.handle, "/\(key)", $0.handle) }
  }

  private func use(_ value: PDFValue, _ body: (PDFObject) -> Void) {
    switch value {
    case .reference(let number): return body(object(number))
    case .integer(let number):
      return body(keep(number, in: &integers) { PDFObject(handle: unsafe qpdf_oh_new_integer(file, Int64(number))) })
    case .name(let name): return body(keep(name, in: &names) { parse(value) })
    default: break
    }
    let made = make(value)
    body(made)
    unsafe qpdf_oh_release(file, made.handle)
  }

  private func keep<Key: Hashable>(_ key: Key, in kept: inout [Key: PDFObject], _ make: () -> PDFObject) -> PDFObject {
    if let object = kept[key] { return object }
    let object = make()
    kept[key] = object
    return object
  }

  private func make(_ value: PDFValue) -> PDFObject {
    switch value {
    case .string(let bytes):
      return unsafe bytes.withUnsafeBytes { buffer in
        let start = unsafe buffer.assumingMemoryBound(to: CChar.self).baseAddress
        return PDFObject(handle: unsafe qpdf_oh_new_binary_string(file, start, bytes.count))
      }
    case .array(let items) where value.hasReferences:
      let array = unsafe qpdf_oh_new_array(file)
      for item in items { use(item) { unsafe qpdf_oh_append_item(file, array, $0.handle) } }
      return PDFObject(handle: array)
    case .dictionary(let entries) where value.hasReferences:
      let dictionary = PDFObject(handle: unsafe qpdf_oh_new_dictionary(file))
      for (key, entry) in entries { set(key, of: dictionary, to: entry) }
      return dictionary
    default: return parse(value)
    }
  }

  /// A value without references: to read it costs less than to put it together.
  private func parse(_ value: PDFValue) -> PDFObject {
    var source: [UInt8] = []
    value.write(to: &source)
    source.append(0)
    let parsed = unsafe source.withUnsafeBytes { buffer in
      unsafe qpdf_oh_parse(file, buffer.assumingMemoryBound(to: CChar.self).baseAddress)
    }
    // The error stays with the file, so that writing fails.
    return PDFObject(handle: unsafe qpdf_oh_is_initialized(file, parsed) != 0 ? parsed : qpdf_oh_new_null(file))
  }
}
