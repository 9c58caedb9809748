import Diagnostics
import Frames
import Geometry

extension Diagnostic {
  static func pageTooSmall(_ theme: PageTheme) -> Diagnostic {
    let box = theme.contentBox
    return Diagnostic(
      .error, code: "layout.page-too-small",
      "the page leaves no room for a line of text: \(numberText(box.width, decimals: 1)) × "
        + "\(numberText(box.height, decimals: 1)) points between the margins",
      help: "choose larger paper or smaller margins")
  }

  static func unsettledPages() -> Diagnostic {
    Diagnostic(
      .warning, code: "layout.unsettled-pages",
      "a page number in the text moves what it names to another page and back; it may be off by one",
      help: "put the reference further from the end of its page, or leave out the page")
  }

  static func figureMadeSmaller(_ figure: Figure, scale: Double) -> Diagnostic {
    let size = figure.frame.size
    return Diagnostic(
      .warning, code: "layout.figure-made-smaller",
      "\(figure.label.isEmpty ? "a figure" : figure.label) does not fit and was set at "
        + "\(numberText(scale * 100, decimals: 0)) % of its size",
      help: "draw it smaller than \(numberText(size.width * scale, decimals: 0)) × "
        + "\(numberText(size.height * scale, decimals: 0)) points")
  }

  static func figureWithoutAlternative(_ figure: Figure) -> Diagnostic {
    Diagnostic(
      .error, code: "layout.figure-without-alternative",
      "\(figure.label.isEmpty ? "a figure" : figure.label) says nothing to readers who do not see it",
      at: figure.origin, help: "give it an alternative text that tells what it shows")
  }

  static func looseLines(_ count: Int, worst: String, looseness: Double, page: Int) -> Diagnostic {
    Diagnostic(
      .note, code: "layout.loose-lines",
      "\(count == 1 ? "a line" : "\(count) lines") of a paragraph on page \(page) \(count == 1 ? "is" : "are") loose, with "
        + "spaces up to \(numberText(1 + looseness, decimals: 1)) times as wide: “\(worst.beginning)”",
      help: "change a word, or let long words be divided with soft hyphens")
  }

  static func river(_ count: Int, from line: String, page: Int) -> Diagnostic {
    Diagnostic(
      .note, code: "layout.river",
      "white runs down through \(count) lines of a paragraph on page \(page), from “\(line.beginning)”",
      help: "change a word of the paragraph")
  }

  static func whitePage(_ page: Int, share: Double) -> Diagnostic {
    Diagnostic(
      .note, code: "layout.white-page", "\(numberText(share * 100, decimals: 0)) % of page \(page) stay white",
      help: "move a paragraph, or let charts before it grow")
  }

  static func tableTooWide(_ table: Table) -> Diagnostic {
    Diagnostic(
      .warning, code: "layout.table-too-wide",
      "\(table.label.isEmpty ? "a table" : table.label) has no room for its \(table.columns.count) columns; words and "
        + "numbers were cut", at: table.origin,
      help: "leave out columns, shorten headers, or turn the page to landscape")
  }

  static func emptyHeader(_ table: Table, column: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "layout.empty-header",
      "column \(column) of \(table.label.isEmpty ? "a table" : table.label) has no header", at: table.origin,
      help: "say in its first row what the column holds; only the first column can do without")
  }

  static func tooManyCells(_ table: Table, row: Int) -> Diagnostic {
    Diagnostic(
      .warning, code: "layout.too-many-cells",
      "row \(row + 1) of \(table.label.isEmpty ? "a table" : table.label) has more cells than the table has columns",
      at: table.origin, help: "add a column or remove the cells; those beyond the last column are not printed")
  }

  static func repeatedAnchor(_ name: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "layout.repeated-anchor", "two things are named “\(name)”",
      help: "links lead to the first; give the other a name of its own")
  }

  static func deadLink(_ name: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "layout.dead-link", "a link leads to “\(name)”, which is nowhere in the document",
      help: "name a heading, figure, table or source “\(name)”, or remove the link")
  }
}

extension String {
  /// The first words.
  fileprivate var beginning: String { count <= 40 ? self : prefix(40).trimmingSuffix { $0 == " " } + "…" }
}

extension Substring {
  fileprivate func trimmingSuffix(_ isTrimmed: (Character) -> Bool) -> Substring {
    self[..<(lastIndex { !isTrimmed($0) }.map { index(after: $0) } ?? startIndex)]
  }
}
