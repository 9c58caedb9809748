/// A PDF object as a value, to be put into a file.
package indirect enum PDFValue {
  case null
  case boolean(Bool)
  case integer(Int)
  /// Written with at most three decimals, and as what a PDF can hold if it is beyond.
  case real(Double)
  /// Without the slash.
  case name(String)
  /// Human-readable text.
  case text(String)
  /// Bytes that stand for themselves, such as an address or the name of a destination.
  case bytes(String)
  case array([PDFValue])
  case dictionary([(String, PDFValue)])
  /// Something that is already in the file.
  case object(PDFObject)
}

/// A handle to an object of one `PDFFile`; it means nothing for another.
package struct PDFObject {
  let handle: UInt32
}
