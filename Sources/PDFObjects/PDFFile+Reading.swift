internal import CQPDF

extension PDFFile {
  /// An entry of a dictionary or of the dictionary of a stream, or nil.
  package func entry(_ key: String, of object: PDFObject) -> PDFObject? {
    switch unsafe qpdf_oh_get_type_code(file, object.handle) {
    case ot_dictionary: break
    case ot_stream: return entry(key, of: dictionary(ofStream: object))
    default: return nil
    }
    let key = "/" + key
    guard unsafe qpdf_oh_has_key(file, object.handle, key) != 0 else { return nil }
    return PDFObject(handle: unsafe qpdf_oh_get_key(file, object.handle, key))
  }

  /// What the keys lead to one after the other, or nil.
  package func entry(_ keys: [String], of object: PDFObject) -> PDFObject? {
    var found: PDFObject? = object
    for key in keys { found = found.flatMap { entry(key, of: $0) } }
    return found
  }

  /// Whether an object is a stream.
  package func isStream(_ object: PDFObject) -> Bool { unsafe qpdf_oh_is_stream(file, object.handle) != 0 }

  /// Whether an object is an array.
  package func isArray(_ object: PDFObject) -> Bool { unsafe qpdf_oh_is_array(file, object.handle) != 0 }

  /// A name without its slash, or nil.
  package func name(of object: PDFObject) -> String? {
    guard unsafe qpdf_oh_is_name(file, object.handle) != 0, let name = unsafe qpdf_oh_get_name(file, object.handle)
    else { return nil }
    return unsafe String(cString: name + 1)
  }

  /// The dictionary of a stream.
  func dictionary(ofStream object: PDFObject) -> PDFObject {
    PDFObject(handle: unsafe qpdf_oh_get_dict(file, object.handle))
  }

  /// The number an object has in the file; 0 for one that lies inside another.
  package func number(ofObject object: PDFObject) -> Int { Int(unsafe qpdf_oh_get_object_id(file, object.handle)) }

  /// The items of an array; none for anything else.
  package func items(of object: PDFObject) -> [PDFObject] {
    guard unsafe qpdf_oh_is_array(file, object.handle) != 0 else { return [] }
    return (0..<(unsafe qpdf_oh_get_array_n_items(file, object.handle))).map {
      PDFObject(handle: unsafe qpdf_oh_get_array_item(file, object.handle, $0))
    }
  }

  /// The text of a string object, or nil.
  package func text(of object: PDFObject) -> String? {
    guard unsafe qpdf_oh_is_string(file, object.handle) != 0,
      let text = unsafe qpdf_oh_get_utf8_value(file, object.handle)
    else { return nil }
    return unsafe String(cString: text)
  }

  /// A number, or nil.
  package func number(of object: PDFObject) -> Double? {
    guard unsafe qpdf_oh_is_number(file, object.handle) != 0 else { return nil }
    return unsafe qpdf_oh_get_numeric_value(file, object.handle)
  }

  /// The object written out as in a file, with references as they are.
  package func source(of object: PDFObject) -> String {
    unsafe qpdf_oh_unparse_resolved(file, object.handle).map { unsafe String(cString: $0) } ?? ""
  }

  /// The index of the page that an object is, or nil.
  package func pageIndex(of object: PDFObject) -> Int? {
    let index = unsafe qpdf_find_page_by_oh(file, object.handle)
    guard index < 0 else { return Int(index) }
    // Asking was no mistake: the error is taken away, lest writing fail on it.
    if unsafe qpdf_has_error(file) != 0 { unsafe qpdf_get_error(file) }
    return nil
  }
}

extension PDFFile {
  /// What a handle stands for, of a stream its dictionary.
  private func value(of object: PDFObject) -> PDFValue {
    if isStream(object) {
      let dictionary = dictionary(ofStream: object)
      defer { release(dictionary) }
      return value(of: dictionary)
    }
    guard let source = unsafe qpdf_oh_unparse_resolved(file, object.handle) else { return .null }
    // Strings may hold zeros, which the count tells from the end.
    let count = unsafe qpdf_get_last_string_length(file)
    return unsafe PDFValue(Array(UnsafeRawBufferPointer(start: source, count: count))) ?? .null
  }

  /// An object by its number, to be let go of.
  func object(_ number: Int) -> PDFObject {
    PDFObject(handle: unsafe qpdf_get_object_by_id(file, Int32(clamping: number), 0))
  }
}

extension PDFFile: PDFObjectSource {
  package var trailerValue: PDFValue { value(of: trailer) }

  package func value(_ number: Int) -> PDFValue {
    let object = object(number)
    defer { release(object) }
    return value(of: object)
  }

  package func isStream(_ number: Int) -> Bool {
    let object = object(number)
    defer { release(object) }
    return isStream(object)
  }

  package func data(ofStream number: Int) throws(PDFFailure) -> [UInt8] {
    let object = object(number)
    defer { release(object) }
    return try data(of: object)
  }

  package func number(ofPage index: Int) -> Int {
    let page = page(index)
    defer { release(page) }
    return number(ofObject: page)
  }

  package func content(ofPage index: Int) throws(PDFFailure) -> [UInt8] {
    let page = page(index)
    defer { release(page) }
    return try content(of: page)
  }
}
