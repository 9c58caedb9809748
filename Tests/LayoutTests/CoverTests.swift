import Frames
import Geometry
import TestSupport
import Testing

@testable import Layout

@Suite struct CoverTests {
  private func pages(_ title: TitleBlock, theme: PageTheme = .standard) -> LayoutResult {
    layOut(
      Document(
        metadata: .init(title: "T"), blocks: [.title(title), .paragraph("Text that follows.")], runningHead: "Head",
        runningFoot: "Foot"), theme: theme, measurer: FixedWidthMeasurer())
  }

  private static let figures = (1...4).map { KeyFigure(label: "Figure \($0)", value: "1.\($0)", note: "of all") }

  @Test(arguments: [PageTheme.Paper.a4, .a5, .letter], [true, false])
  func aCoverIsThePageBeforeEverythingElse(paper: PageTheme.Paper, landscape: Bool) {
    let theme = PageTheme(paper: paper, landscape: landscape)
    for figures in [[], Self.figures] {
      let title = TitleBlock(
        kicker: "Series", title: "A title of some length", subtitle: "And what it is about", date: "2024",
        issuer: "Desk", lead: ["One.", "Two.", "Three."], isCover: true, figures: figures)
      let result = pages(title, theme: theme)
      #expect(result.diagnostics.isEmpty)
      #expect(result.document.pages.count == 2)
      let first = result.document.pages[0]
      #expect(first.strays(from: theme.contentBox).isEmpty)
      // Neither head nor foot; the foot of the next page counts it.
      #expect(
        !first.items.contains { if case .group(let group) = $0 { group.role.hasPrefix("running") } else { false } })
      #expect(result.document.pages[1].bodyGroups.map(\.role) == ["paragraph"])
    }
  }

  @Test func keyFiguresStandAtItsFoot() throws {
    let result = pages(TitleBlock(title: "Title", lead: ["One."], isCover: true, figures: Self.figures))
    let group = try #require(result.document.pages[0].bodyGroups.last)
    #expect(group.role == "key-figures")
    let lowest = group.items.compactMap { if case .text(let run) = $0 { run.position.y } else { nil } }.max() ?? 0
    #expect(abs(lowest - PageTheme.standard.contentBox.maxY) < 14)
  }

  @Test func whatIsTooMuchForACoverGoesOn() {
    let lead = (0..<60).map { RichText("A line that says something about number \($0) of them all.") }
    let result = pages(TitleBlock(title: "Title", lead: lead, isCover: true, figures: Self.figures))
    #expect(result.document.pages.count > 2)
    #expect(result.document.pages.allSatisfy { $0.strays(from: PageTheme.standard.contentBox).isEmpty })
  }

  private func summary(points: [String], figures: Int) -> Frame {
    let summary = Summary(points: points.map { RichText($0) }, figures: Array(Self.figures.prefix(figures)))
    return layOut(
      Document(metadata: .init(title: "T"), blocks: [.summary(summary)]), theme: .standard,
      measurer: FixedWidthMeasurer()
    ).document.pages[0]
  }

  @Test func aSummaryStandsBesideItsFigures() throws {
    let text = "A sentence that says what the month has brought to the regions and what of it will last."
    let page = summary(points: [text, text, text], figures: 3)
    #expect(page.bodyGroups.map(\.role) == ["summary"])
    let rules = page.bodyGroups[0].items.compactMap { item -> (Point, Point)? in
      if case .shape(let shape) = item, case .line(let a, let b) = shape.outline { (a, b) } else { nil }
    }
    // Three over points and three over figures; both columns begin at one height, apart from each other.
    #expect(rules.count == 6)
    #expect(rules[0].0.y == rules[3].0.y && rules[0].1.x + 20 < rules[3].0.x)
    #expect(rules[3].1.x == PageTheme.standard.contentBox.maxX)
  }

  @Test func figuresThatAreTooManyStandBelowTheirSummary() {
    let page = summary(points: ["A short one."], figures: 4)
    #expect(page.bodyGroups.map(\.role) == ["summary", "key-figures"])
    #expect(summary(points: ["A short one."], figures: 0).bodyGroups.map(\.role) == ["summary"])
    #expect(summary(points: [], figures: 2).bodyGroups.map(\.role) == ["key-figures"])
  }
}
