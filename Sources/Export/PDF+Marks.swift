internal import Cairo
internal import Glibc
internal import PDFObjects

/// Which element each stretch of content belongs to, page by page in the order drawn; nil for decoration. The place of a
/// stretch is its number in the page's content.
final class Marks {
  private(set) var pages: [[Int?]] = []
  private let elements: Int
  private var isOpen = false

  /// Marks for a structure of so many elements.
  init(elements: Int) { self.elements = elements }

  func beginPage() { pages.append([]) }

  /// What is drawn from here on belongs to an element.
  func begin(_ element: Int?, on canvas: borrowing Canvas) {
    let element = element.flatMap { (0..<elements).contains($0) ? $0 : nil }
    let page = pages.count - 1
    if isOpen, pages[page].last == .some(element) { return }
    end(on: canvas)
    canvas.beginMark(decoration: element == nil)
    pages[page].append(element)
    isOpen = true
  }

  /// Ends the last stretch of a page.
  func end(on canvas: borrowing Canvas) {
    guard isOpen, let element = pages.last?.last else { return }
    canvas.endMark(decoration: element == nil)
    isOpen = false
  }

  /// Finds every stretch in the pages of a file, and says of decoration that it is.
  func rewrite(_ draft: inout PDFDraft) throws(PDFFailure) {
    for (index, marks) in pages.enumerated() where !marks.isEmpty {
      let content = try draft.content(ofPage: index)
      if content.count < 64, content.find("/MCID", from: 0) == nil {
        // Nothing is left of what lies beside the page.
        pages[index] = []
        continue
      }
      var out: [UInt8] = []
      out.reserveCapacity(content.count)
      var position = 0
      for (number, element) in marks.enumerated() {
        let tag = "/\(element == nil ? "NonStruct" : "Span") << /MCID \(number) >> BDC"
        guard let found = content.find(tag, from: position) else {
          throw PDFFailure("stretch \(number) of the content of page \(index + 1) is not marked")
        }
        let end = found + tag.utf8.count
        if element == nil {
          out += content[position..<found]
          out += "/Artifact BMC".utf8
        } else {
          out += content[position..<end]
        }
        position = end
      }
      guard content.find("/MCID \(marks.count) >> BDC", from: position) == nil else {
        throw PDFFailure("page \(index + 1) has more marked content than was drawn")
      }
      out += content[position...]
      draft.setContent(ofPage: index, to: out)
    }
  }
}

extension [UInt8] {
  /// Where a text that starts with a slash begins, at a position or after it.
  fileprivate func find(_ text: String, from start: Int) -> Int? {
    let length = text.utf8.count
    return unsafe withUnsafeBytes { bytes -> Int? in
      guard let base = bytes.baseAddress else { return nil }
      var position = start
      while position + length <= bytes.count {
        guard let slash = unsafe memchr(base + position, 0x2F, bytes.count - position) else { return nil }
        position = unsafe UnsafeRawPointer(slash) - base
        if position + length <= bytes.count, unsafe memcmp(base + position, text, length) == 0 { return position }
        position += 1
      }
      return nil
    }
  }
}
