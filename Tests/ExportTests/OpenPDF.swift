import PDFObjects

/// A PDF to look into; a class, because the test macros take copyable values only.
final class OpenPDF {
  private let file: PDFFile

  init(_ bytes: [UInt8]) throws { file = try PDFFile(bytes) }

  var catalog: PDFObject { file.catalog }
  var trailer: PDFObject { file.trailer }
  var pageCount: Int { file.pageCount }
  func page(_ index: Int) -> PDFObject { file.page(index) }
  func pageIndex(_ object: PDFObject) -> Int? { file.pageIndex(of: object) }
  func entry(_ keys: [String], of object: PDFObject) -> PDFObject? { file.entry(keys, of: object) }
  func items(_ keys: [String], of object: PDFObject) -> [PDFObject] {
    guard let array = file.entry(keys, of: object) else { return [] }
    return file.items(of: array)
  }
  func items(_ object: PDFObject) -> [PDFObject] { file.items(of: object) }
  func text(_ object: PDFObject) -> String? { file.text(of: object) }
  func source(_ object: PDFObject) -> String { file.source(of: object) }
  func number(_ object: PDFObject) -> Double? { file.number(of: object) }
  func numbers(_ keys: [String], of object: PDFObject) -> [Double?] { items(keys, of: object).map(number) }
  func number(_ keys: [String], of object: PDFObject) -> Double? {
    guard let number = file.entry(keys, of: object) else { return nil }
    return file.number(of: number)
  }
  func text(_ keys: [String], of object: PDFObject) -> String? {
    guard let text = file.entry(keys, of: object) else { return nil }
    return file.text(of: text)
  }
  func data(_ keys: [String], of object: PDFObject) throws -> [UInt8] {
    guard let stream = file.entry(keys, of: object) else { return [] }
    return try file.data(of: stream)
  }
  func source(_ keys: [String], of object: PDFObject) -> String? {
    guard let found = file.entry(keys, of: object) else { return nil }
    return file.source(of: found)
  }
}
