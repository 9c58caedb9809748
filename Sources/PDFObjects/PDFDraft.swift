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

  /// The file that was read, as bytes.
  let source: [UInt8]
  let file: PDFFile
  /// The number of the first object that is added; the others follow.
  let first: Int
  var added: [Added] = []
  /// By their numbers; 0 is the trailer.
  var changed: [Int: Changed] = [:]

  /// Reads a file. What qpdf would only repair is refused.
  package init(_ source: [UInt8]) throws(PDFFailure) {
    self.source = source
    file = try PDFFile(source)
    first = file.trailerValue.entry("Size")?.integer ?? 1
  }

  /// Adds a dictionary and returns its number.
  package mutating func add(_ entries: [(String, PDFValue)]) -> Int {
    added.append(Added(entries: entries))
    return first + added.count - 1
  }

  /// Adds a stream, whose entries refer to nothing, and returns its number.
  package mutating func add(_ bytes: [UInt8], _ entries: [(String, PDFValue)]) -> Int {
    added.append(Added(entries: entries, data: bytes))
    return first + added.count - 1
  }

  /// Sets an entry of a dictionary, or of the dictionary of a stream; null takes it out. The trailer has the number 0.
  package mutating func set(_ key: String, of number: Int, to value: PDFValue) {
    if added.indices.contains(number - first) {
      replace(key, in: &added[number - first].entries, by: value)
      return
    }
    var change = changed[number] ?? Changed(entries: self.value(number).entries)
    replace(key, in: &change.entries, by: value)
    if !change.keys.contains(key) { change.keys.append(key) }
    changed[number] = change
  }

  /// Gives a page, counted from 0, another content.
  package mutating func setContent(ofPage index: Int, to bytes: [UInt8]) {
    let content = add(bytes, [])
    set("Contents", of: number(ofPage: index), to: .reference(content))
  }
}

extension PDFDraft: PDFObjectSource {
  package var trailerValue: PDFValue { changed[0].map { .dictionary($0.entries) } ?? file.trailerValue }
  package var pageCount: Int { file.pageCount }

  package func value(_ number: Int) -> PDFValue {
    if added.indices.contains(number - first) { return .dictionary(added[number - first].entries) }
    if let change = changed[number] { return .dictionary(change.entries) }
    return number == 0 ? file.trailerValue : file.value(number)
  }

  package func isStream(_ number: Int) -> Bool {
    added.indices.contains(number - first) ? added[number - first].data != nil : file.isStream(number)
  }

  package func data(ofStream number: Int) throws(PDFFailure) -> [UInt8] {
    guard added.indices.contains(number - first) else { return try file.data(ofStream: number) }
    guard let data = added[number - first].data else { throw PDFFailure("object \(number) is no stream") }
    return data
  }

  package func number(ofPage index: Int) -> Int { file.number(ofPage: index) }

  package func content(ofPage index: Int) throws(PDFFailure) -> [UInt8] {
    let content = changed[number(ofPage: index)]?.entries.first { $0.0 == "Contents" }?.1.reference
    guard let content, content >= first else { return try file.content(ofPage: index) }
    return try data(ofStream: content)
  }
}

private func replace(_ key: String, in entries: inout [(String, PDFValue)], by value: PDFValue) {
  if let index = entries.firstIndex(where: { $0.0 == key }) {
    entries[index].1 = value
  } else {
    entries.append((key, value))
  }
}
