public import Diagnostics
public import Frames

/// Pages, and what was found wrong on the way.
public struct LayoutResult: Sendable {
  public var document: PagedDocument
  public var diagnostics: [Diagnostic]

  public init(document: PagedDocument, diagnostics: [Diagnostic] = []) {
    self.document = document
    self.diagnostics = diagnostics
  }
}

/// Lays a document out on pages.
public func layOut(_ document: Document, theme: PageTheme, measurer: any TextMeasuring) -> LayoutResult {
  LayoutResult(
    document: PagedDocument(pages: [Frame(size: theme.pageSize)], metadata: document.metadata))
}
