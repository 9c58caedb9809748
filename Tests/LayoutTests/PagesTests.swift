import Frames
import Geometry
import TestSupport
import Testing

@testable import Layout

@Suite struct PagesTests {
  let text = PageTheme.standard.contentBox.height

  func lay(_ blocks: [Block]) -> [Frame] {
    layOut(
      Document(metadata: PagedDocument.Metadata(title: "T"), blocks: blocks), theme: .standard,
      measurer: FixedWidthMeasurer(), redraw: { figure, height in Frame(size: Size(figure.frame.size.width, height)) }
    ).document.pages
  }

  func lines(_ count: Int) -> Block {
    .paragraph(RichText((0..<count).map { "Line \($0)." }.joined(separator: "\n")))
  }

  func figure(_ height: Double, _ heights: ClosedRange<Double>? = nil) -> Figure {
    Figure(
      frame: Frame(size: Size(200, height)), heights: heights, label: "Figure 1", caption: "Caption.",
      alternative: "A drawing.")
  }

  /// The lowest baseline on a page, from the bottom of the content box.
  func white(_ page: Frame) -> Double {
    let baselines = page.bodyGroups.flatMap(\.items).compactMap { item -> Double? in
      if case .text(let t) = item { t.position.y } else { nil }
    }
    return PageTheme.standard.contentBox.maxY - (baselines.max() ?? 0)
  }

  @Test func drawingsGrowUntilThePageIsFull() {
    for isRow in [false, true] {
      let drawing = figure(300, 250...450)
      let pages = lay([
        lines(10), isRow ? .figures([drawing, drawing]) : .figure(drawing), .pageBreak, .paragraph("Next."),
      ])
      #expect(pages.count == 2)
      #expect(abs(white(pages[0]) - (text - 140 - 21 - 14 - 3.5 - 450 - 10.5)) < 30)
    }
    let pages = lay([lines(10), .figure(figure(300, 250...900)), .pageBreak, .paragraph("Next.")])
    #expect(white(pages[0]) < 10)
  }

  @Test func drawingsShrinkToKeepTheirPage() {
    let pages = lay([lines(20), .figure(figure(400, 340...500)), lines(3)])
    #expect(pages.map { $0.roles }.first == ["paragraph", "figure"])
    let fixed = lay([lines(20), .figure(figure(400)), lines(3)])
    #expect(
      fixed.map { $0.roles }.first == ["paragraph"] || fixed.map { $0.roles }.first == ["paragraph", "paragraph"])
  }

  @Test func aChapterStartsAPageUnlessTheOneBeforeIsHalfEmpty() {
    let chapter = Block.heading(Heading(level: 1, text: "Chapter", pageBreakBefore: true))
    #expect(lay([lines(42), chapter, lines(40)]).map { $0.roles } == [["paragraph"], ["heading-1", "paragraph"]])
    #expect(lay([lines(22), chapter, lines(40)])[0].roles == ["paragraph", "heading-1", "paragraph"])
    #expect(lay([lines(22), .pageBreak, chapter, lines(40)])[0].roles == ["paragraph"])
  }

  @Test func pagesAreChosenTogether() {
    // Filled one after the other, the pages would leave the last row of the table alone.
    for rows in 40...90 {
      let pages = lay(SampleDocument.table(rows: rows))
      for page in pages { #expect(page.words(in: "table").count > 8, "\(rows) rows") }
    }
  }

  @Test func aTableTooWideTurnsThePage() throws {
    let columns = (0..<14).map { Table.Column(header: RichText("Column \($0)"), alignment: .decimal) }
    let rows = (0..<40).map { row in Table.Row(columns.indices.map { Table.Cell(RichText("\(row),234.\($0)")) }) }
    let table = Block.table(Table(label: "Table 1", columns: columns, rows: rows))
    let result = layOut(
      Document(
        metadata: PagedDocument.Metadata(title: "T"),
        blocks: [lines(10), .heading(Heading(level: 2, text: "Wide")), table, lines(60)]), theme: .standard,
      measurer: FixedWidthMeasurer())
    #expect(result.diagnostics.isEmpty)
    let pages = result.document.pages
    let turned = pages.filter { $0.size.width > $0.size.height }
    #expect(turned.count == 2)
    // The heading goes with the table, and the text that follows fills the page before.
    #expect(turned[0].roles == ["heading-2", "table"])
    #expect(turned[1].roles == ["table-repeated", "table"])
    #expect(pages[0].roles == ["paragraph", "paragraph"])
    #expect(pages.last?.roles == ["paragraph"])
    #expect(turned.allSatisfy { $0.strays(from: PageTheme.standard.turned.contentBox).isEmpty })
    #expect(turned[0].words(in: "running-foot") == ["Page 2 of 4"])
  }

  /// The lowest and highest baselines in the left and right half of a page.
  func columns(_ page: Frame) -> [(top: Double, bottom: Double)] {
    let middle = PageTheme.standard.pageSize.width / 2
    let runs = page.bodyGroups.filter { $0.role != "footnotes" }.flatMap(\.items).compactMap { item -> TextRun? in
      if case .text(let run) = item { run } else { nil }
    }
    return [runs.filter { $0.position.x < middle }, runs.filter { $0.position.x >= middle }].compactMap { runs in
      let ys = runs.map(\.position.y)
      return ys.min().flatMap { top in ys.max().map { (top, $0) } }
    }
  }

  @Test func tablesAreSetTighterWhereLittleWouldStandOnTheLastPage() {
    let table = Table(
      columns: [Table.Column(header: "A"), Table.Column(header: "B")],
      rows: (0..<30).map { Table.Row([Table.Cell(RichText("Row \($0)")), "1.0"]) })
    let natural = PageTheme.standard.tableBody.leading + 6
    let found = (1...24).map { count -> (pages: Int, isTight: Bool) in
      let pages = lay([.table(table), lines(count)])
      let rows = pages[0].bodyGroups[0].items.compactMap { item -> Double? in
        if case .text(let run) = item, run.text.hasPrefix("Row") { run.position.y } else { nil }
      }
      return (pages.count, rows[1] - rows[0] < natural - 0.1)
    }
    // What nearly fits is made room for; what fits, or fills a good part of another page, leaves the rows as they are.
    #expect(found.contains { $0.pages == 1 && $0.isTight })
    #expect(found.allSatisfy { $0.pages == 1 || !$0.isTight })
    #expect(found[0] == (1, false) && found[23] == (2, false))
  }

  @Test(arguments: Array(36...60))
  func aTableIsSetTighterRatherThanEndingWithAFewRowsOnAnotherPage(rows: Int) {
    let table = Table(columns: [Table.Column(header: "A")], rows: (0..<rows).map { Table.Row(["row \($0)"]) })
    let pages = lay([.table(table)])
    var counts: [Int] = []
    var distances: Set<Int> = []
    for page in pages {
      let baselines = page.bodyGroups.flatMap(\.items).compactMap { item -> Double? in
        if case .text(let run) = item, run.text.hasPrefix("row") { run.position.y } else { nil }
      }
      counts.append(baselines.count)
      for (a, b) in zip(baselines, baselines.dropFirst()) { distances.insert(Int(((b - a) * 100).rounded())) }
      #expect(page.strays(from: PageTheme.standard.contentBox).isEmpty)
    }
    #expect(counts.reduce(0, +) == rows)
    // All rows alike, and none closer than half of their white.
    #expect(distances.count == 1)
    let natural = PageTheme.standard.tableBody.leading + 6
    #expect(Double(distances.first ?? 0) / 100 > natural - 3.1)
    #expect(pages.count == 1 || counts[pages.count - 1] > 5, "\(counts)")
  }

  @Test func drawingsShrinkForTheLastColumnsOfAPage() {
    let entries = (0..<20).map { i in
      SourceEntry(anchor: "s\(i)", number: "[\(i)]", text: RichText("An entry\nof two lines"))
    }
    let counts = stride(from: 300.0, through: 480, by: 20).map { height in
      lay([.figure(figure(height, height - 60...height)), .sources(entries)]).count
    }
    let fixed = stride(from: 300.0, through: 480, by: 20).map { height in
      lay([.figure(figure(height)), .sources(entries)]).count
    }
    #expect(fixed.first == 1)
    #expect(counts.count { $0 == 1 } > fixed.count { $0 == 1 } && counts.last == 2)
  }

  @Test func columnsAreFilledAndTheLastOnesBalanced() {
    let blocks = (0..<22).map { i in Block.paragraph(RichText(String(repeating: "word ", count: 30 + i * 7 % 50))) }
    let pages = lay([.columns(blocks)])
    #expect(pages.count == 2)
    for page in pages {
      let columns = columns(page)
      #expect(columns.count == 2)
      #expect(abs(columns[0].top - columns[1].top) < 0.1)
      #expect(abs(columns[0].bottom - columns[1].bottom) < 60)
      #expect(page.strays(from: PageTheme.standard.contentBox).isEmpty)
    }
    #expect(white(pages[0]) < 60)
  }

  @Test func textGoesOnBelowColumns() {
    let pages = lay([lines(3), .columns([lines(9), lines(9)]), lines(3)])
    #expect(pages.count == 1)
    #expect(abs(white(pages[0]) - (text - 3 * 14 - 9 * 14 - 3 * 14)) < 30)
  }

  @Test func whatNoPageHoldsIsParted() {
    let rows = (0..<200).map { Table.Row([Table.Cell(RichText("Row \($0)"))], kind: .group) }
    let pages = lay([.table(Table(columns: [Table.Column(header: "A")], rows: rows))])
    #expect(pages.count > 2)
    #expect(pages.flatMap { $0.words(in: "table") }.count { $0.hasPrefix("Row") } == 200)
    #expect(pages.allSatisfy { $0.strays(from: PageTheme.standard.contentBox).isEmpty })
  }
}
