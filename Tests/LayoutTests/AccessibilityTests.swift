import Diagnostics
import Frames
import Geometry
import TestSupport
import Testing

@testable import Layout

/// What readers who do not see the pages need is asked for, with the place in the report.
@Suite struct AccessibilityTests {
  private let origin = Origin(file: "report.md", line: 12, column: 1)

  private func diagnostics(of block: Block) -> [Diagnostic] {
    layOut(
      Document(metadata: PagedDocument.Metadata(title: "T"), blocks: [block]), theme: .standard,
      measurer: FixedWidthMeasurer()
    ).diagnostics
  }

  @Test func aFigureWithoutAnAlternativeIsAnError() {
    let figure = Figure(frame: Frame(size: Size(50, 50)), label: "Figure 1", alternative: "", origin: origin)
    let found = diagnostics(of: .figure(figure))
    #expect(found.map(\.code) == ["layout.figure-without-alternative"])
    #expect(found.hasErrors && found.first?.origin == origin)
  }

  @Test func aColumnWithoutAHeaderIsAnErrorButForTheFirst() {
    func table(_ headers: [RichText]) -> Block {
      .table(
        Table(
          columns: headers.map { Table.Column(header: $0) }, rows: [Table.Row(headers.map { _ in "x" })], origin: origin
        ))
    }
    #expect(diagnostics(of: table(["", "a", "b"])).isEmpty)
    let found = diagnostics(of: table(["", "a", ""]))
    #expect(found.map(\.code) == ["layout.empty-header"])
    #expect(found.hasErrors && found.first?.origin == origin && found.first?.headline.hasPrefix("column 3") == true)
  }

  @Test func theFileOfAFigureIsAttachedToIt() {
    let file = PagedDocument.Attachment(
      name: "figure-1.csv", mediaType: "text/csv", description: "Values", relationship: .data, bytes: [1])
    let figure = Figure(frame: Frame(size: Size(50, 50)), caption: "c", alternative: "A", attachment: file)
    let document = layOut(
      Document(metadata: PagedDocument.Metadata(title: "T"), blocks: [.paragraph("p"), .figure(figure)]),
      theme: .standard, measurer: FixedWidthMeasurer()
    ).document
    #expect(document.attachments.count == 1)
    let element = document.attachments.first?.element ?? 0
    #expect(document.structure[element].kind == .figure(alternative: "A"))
  }
}
