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

  /// Notes of up to several pages, in text, lists, cells, headers of tables, captions and columns.
  @Test(arguments: 1...36)
  func longNotesBeginOnThePageOfTheirMarkAndGoOnOnTheNext(seed: Int) {
    var state = UInt64(seed) &* 7919
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let longest = [40, 250, 900][seed % 3]
    var words: [Int] = []
    /// Words that say which note and which place in it they have.
    func note() -> RichText {
      words.append(1 + (next(3) == 0 ? next(longest) : next(30)))
      return RichText((0..<words[words.count - 1]).map { "n\(words.count)x\($0)" }.joined(separator: " "))
    }
    var blocks: [Block] = []
    for _ in 0..<16 {
      let count = 20 + next(120)
      func content() -> RichText { text(count, note: next(3) > 0 ? note() : nil, at: next(count)) }
      switch next(8) {
      case 0: blocks.append(.list(List(items: [[.paragraph("A point.")], [.paragraph(content())]])))
      case 1:
        blocks.append(
          .table(
            Table(
              title: text(4, note: next(2) == 0 ? note() : nil, at: 2), columns: [Table.Column(header: "A")],
              rows: [Table.Row([Table.Cell(content())])] + (0..<next(30)).map { _ in Table.Row(["row"]) },
              note: content())))
      case 2:
        blocks.append(
          .figure(
            Figure(
              frame: Frame(size: Size(200, 100 + Double(next(300)))), caption: text(6, note: note(), at: 3),
              alternative: "A drawing.")))
      case 3, 4:
        blocks.append(.columns([.paragraph("Before."), .paragraph(content()), .paragraph(text(next(200)))]))
      default: blocks.append(.paragraph(content()))
      }
    }
    let theme = PageTheme(paper: seed % 2 == 0 ? .a4 : .custom(Size(420, 560)))
    let result = lay(blocks, theme: theme)
    let pages = pages(of: result.document)
    var found: [Int: [(word: Int, page: Int)]] = [:]
    for (number, page) in result.document.pages.enumerated() {
      #expect(page.strays(from: theme.contentBox).isEmpty, "page \(number + 1)")
      var marked = false
      for group in page.bodyGroups {
        if group.role == "footnotes" {
          for word in group.items.compactMap(\.words).joined(separator: " ").split(separator: " ") {
            let parts = word.dropFirst().split(separator: "x").compactMap { Int($0) }
            if parts.count == 2 { found[parts[0], default: []].append((parts[1], number)) }
          }
        } else {
          marked = true
        }
      }
      // A page of nothing but notes is for the last one of the document, or before what takes a page for itself.
      #expect(marked || number == result.document.pages.count - 1 || longest > 250, "page \(number + 1)")
    }
    for (i, count) in words.enumerated() {
      let said = found[i + 1] ?? []
      #expect(pages["footnote-\(i + 1)"] == pages["footnote-mark-\(i + 1)"], "note \(i + 1) of \(count) words")
      #expect(said.map(\.word) == Array(0..<count), "note \(i + 1)")
      // Without a gap.
      #expect(Set(said.map(\.page)).count == (said.last?.page ?? 0) - (said.first?.page ?? 0) + 1, "note \(i + 1)")
    }
    #expect(result.document.structure.count { $0.kind == .note } == words.count)
  }

  @Test func aNoteThatGoesOnRepeatsItsNumberUnderALongRule() {
    let theme = PageTheme(paper: .custom(Size(420, 400)))
    let result = lay([.paragraph(text(40, note: text(400), at: 10)), .paragraph(text(300))], theme: theme)
    let notes = result.document.pages.map { page in
      page.bodyGroups.filter { $0.role == "footnotes" }.flatMap(\.items)
    }
    #expect(notes.count > 2)
    for (page, items) in notes.enumerated() where !items.isEmpty {
      #expect(items.compactMap(\.words).first == "1")
      let rules = items.compactMap { item -> Double? in
        if case .shape(let shape) = item, case .line(let a, let b) = shape.outline { b.x - a.x } else { nil }
      }
      #expect(rules == [page == 0 ? 5 * theme.baseline : theme.textWidth])
      // The number that stands again is no text of the note.
      let elements = items.compactMap { item -> Int?? in
        if case .text(let run) = item, run.text == "1" { .some(run.element) } else { nil }
      }
      #expect(elements.map { $0 == nil } == [page > 0])
    }
  }

  @Test func whatIsRepeatedTakesItsNoteWithItAsDecoration() {
    let header = RichText("Head") + RichText(spans: [RichText.Span(footnote: "About the head.")])
    var column = Table.Column(header: "")
    column.header = header
    let result = lay([.table(Table(columns: [column], rows: (0..<80).map { _ in Table.Row(["row"]) }))])
    #expect(result.document.pages.count > 1)
    #expect(pages(of: result.document)["footnote-1"] == 0)
    for page in result.document.pages { #expect(page.words(in: "footnotes").contains("About the head.")) }
    #expect(result.document.structureDump().split(separator: "\n").count { $0.contains("About the head.") } == 1)
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
