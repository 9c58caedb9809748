import Diagnostics
import Frames
import Geometry
import TestSupport
import Testing

@testable import Layout

@Suite struct RemarksTests {
  func remarks(_ blocks: [Block]) -> [Diagnostic] {
    let document = Document(metadata: PagedDocument.Metadata(title: "T"), blocks: blocks)
    let laid = layOut(document, theme: .standard, measurer: FixedWidthMeasurer()).document
    return typographicRemarks(on: laid, theme: .standard, measurer: FixedWidthMeasurer())
  }

  @Test func looseLinesAreTold() {
    let long = String(repeating: "a", count: 33)
    let found = remarks([.paragraph(RichText("\(long) \(long) \(long) \(long) and more"))])
    #expect(found.map(\.code) == ["layout.loose-lines"])
    #expect(found.allSatisfy { $0.severity == .note })
    #expect(remarks([.paragraph("One line.")]).isEmpty)
  }

  @Test func riversAreTold() {
    // Lines of words of the same length have their spaces under each other.
    let text = RichText(String(repeating: "river ", count: 90))
    #expect(remarks([.paragraph(text)]).map(\.code) == ["layout.river"])
    #expect(remarks([.paragraph(RichText(String(repeating: "river ", count: 30)))]).isEmpty)
  }

  @Test func whiteIsTold() {
    #expect(remarks([.paragraph("One."), .pageBreak, .paragraph("Two.")]).map(\.code) == ["layout.white-page"])
    // Notes fill a page from below; what lies between is white.
    let noted = RichText(spans: [RichText.Span("One."), RichText.Span(footnote: "A note.")])
    #expect(remarks([.paragraph(noted), .pageBreak, .paragraph("Two.")]).map(\.code) == ["layout.white-page"])
  }
}
