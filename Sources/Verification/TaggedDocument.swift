import PDFObjects

/// A tagged PDF as its readers meet it: elements with their text in reading order, and the files attached to them.
struct TaggedDocument {
  /// An element.
  struct Element {
    /// `P`, `TD`, `Link` …
    var kind: String
    /// 1-based page on which it begins; 0 for none.
    var page = 0
    var parts: [Part] = []
    /// Names of the files attached to it.
    var attachments: [String] = []
    /// The names of places in the document that it leads to.
    var destinations: [String] = []

    /// The text of the element and everything in it.
    var text: String {
      parts.map { part in
        switch part {
        case .text(let text): text
        case .element(let element): element.text
        }
      }.joined()
    }
  }

  /// What an element holds.
  indirect enum Part {
    case text(String)
    case element(Element)
  }

  private(set) var root: Element?
  /// The attached files by name.
  private(set) var attachments: [String: [UInt8]] = [:]

  init(_ bytes: [UInt8]) throws(PDFFailure) {
    let file = try PDFFile(bytes)
    let names = file.entry(["Names", "EmbeddedFiles", "Names"], of: file.catalog).map { file.items(of: $0) } ?? []
    for i in stride(from: 1, to: names.count, by: 2) {
      guard let name = file.text(of: names[i - 1]), let stream = file.entry(["EF", "F"], of: names[i]) else { continue }
      attachments[name] = try file.data(of: stream)
    }
    guard let top = file.entry(["StructTreeRoot", "K"], of: file.catalog) else { return }
    var reader = StructureReader()
    for index in 0..<file.pageCount {
      let page = file.page(index)
      reader.pages[file.number(ofObject: page)] = (index + 1, try file.markedTexts(ofPage: page))
    }
    root = reader.element(file.isArray(top) ? file.items(of: top)[0] : top, of: file, depth: 0)
  }
}

/// Reads elements, the texts of the pages at hand.
private struct StructureReader {
  /// By the object numbers of the pages.
  var pages: [Int: (number: Int, texts: [Int: String])] = [:]

  func element(_ object: PDFObject, of file: borrowing PDFFile, depth: Int) -> TaggedDocument.Element {
    let kind = file.entry("S", of: object).flatMap { file.name(of: $0) } ?? ""
    var element = TaggedDocument.Element(kind: kind)
    guard depth < 100 else { return element }
    for attached in file.entry("AF", of: object).map({ file.items(of: $0) }) ?? [] {
      if let name = file.entry("UF", of: attached).flatMap({ file.text(of: $0) }) { element.attachments.append(name) }
    }
    let own = file.entry("Pg", of: object).flatMap { pages[file.number(ofObject: $0)] }
    let kids = file.entry("K", of: object).map { file.isArray($0) ? file.items(of: $0) : [$0] } ?? []
    for kid in kids {
      if let place = file.number(of: kid) {
        add(Int(place), of: own, to: &element)
        continue
      }
      switch file.entry("Type", of: kid).flatMap({ file.name(of: $0) }) {
      case "MCR":
        let page = file.entry("Pg", of: kid).flatMap { pages[file.number(ofObject: $0)] } ?? own
        if let place = file.entry("MCID", of: kid).flatMap({ file.number(of: $0) }) {
          add(Int(place), of: page, to: &element)
        }
      case "OBJR":
        guard let annotation = file.entry("Obj", of: kid) else { break }
        let destination = file.entry("Dest", of: annotation) ?? file.entry(["A", "D"], of: annotation)
        if let name = destination.flatMap({ file.text(of: $0) }) { element.destinations.append(name) }
        if element.page == 0, let page = file.entry("Pg", of: kid).flatMap({ pages[file.number(ofObject: $0)] }) {
          element.page = page.number
        }
      default:
        let inner = self.element(kid, of: file, depth: depth + 1)
        if element.page == 0 { element.page = inner.page }
        element.parts.append(.element(inner))
      }
    }
    return element
  }

  private func add(
    _ place: Int, of page: (number: Int, texts: [Int: String])?, to element: inout TaggedDocument.Element
  ) {
    guard let page else { return }
    if element.page == 0 { element.page = page.number }
    if let text = page.texts[place] { element.parts.append(.text(text)) }
  }
}
