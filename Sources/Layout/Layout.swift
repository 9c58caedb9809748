public import Diagnostics
public import Frames
import Geometry

/// Pages, and what was found wrong on the way.
public struct LayoutResult: Sendable {
  /// At least one page.
  public var document: PagedDocument
  /// Problems in reading order of the blocks.
  public var diagnostics: [Diagnostic]

  /// Pages with what was found.
  public init(document: PagedDocument, diagnostics: [Diagnostic] = []) {
    self.document = document
    self.diagnostics = diagnostics
  }
}

/// Lays a document out on pages: at least one, nothing outside the margins but what stands on every page.
///
/// A page is a frame of groups whose roles say what they are: `title`, `heading-1` … `heading-4`, `paragraph`,
/// `paragraph-lead`, `paragraph-small`, `quote`, `list`, `table`, `figure`, `figures`, `key-figures`, `summary`, `contents`,
/// `sources`, `columns`, `rule` and `footnotes`, in reading order. `running-head`, `running-foot` and `table-repeated`
/// (title and header on further pages of a table) say nothing new. A drawing is a group of role `drawing` inside, its
/// label the alternative text. Every text and drawing that is not repeated names its part of the structure.
///
/// - Parameters:
///   - hyphenators: what divides the words of a language (BCP 47); words of a language without are not divided.
///   - redraw: draws a figure that names the heights it may have at one of them.
public func layOut(
  _ document: Document, theme: PageTheme, measurer: any TextMeasuring,
  hyphenators: @escaping (String) -> (any Hyphenating)? = { _ in nil },
  redraw: @escaping (Figure, Double) -> Frame? = { _, _ in nil }
) -> LayoutResult {
  func layOut(_ document: Document) -> LayoutResult {
    layOutOnce(document, theme: theme, measurer: measurer, hyphenators: hyphenators, redraw: redraw)
  }
  let mentioned = document.mentionedAnchors
  var result = layOut(document)
  guard !mentioned.isEmpty else { return result }
  // Numbers of pages in the text may move the pages they name. Where they do not settle, the last ones are kept.
  var known: [String: Int] = [:]
  for _ in 0..<4 {
    let found = pagesOfAnchors(in: result.document.pages).filter { mentioned.contains($0.key) }
    if found == known { return result }
    known = found
    result = layOut(document.mentioning(found))
  }
  if pagesOfAnchors(in: result.document.pages).filter({ mentioned.contains($0.key) }) != known {
    result.diagnostics.append(.unsettledPages())
  }
  return result
}

private func layOutOnce(
  _ document: Document, theme: PageTheme, measurer: any TextMeasuring,
  hyphenators: @escaping (String) -> (any Hyphenating)?,
  redraw: @escaping (Figure, Double) -> Frame?
) -> LayoutResult {
  // 1. A page has to hold a line.
  let box = theme.contentBox
  let smallest = max(theme.body.leading, theme.headings.map(\.leading).max() ?? 0, theme.title.leading)
  guard box.height >= smallest + 6, box.width >= 2 * theme.title.style.size else {
    let empty = PagedDocument(pages: [Frame(size: theme.pageSize)], metadata: document.metadata)
    return LayoutResult(document: empty, diagnostics: [.pageTooSmall(theme)])
  }
  // 2. Blocks into strips, one under the other.
  let galley = Galley(document, theme: theme, ruler: Ruler(measurer), hyphenators: hyphenators, redraw: redraw)
  // 3. Strips into pages.
  let made = PageMaker(galley).pages()
  // 4. Page numbers, running heads and feet.
  let dresser = PageDresser(theme: theme, breaker: galley.breaker, document: document)
  let pages = dresser.frames(made)
  // 5. Links that lead nowhere.
  let dead = deadLinks(in: pages)
  return LayoutResult(
    document: PagedDocument(
      pages: pages, outline: galley.outline, metadata: document.metadata, structure: galley.structure.elements,
      attachments: document.attachments + galley.attachments),
    diagnostics: galley.diagnostics + dead.map { .deadLink($0) })
}

/// The names that links lead to but nothing has, each once, in reading order.
private func deadLinks(in pages: [Frame]) -> [String] {
  var anchors: Set<String> = []
  var wanted: [String] = []
  func visit(_ items: [FrameItem]) {
    for item in items {
      switch item {
      case .anchor(let name, _): anchors.insert(name)
      case .link(_, let link): note(link)
      case .group(let group):
        if let link = group.link { note(link) }
        visit(group.items)
      default: break
      }
    }
  }
  func note(_ link: Link) {
    if case .anchor(let name) = link.destination { wanted.append(name) }
  }
  for page in pages { visit(page.items) }
  var seen = anchors
  return wanted.filter { seen.insert($0).inserted }
}
