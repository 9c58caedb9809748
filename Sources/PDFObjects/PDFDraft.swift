/// A PDF in the making: a file that was read, with what is to be added to it and changed in it.
///
/// Everything new stays here as values until the file is written, so that it can be looked at without asking qpdf, for
/// which every object and entry is dear.
package struct PDFDraft: ~Copyable {
  /// A dictionary that is added, or a stream with its dictionary.
  struct Added {
    var entries: [(String, PDFValue)]
    var data: [UInt8]?
  }

  /// An object of the file that becomes another.
  struct Changed {
    /// All of its entries.
    var entries: [(String, PDFValue)]
    /// The keys of those that are not as in the file.
    var keys: [String] = []
  }

  let file: PDFFile
  /// The first has the number −1, the next −2 and so on, until qpdf gives them others.
  var added: [Added] = []
  /// By their numbers; 0 is the trailer.
  var changed: [Int: Changed] = [:]
  /// The content of pages that get another.
  var contents: [Int: [UInt8]] = [:]

  package init(_ file: consuming PDFFile) { self.file = file }

  /// Adds a dictionary and returns its number.
  package mutating func add(_ entries: [(String, PDFValue)]) -> Int {
    added.append(Added(entries: entries))
    return -added.count
  }

  /// Adds a stream and returns its number.
  package mutating func add(_ bytes: [UInt8], _ entries: [(String, PDFValue)]) -> Int {
    added.append(Added(entries: entries, data: bytes))
    return -added.count
  }

  /// Sets an entry of a dictionary, or of the dictionary of a stream; null takes it out. The trailer has the number 0.
  package mutating func set(_ key: String, of number: Int, to value: PDFValue) {
    if number < 0 {
      replace(key, in: &added[-1 - number].entries, by: value)
      return
    }
    var change = changed[number] ?? Changed(entries: self.value(number).entries)
    replace(key, in: &change.entries, by: value)
    if !change.keys.contains(key) { change.keys.append(key) }
    changed[number] = change
  }

  /// Gives a page, counted from 0, another content.
  package mutating func setContent(ofPage index: Int, to bytes: [UInt8]) { contents[index] = bytes }
}

extension PDFDraft: PDFObjectSource {
  package var trailerValue: PDFValue { changed[0].map { .dictionary($0.entries) } ?? file.trailerValue }
  package var pageCount: Int { file.pageCount }

  package func value(_ number: Int) -> PDFValue {
    if number < 0 { return -number <= added.count ? .dictionary(added[-1 - number].entries) : .null }
    if let change = changed[number] { return .dictionary(change.entries) }
    return number == 0 ? file.trailerValue : file.value(number)
  }

  package func isStream(_ number: Int) -> Bool {
    guard number < 0 else { return file.isStream(number) }
    return -number <= added.count && added[-1 - number].data != nil
  }

  package func data(ofStream number: Int) throws(PDFFailure) -> [UInt8] {
    guard number < 0 else { return try file.data(ofStream: number) }
    guard -number <= added.count, let data = added[-1 - number].data else { throw PDFFailure("no stream") }
    return data
  }

  package func number(ofPage index: Int) -> Int { file.number(ofPage: index) }

  package func content(ofPage index: Int) throws(PDFFailure) -> [UInt8] {
    if let content = contents[index] { return content }
    return try file.content(ofPage: index)
  }
}

private func replace(_ key: String, in entries: inout [(String, PDFValue)], by value: PDFValue) {
  if let index = entries.firstIndex(where: { $0.0 == key }) {
    entries[index].1 = value
  } else {
    entries.append((key, value))
  }
}
