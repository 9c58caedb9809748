import Frames

/// Numbers of pages in running text. They are known only when the pages are made, and the pages depend on the lines that
/// hold them: the document is laid out again with the numbers found until they stay.
extension Document {
  /// The names whose pages the texts mention.
  var mentionedAnchors: Set<String> {
    var names: Set<String> = []
    _ = mapTexts { text in
      for span in text.spans { if let name = span.pageOf { names.insert(name) } }
      return text
    }
    return names
  }

  /// The names that texts and drawings lead to, but for those in the list of sources.
  var linkedAnchors: Set<String> {
    var names: Set<String> = []
    func note(_ link: Link?) { if case .anchor(let name)? = link?.destination { names.insert(name) } }
    func visit(_ items: [FrameItem]) {
      for item in items {
        switch item {
        case .link(_, let link): note(link)
        case .group(let group):
          note(group.link)
          visit(group.items)
        default: break
        }
      }
    }
    var body = self
    body.blocks = blocks.flattened
    body.blocks.removeAll { if case .sources = $0 { true } else { false } }
    _ = body.mapTexts { text in
      for span in text.spans { note(span.link) }
      return text
    }
    for block in body.blocks {
      switch block {
      case .figure(let figure): visit(figure.frame.items)
      case .figures(let figures): for figure in figures { visit(figure.frame.items) }
      default: break
      }
    }
    return names
  }

  /// The document with the numbers in place; a name without a page keeps its text.
  func mentioning(_ pages: [String: Int]) -> Document {
    mapSpans { span in
      guard let name = span.pageOf, let page = pages[name] else { return [span] }
      var span = span
      span.text = String(page)
      return [span]
    }
  }
}

/// The page of every anchor, counted from 1; the first where a name stands twice.
func pagesOfAnchors(in pages: [Frame]) -> [String: Int] {
  var found: [String: Int] = [:]
  func visit(_ items: [FrameItem], page: Int) {
    for item in items {
      switch item {
      case .anchor(let name, _): if found[name] == nil { found[name] = page }
      case .group(let group): visit(group.items, page: page)
      default: break
      }
    }
  }
  for (index, page) in pages.enumerated() { visit(page.items, page: index + 1) }
  return found
}
