import Diagnostics
import Foundation
import Frames
import Geometry
import TestSupport
import Testing

@testable import Layout

/// Spanners, parts of wide tables, sums, fills and remarks.
@Suite struct TablePartsTests {
  func lay(_ table: Table, theme: PageTheme = .standard) -> LayoutResult {
    let document = Document(metadata: PagedDocument.Metadata(title: "T"), blocks: [.table(table)])
    return layOut(document, theme: theme, measurer: FixedWidthMeasurer())
  }

  /// The texts of the pages with the part of the document each belongs to.
  func runs(_ result: LayoutResult) -> [TextRun] {
    var found: [TextRun] = []
    func visit(_ items: [FrameItem]) {
      for item in items {
        switch item {
        case .text(let run): found.append(run)
        case .group(let group): visit(group.items)
        default: break
        }
      }
    }
    for page in result.document.pages { visit(page.items) }
    return found
  }

  func wide(columns: Int, wide: Table.Wide = .split, rows: Int = 3) -> Table {
    Table(
      label: "Table 1", title: "Wide",
      columns: [Table.Column(header: "Region")]
        + (1...columns).map { Table.Column(header: "Year\($0)", alignment: .decimal) },
      spanners: [[Table.Spanner("All of the years", over: 1..<columns + 1)]], wide: wide,
      rows: [Table.Row(["North"], kind: .group)]
        + (1...rows).map { row in
          Table.Row(["Place\(row)"] + (1...columns).map { "\(row * 1000 + $0).5" })
        })
  }

  @Test func spannersStandOverTheirColumnsAndNameThem() {
    let table = Table(
      columns: [
        Table.Column(header: "Region"), Table.Column(header: "Level", alignment: .decimal),
        Table.Column(header: "Growth", alignment: .decimal), Table.Column(header: "Level", alignment: .decimal),
      ],
      spanners: [[Table.Spanner("2023", over: 1..<3), Table.Spanner("2024", over: 3..<4)]],
      rows: [Table.Row(["Jilin", "1.0", "2.0", "3.0"])])
    let result = lay(table)
    #expect(
      result.document.structureDump() == """
        document
          table
            row
              header of column down 2 “Region”
              header of column across 2 “2023”
              header of column “2024”
            row
              header of column “Level”
              header of column “Growth”
              header of column “Level”
            row
              header of row “Jilin”
              cell “1.0”
              cell “2.0”
              cell “3.0”

        """)
    let runs = runs(result)
    let spanner = runs.first { $0.text == "2023" }
    let first = runs.first { $0.text == "Level" }
    let region = runs.first { $0.text == "Region" }
    #expect((spanner?.position.y ?? 0) < (first?.position.y ?? 0))
    #expect(region?.position.y == first?.position.y)
  }

  @Test func aColumnUnderAnInnerSpannerOnlyHasAnEmptyCellAbove() {
    let table = Table(
      columns: [Table.Column(header: "A"), Table.Column(header: "B"), Table.Column(header: "C")],
      spanners: [[Table.Spanner("Outer", over: 2..<3)], [Table.Spanner("Inner", over: 1..<3)]],
      rows: [Table.Row(["a", "b", "c"])])
    #expect(
      lay(table).document.structureDump().hasPrefix(
        """
        document
          table
            row
              header of column down 3 “A”
              cell
              header of column “Outer”
            row
              header of column across 2 “Inner”
            row
              header of column “B”
              header of column “C”
        """))
  }

  @Test func columnsThatDoNotFitStandInPartsOfOneTable() {
    let result = lay(wide(columns: 20))
    let dump = result.document.structureDump()
    // One table whose rows hold all their cells in order.
    #expect(dump.components(separatedBy: "  table\n").count == 2)
    #expect(dump.contains("header of column across 20 “All of the years”"))
    for row in 1...3 {
      let cells = (1...20).map { "      cell “\(row * 1000 + $0).5”\n" }.joined()
      #expect(dump.contains("      header of row under “North” “Place\(row)”\n" + cells), "\(dump)")
    }
    // The names of rows stand in every part, but belong to the document once.
    let places = runs(result).filter { $0.text == "Place1" }
    #expect(places.count > 1)
    #expect(places.count { $0.element != nil } == 1)
    #expect(result.diagnostics.isEmpty)
    #expect(result.document.pages.allSatisfy { $0.strays(from: PageTheme.standard.contentBox).isEmpty })
  }

  @Test func wideTablesTurnThePageUnlessTheyAreToBeSplit() {
    let upright = PageTheme.standard.pageSize
    #expect(lay(wide(columns: 14, wide: .turned)).document.pages[0].size.width > upright.width)
    #expect(lay(wide(columns: 14, wide: .split)).document.pages[0].size == upright)
    // What does not fit on a turned page stands in parts.
    #expect(lay(wide(columns: 40, wide: .turned)).document.pages[0].size == upright)
  }

  @Test(arguments: 2...40) func partsHoldEveryColumnOnce(count: Int) throws {
    let table = wide(columns: count)
    for stub in 1...2 {
      var table = table
      table.stub = stub
      let parts = try #require(table.parts(fitting: 100) { Double($0.count) * 20 })
      let names = min(stub, count)
      #expect(parts[0].repeated == 0)
      #expect(parts.allSatisfy { $0.columns.count <= 5 && $0.columns.starts(with: 0..<names) })
      #expect(parts.flatMap { $0.columns.dropFirst(names) } == Array(names...count))
      // No part is much shorter than the others.
      let lengths = parts.map(\.columns.count)
      #expect(lengths.dropLast().allSatisfy { $0 == lengths[0] })
    }
  }

  @Test func sumsStayWithTheRowsTheySum() {
    let rows = (0..<40).flatMap { group in
      [Table.Row([Table.Cell("Group \(group)", span: 2)], kind: .group)]
        + (0..<5).map { Table.Row([Table.Cell("Row \($0)"), "1.0"]) }
        + [Table.Row(["All", "5.0"], kind: .subtotal)]
    }
    let table = Table(
      columns: [Table.Column(header: "A"), Table.Column(header: "B", alignment: .decimal)],
      rows: rows + [Table.Row(["Total", "200.0"], kind: .total)])
    let pages = lay(table).document.pages
    #expect(pages.count > 3)
    for page in pages {
      let texts = page.bodyGroups.filter { $0.role == "table" }.flatMap(\.items).compactMap { item -> String? in
        if case .text(let run) = item { run.text } else { nil }
      }
      #expect(texts.first != "All" && texts.first != "Total")
    }
  }

  @Test(arguments: [UInt32(0xFFFFFF), 0x12436D, 0x808080, 0x777777, 0xFFE0A0, 0x000000])
  func textOnAFillCanBeRead(hex: UInt32) throws {
    let fill = Color(hex: hex)
    var cell = Table.Cell("12.5")
    cell.text.spans[0].muted = true
    cell.fill = fill
    let result = lay(Table(columns: [Table.Column(header: "A")], rows: [Table.Row([cell])]))
    let run = try #require(runs(result).first { $0.text == "12.5" })
    #expect(run.color.contrast(with: fill) >= 4.5)
  }

  @Test func drawingsWithAnAlternativeAreFigures() {
    let drawing = Frame(
      size: Size(20, 8), items: [.shape(Shape(.rect(Rect(x: 0, y: 0, width: 10, height: 8)), fill: .color(.black)))])
    let table = Table(
      columns: [Table.Column(header: "A"), Table.Column(header: "B")],
      rows: [
        Table.Row(["a", Table.Cell(image: drawing, alternative: "From 1 to 3")]),
        Table.Row(["b", Table.Cell("1", image: drawing)]),
      ])
    let dump = lay(table).document.structureDump()
    #expect(dump.contains("      cell\n        figure (From 1 to 3)\n"))
    #expect(dump.components(separatedBy: "figure").count == 2)
  }

  @Test func remarksStandBelowAndAreLinkedTo() {
    var cell = Table.Cell("12.5")
    cell.text.spans.append(
      RichText.Span("a", superscript: true, link: Link(.anchor("table-1-a"), description: "a: Target")))
    let table = Table(
      columns: [Table.Column(header: "A")], rows: [Table.Row([cell])], note: "All of it.",
      remarks: [Table.Remark(mark: "a", text: "Target.", anchor: "table-1-a")])
    let result = lay(table)
    #expect(result.diagnostics.isEmpty)
    #expect(
      result.document.structureDump().hasSuffix("  paragraph “a\u{2009}Target.”\n  paragraph “Note: All of it.”\n"))
  }
}
