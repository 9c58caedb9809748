import Diagnostics
import Frames
import Geometry
import TestSupport
import Testing

@testable import Layout

@Suite struct FootnotesTests {
  func text(_ words: Int, note: RichText? = nil, at place: Int = 0) -> RichText {
    var spans = [RichText.Span(String(repeating: "word ", count: place))]
    if let note { spans.append(RichText.Span(footnote: note)) }
    spans.append(RichText.Span(String(repeating: " word", count: words - place)))
    return RichText(spans: spans)
  }

  func lay(_ blocks: [Block], theme: PageTheme = .standard) -> LayoutResult {
    layOut(
      Document(metadata: PagedDocument.Metadata(title: "T"), blocks: blocks), theme: theme,
      measurer: FixedWidthMeasurer())
  }

  /// The page of each anchor, from 0.
  func pages(of document: PagedDocument) -> [String: Int] {
    var found: [String: Int] = [:]
    for (number, page) in document.pages.enumerated() {
      for case .anchor(let name, _) in page.bodyGroups.flatMap(\.items) {
        #expect(found[name] == nil, "\(name) twice")
        found[name] = number
      }
    }
    return found
  }

  @Test(arguments: 1...80)
  func notesStandOnThePageOfTheirMark(seed: Int) {
    var state = UInt64(seed)
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    var blocks: [Block] = []
    var count = 0
    for _ in 0..<30 {
      let words = 20 + next(120)
      let note = next(3) > 0 ? text(1 + next(60)) : nil
      if note != nil { count += 1 }
      let content = text(words, note: note, at: next(words))
      switch next(7) {
      case 0: blocks.append(.list(List(items: [[.paragraph("A point.")], [.paragraph(content)]])))
      case 1:
        blocks.append(
          .table(
            Table(
              columns: [Table.Column(header: "A")],
              rows: [Table.Row([Table.Cell(content)]), Table.Row(["last"])])))
      case 2:
        blocks.append(.paragraph(content, .quote))
        blocks.append(
          .figure(Figure(frame: Frame(size: Size(200, 100 + Double(next(300)))), alternative: "A drawing.")))
      case 3: blocks.append(.columns([.paragraph("Before."), .paragraph(content), .paragraph(text(next(200)))]))
      default: blocks.append(.paragraph(content))
      }
    }
    let theme = PageTheme(paper: seed % 2 == 0 ? .a4 : .custom(Size(420, 560)))
    let result = lay(blocks, theme: theme)
    #expect(result.diagnostics.allSatisfy { $0.code == "layout.figure-made-smaller" }, "\(result.diagnostics)")
    let pages = pages(of: result.document)
    for number in 1...max(1, count) where count > 0 {
      #expect(pages["footnote-\(number)"] != nil)
      #expect(pages["footnote-\(number)"] == pages["footnote-mark-\(number)"], "note \(number)")
    }
    #expect(result.document.structure.count { $0.kind == .note } == count)
    for page in result.document.pages {
      #expect(page.strays(from: theme.contentBox).isEmpty)
      // Above the notes there is room.
      var body = 0.0
      var notes = Double.infinity
      for group in page.bodyGroups {
        for case .text(let run) in group.items {
          if group.role == "footnotes" {
            notes = min(notes, run.position.y)
          } else {
            body = max(body, run.position.y)
          }
        }
      }
      #expect(body + 10 < notes)
    }
  }

  @Test func notesAreNumberedAndLinkedBothWays() {
    let result = lay([
      .paragraph(text(8, note: "First note.", at: 3)), .paragraph(text(8, note: "Second note.", at: 8)),
    ])
    let page = result.document.pages[0]
    #expect(page.words(in: "footnotes") == ["1", "First note.", "2", "Second note."])
    #expect(result.diagnostics.isEmpty)
    let dump = result.document.structureDump()
    #expect(dump.contains("  note\n    label\n      link “1”\n    paragraph “First note.”"), "\(dump)")
  }
}
