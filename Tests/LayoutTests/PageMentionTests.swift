import Frames
import Geometry
import TestSupport
import Testing

@testable import Layout

@Suite struct PageMentionTests {
  private let theme = PageTheme.standard

  private func texts(_ frame: Frame) -> [String] {
    var found: [String] = []
    func visit(_ items: [FrameItem]) {
      for item in items {
        switch item {
        case .text(let run): found.append(run.text)
        case .group(let group): visit(group.items)
        default: break
        }
      }
    }
    visit(frame.items)
    return found
  }

  private func document(_ blocks: [Block]) -> Document {
    Document(metadata: PagedDocument.Metadata(title: "Test", language: "en"), blocks: blocks)
  }

  @Test func aMentionedPageIsThePageOfItsAnchor() {
    let far = Heading(level: 1, text: "Far", anchor: "far", pageBreakBefore: true)
    let mention = RichText(spans: [
      .init("See page "), .init("00", link: Link(.anchor("far"), description: "Far"), pageOf: "far"),
    ])
    let result = layOut(
      document([.paragraph(mention), .pageBreak, .paragraph("Middle"), .pageBreak, .heading(far)]), theme: theme,
      measurer: FixedWidthMeasurer())
    #expect(result.document.pages.count == 3)
    #expect(texts(result.document.pages[0]).joined(separator: " ").contains("3"))
    #expect(!texts(result.document.pages[0]).joined(separator: " ").contains("00"))
    #expect(result.diagnostics.isEmpty)
  }

  @Test func sourcesNameThePagesTheyAreUsedOn() throws {
    func value(_ text: String) -> RichText {
      RichText(spans: [.init(text, link: Link(.anchor("source-1"), description: "source"))])
    }
    let entries = [
      SourceEntry(anchor: "source-1", number: "[1]", text: "Used twice"),
      SourceEntry(anchor: "source-2", number: "[2]", text: "Never used"),
    ]
    let result = layOut(
      document([.paragraph(value("A")), .pageBreak, .paragraph(value("B")), .pageBreak, .sources(entries)]),
      theme: theme, measurer: FixedWidthMeasurer())
    let words = texts(result.document.pages[2])
    #expect(words.joined(separator: " ").contains("p. 1, 2"))
    #expect(words.filter { $0.contains("p.") }.count == 1)
    let anchors = pagesOfAnchors(in: result.document.pages)
    #expect(anchors["page-1"] == 1)
    #expect(anchors["page-2"] == nil)
    #expect(result.diagnostics.isEmpty)
  }

  @Test func listsNameFiguresAndTablesWithTheirPages() {
    let figure = Figure(
      frame: Frame(size: Size(100, 50)), label: "Figure 1", title: "Growth", alternative: "none", anchor: "figure-1")
    let table = Table(
      label: "Table 1", title: "All", columns: [Table.Column(header: "A")], rows: [Table.Row(["x"])], anchor: "table-1")
    let result = layOut(
      document([
        .listing(.figures, title: ""), .listing(.tables, title: "All tables"), .pageBreak, .figure(figure),
        .table(table),
      ]), theme: theme, measurer: FixedWidthMeasurer())
    let words = texts(result.document.pages[0]).joined(separator: " ")
    for expected in ["Figures", "All tables", "Figure 1", "Growth", "Table 1"] { #expect(words.contains(expected)) }
    #expect(texts(result.document.pages[0]).filter { $0 == "2" }.count == 2)
  }
}
