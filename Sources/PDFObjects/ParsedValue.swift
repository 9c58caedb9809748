internal import CQPDF

/// An object of a PDF as it is written there, references unfollowed.
///
/// Reading whole objects this way and looking at their entries costs a tenth of asking qpdf for one entry after the other.
package enum ParsedValue {
  case null
  case boolean(Bool)
  case number(Double)
  /// Without the slash; bytes beyond ASCII stay as they are written.
  case name(String)
  case string([UInt8])
  case array([ParsedValue])
  case dictionary([(key: String, value: ParsedValue)])
  /// The number of another object.
  case reference(Int)

  /// A text as qpdf writes it; nil for anything that is no object.
  package init?(_ source: [UInt8]) {
    var parser = ObjectParser(source)
    guard let value = parser.value() else { return nil }
    self = value
  }

  /// An entry of a dictionary; nil for one that is null.
  package func entry(_ key: String) -> ParsedValue? {
    guard case .dictionary(let entries) = self, let found = entries.first(where: { $0.key == key })?.value
    else { return nil }
    if case .null = found { return nil }
    return found
  }

  package var items: [ParsedValue] { if case .array(let items) = self { items } else { [] } }
  /// An array's items, or the value alone.
  package var list: [ParsedValue] { if case .array(let items) = self { items } else { [self] } }
  package var name: String? { if case .name(let name) = self { name } else { nil } }
  package var number: Double? { if case .number(let number) = self { number } else { nil } }
  package var integer: Int? { number.flatMap { Int(exactly: $0) } }
  package var reference: Int? { if case .reference(let number) = self { number } else { nil } }
  package var text: String? { if case .string(let bytes) = self { PDFObjects.text(ofString: bytes) } else { nil } }
}

extension PDFFile {
  /// An object by its number; null for one that is not there.
  package func parsed(_ number: Int) -> ParsedValue {
    let handle = unsafe qpdf_get_object_by_id(file, Int32(clamping: number), 0)
    defer { unsafe qpdf_oh_release(file, handle) }
    return parsed(PDFObject(handle: handle))
  }

  /// What a handle stands for, of a stream its dictionary.
  package func parsed(_ object: PDFObject) -> ParsedValue {
    if isStream(object) { return parsed(dictionary(ofStream: object)) }
    guard let source = unsafe qpdf_oh_unparse_resolved(file, object.handle) else { return .null }
    // Strings may hold zeros, which the count tells from the end.
    let count = unsafe qpdf_get_last_string_length(file)
    return unsafe ParsedValue(Array(UnsafeRawBufferPointer(start: source, count: count))) ?? .null
  }

  /// A value with the object in the place of a reference.
  package func resolved(_ value: ParsedValue) -> ParsedValue {
    value.reference.map { parsed($0) } ?? value
  }
}
