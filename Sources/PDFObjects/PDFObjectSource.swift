/// Where the objects of a PDF can be looked up by their numbers: a file that was read, or one in the making.
package protocol PDFObjectSource: ~Copyable {
  /// The trailer dictionary.
  var trailerValue: PDFValue { get }
  /// Number of pages.
  var pageCount: Int { get }
  /// An object, of a stream its dictionary; null for one that is not there.
  func value(_ number: Int) -> PDFValue
  /// Whether an object is a stream.
  func isStream(_ number: Int) -> Bool
  /// The decoded content of a stream.
  func data(ofStream number: Int) throws(PDFFailure) -> [UInt8]
  /// The number of a page, counted from 0.
  func number(ofPage index: Int) -> Int
  /// The decoded content of a page, counted from 0.
  func content(ofPage index: Int) throws(PDFFailure) -> [UInt8]
}

extension PDFObjectSource where Self: ~Copyable {
  /// The number of the document catalogue.
  package var catalogNumber: Int { trailerValue.entry("Root")?.reference ?? 0 }

  /// A value with the object in the place of a reference.
  package func resolved(_ value: PDFValue) -> PDFValue { value.reference.map { self.value($0) } ?? value }

  /// What the keys lead to one after the other, or nil.
  package func entry(_ keys: [String], of value: PDFValue) -> PDFValue? {
    var found: PDFValue? = value
    for key in keys { found = found?.entry(key).map { resolved($0) } }
    return found
  }

  /// What a key leads to, or nil.
  package func entry(_ key: String, of value: PDFValue) -> PDFValue? { value.entry(key).map { resolved($0) } }
}
