import Briefings
import Charting
import Diagnostics
import Frames
import Geometry
import Layout
import Notation
import TestSupport
import Testing

@Suite struct ThemeTests {
  /// A logo of one red bar, 20 × 10.
  static let logo = """
    <svg viewBox="0 0 20 10"><title>A bar</title><rect x="0" y="0" width="20" height="10" fill="red"/></svg>
    """

  private func theme(_ yaml: String, files: [String: String] = [:]) throws -> BriefingTheme {
    let node = try parseYAML(SourceText(name: "theme.yaml", text: yaml))
    let files = files.merging(["logo.svg": Self.logo]) { a, _ in a }
    return try BriefingTheme(node, folder: ".", language: "en", world: TestWorld(files: files).world)
  }

  private func problems(_ yaml: String, files: [String: String] = [:]) -> [Diagnostic] {
    do { return try theme(yaml, files: files).diagnostics } catch let error as DiagnosticError {
      return error.diagnostics
    } catch { return [] }
  }

  @Test func nothingSaidIsTheStandardLook() throws {
    let world = TestWorld(files: [:]).world
    #expect(try BriefingTheme(nil, folder: ".", language: "en", world: world).page == .standard)
    let letter = try BriefingTheme(nil, folder: ".", language: "de", paper: .letter, world: world).page
    #expect(letter == PageTheme(paper: .letter, words: .german))
  }

  @Test func pagesHaveTheirSizeMarginsAndWholeLines() throws {
    let page = try theme(
      "page: { size: A5, orientation: landscape, margins: { top: 20mm, left: 1in, right: 36, bottom: 2cm }, text: 9 }"
    ).page
    #expect(page.pageSize == Size(595.276, 419.528))
    #expect(abs(page.margins.top - 56.69) < 0.01 && page.margins.left == 72 && page.margins.right == 36)
    #expect(page.margins.bottom >= 56.69)
    let lines = page.contentBox.height / page.baseline
    #expect(abs(lines - lines.rounded()) < 1e-6)
    #expect(page.textColumns == 9)
  }

  @Test func marginsFollowTheBinding() throws {
    let page = try theme("page: { margins: { inside: 25mm, outside: 15mm } }").page
    #expect(page.isDuplex && abs(page.margins.left - 70.87) < 0.01 && abs(page.margins.right - 42.52) < 0.01)
    let document = layOut(
      Document(
        metadata: .init(title: "T"), blocks: [.paragraph("One."), .pageBreak, .paragraph("Two.")],
        runningHead: "Title", runningFoot: "Issuer"), theme: page, measurer: FixedWidthMeasurer()
    ).document
    func texts(_ items: [FrameItem]) -> [TextRun] {
      items.flatMap { item -> [TextRun] in
        switch item {
        case .group(let group): texts(group.items)
        case .text(let run): [run]
        default: []
        }
      }
    }
    func x(_ text: String, page: Int) throws -> Double {
      try #require(texts(document.pages[page].items).first { $0.text == text }).position.x
    }
    let starts = try (x("One.", page: 0), x("Two.", page: 1))
    #expect(abs(starts.0 - 70.87) < 0.01 && abs(starts.1 - 42.52) < 0.01)
    // The foot is mirrored as well.
    let feet = try (x("Issuer", page: 0), x("Issuer", page: 1))
    #expect(feet.0 < 100 && feet.1 > 400)
    #expect(problems("page: { margins: { inside: 25mm, left: 15mm } }").map(\.code) == ["theme.margins"])
  }

  @Test func everythingGrowsWithRunningText() throws {
    let page = try theme("type: { size: 4.8mm, leading: 21pt }\n").page
    let standard = PageTheme.standard
    let factor = page.body.style.size / standard.body.style.size
    #expect(abs(page.body.style.size - 13.606) < 0.01)
    #expect(abs(page.caption.style.size - standard.caption.style.size * factor) < 1e-6)
    #expect(page.baseline == 21 && page.tableBody.leading == 18)
  }

  @Test func headingsFollowARatioOnHalfLines() throws {
    let page = try theme("type: { ratio: 1.25, heading-2: { weight: 400, italic: true } }").page
    let sizes = page.headings.map(\.style.size)
    #expect(zip(sizes, sizes.dropFirst()).allSatisfy { abs($0 / $1 - 1.25) < 1e-9 })
    #expect(page.headings.allSatisfy { ($0.leading / 7).rounded() == $0.leading / 7 && $0.leading > $0.style.size })
    #expect(page.headings[1].style.weight == 400 && page.headings[1].style.italic)
  }

  @Test func familiesAreAskedFor() throws {
    let theme = try theme(
      "fonts: { text: Noto Sans, headings: House, families: [{ name: House, files: [House-Regular.ttf] }] }",
      files: ["House-Regular.ttf": "font"])
    #expect(theme.page.body.style.family == "Noto Sans" && theme.page.title.style.family == "House")
    #expect(theme.page.tableBody.style.family == "Inter")
    #expect(theme.fonts.map(\.family) == ["House", "Noto Sans"])
    #expect(theme.fonts[0].files == ["House-Regular.ttf"])
  }

  @Test func coloursForTextAreMadeReadable() throws {
    let theme = try theme("colors: [\"#F4B400\"]")
    #expect(theme.page.accent.contrast(with: .white) >= 4.5)
    #expect(theme.page.keyValue.color == theme.page.accent)
    #expect(theme.diagnostics.map(\.code).contains("theme.contrast"))
    #expect(try self.theme("colors: { accent: \"#22543D\", contrary: darkred }").page.contrary == Color(hex: 0x8B0000))
  }

  @Test func whatIsSaidCountsMoreThanItsBase() throws {
    let files = [
      "themes/house.yaml": "page: { size: A5 }\nlogo: { file: ../logo.svg, alternative: House }\ncolors: [teal]\n"
    ]
    let page = try theme("base: themes/house.yaml\npage: { text: 8 }\ncolors: [\"#800000\"]", files: files).page
    #expect(page.paper == .a5 && page.textColumns == 8)
    #expect(page.accent == Color(hex: 0x800000))
    #expect(page.logo?.alternative == "House")
  }

  @Test func aLogoIsDrawnOverTheTitleAndInTheHead() throws {
    let page = try theme("logo: { file: logo.svg, alternative: House, height: 20pt, on: [title, header] }").page
    #expect(page.logo?.drawing.size == Size(40, 20))
    let document = Document(
      metadata: .init(title: "T"), blocks: [.title(TitleBlock(title: "Title")), .pageBreak, .paragraph("Text")],
      runningHead: "Head")
    let result = layOut(document, theme: page, measurer: FixedWidthMeasurer())
    #expect(result.diagnostics.isEmpty)
    #expect(result.document.structureDump().hasPrefix("document\n  figure (House)\n  heading 1 “Title”\n"))
    let heads = result.document.pages.map { frame in
      frame.items.contains { if case .group(let group) = $0 { group.role == "running-head" } else { false } }
    }
    #expect(heads == [false, true])
  }

  @Test func runningLinesSayWhatTheyAreAskedTo() throws {
    let page = try theme(
      "header: false\nfooter: { left: \"{issuer} · {date}\", center: \"{heading}\", right: \"{n}/{m}\" }"
    ).page
    #expect(page.head == PageTheme.RunningLine())
    let document = Document(
      metadata: .init(title: "T"), blocks: [.heading(Heading(level: 1, text: "Output")), .paragraph("Text")],
      runningHead: "Head", runningFoot: "Desk")
    let frame = layOut(document, theme: page, measurer: FixedWidthMeasurer()).document.pages[0]
    guard case .group(let foot)? = frame.items.last else {
      Issue.record("no foot")
      return
    }
    let texts = foot.items.compactMap { item -> String? in if case .text(let run) = item { run.text } else { nil } }
    #expect(foot.role == "running-foot")
    #expect(texts == ["Desk · {date}", "1/1", "Output"])
  }

  @Test(arguments: [
    ("pages: {}", 1, "theme has no key “pages”"), ("page: { sise: A4 }", 1, "no key “sise”"),
    ("page: { size: A9 }", 1, "“A9”"), ("\npage: { margins: 12em }", 2, "no length"),
    ("page: { margins: 120mm }", 1, "the margins leave"), ("type: { body: { weight: bold } }", 1, "“weight”"),
    ("type: { headings: {} }", 1, "no key “headings”"), ("colors: [\"#12\"]", 1, "no colour"),
    ("logo: { file: logo.svg }", 1, "readers who do not see"),
    ("logo: { file: no.svg, alternative: A }", 1, "no.svg cannot be read"),
    ("logo: { file: text.svg, alternative: A }", 1, "text.svg, line 2: “text” cannot be drawn"),
    ("logo: { file: soft.svg, alternative: A }", 1, "“filter” is not known"),
    ("logo: { file: broken.svg, alternative: A }", 1, "not well-formed"),
    ("logo: { file: logo.svg, alternative: A, on: [footer] }", 1, "“footer”"),
    ("header: { left: \"{titel}\" }", 1, "“{titel}”"), ("base: none.yaml", 1, "none.yaml cannot be read"),
    ("base: self.yaml", 1, "stands on itself"), ("base: nightly", 1, "no theme “nightly”"),
    ("fonts: { families: [{ name: House }] }", 1, "its files"),
    ("fonts: { families: [{ name: House, files: [none.ttf] }] }", 1, "none.ttf cannot be read"),
  ])
  func mistakesAreToldWithTheirPlace(yaml: String, line: Int, said: String) throws {
    let files = [
      "text.svg": "<svg viewBox=\"0 0 9 9\">\n<text>House</text></svg>",
      "soft.svg": "<svg viewBox='0 0 9 9'><g filter='url(#a)'><path d='M0 0h9'/></g></svg>",
      "broken.svg": "<svg viewBox='0 0 9 9'><path d='M0 0h9'", "self.yaml": "base: self.yaml",
    ]
    let found = problems(yaml, files: files).filter { $0.severity == .error }
    let match = try #require(found.first { $0.headline.contains(said) }, "\(found)")
    #expect(match.origin?.line == line)
  }

  @Test func aThemeInAFileNamesItsPlace() {
    let found = problems("base: house.yaml", files: ["house.yaml": "page:\n  sise: A4"])
    #expect(found.map(\.origin?.file) == ["house.yaml"])
    #expect(found.map(\.origin?.line) == [2])
  }
}

@Suite struct VectorPictureTests {
  private func items(_ body: String) throws -> [FrameItem] {
    try BriefingTheme(
      parseYAML(SourceText(name: "t", text: "logo: { file: l.svg, alternative: A, height: 10 }")), folder: ".",
      language: "en", world: TestWorld(files: ["l.svg": "<svg viewBox='0 0 10 10'>\(body)</svg>"]).world
    ).page.logo?.drawing.items ?? []
  }

  private func box(_ items: [FrameItem], _ transform: Transform = .identity) -> Rect? {
    items.reduce(nil as Rect?) { known, item in
      var found: Rect?
      switch item {
      case .group(let group): found = box(group.items, transform.applied(after: group.transform))
      case .shape(let shape):
        if case .path(let path) = shape.outline { found = path.controlBox.map { transform.apply($0) } }
      default: break
      }
      return found.map { known?.union($0) ?? $0 } ?? known
    }
  }

  @Test(arguments: [
    ("<rect x='1' y='2' width='3' height='4'/>", Rect(x: 1, y: 2, width: 3, height: 4)),
    ("<rect x='1' y='2' width='3' height='4' rx='1'/>", Rect(x: 1, y: 2, width: 3, height: 4)),
    ("<circle cx='5' cy='5' r='2'/>", Rect(x: 3, y: 3, width: 4, height: 4)),
    ("<polygon points='1,1 4,1 4,3'/>", Rect(x: 1, y: 1, width: 3, height: 2)),
    ("<g transform='translate(2 3)'><path d='M0 0h1v1z'/></g>", Rect(x: 2, y: 3, width: 1, height: 1)),
    ("<g transform='translate(2,0) scale(2)'><path d='M1 1h1v1z'/></g>", Rect(x: 4, y: 2, width: 2, height: 2)),
    ("<path transform='rotate(90 5 5)' d='M5 1h2v1h-2z'/>", Rect(x: 8, y: 5, width: 1, height: 2)),
    ("<path d='m1 1 2 0 0 2-2 0z'/>", Rect(x: 1, y: 1, width: 2, height: 2)),
    ("<!-- a --><defs><path d='M0 0h9v9z'/></defs><path d='M1,1H3V3'/>", Rect(x: 1, y: 1, width: 2, height: 2)),
  ])
  func shapesStandWhereTheyShould(body: String, expected: Rect) throws {
    let found = try #require(box(try items(body)))
    for (a, b) in [
      (found.minX, expected.minX), (found.minY, expected.minY), (found.maxX, expected.maxX),
      (found.maxY, expected.maxY),
    ] { #expect(abs(a - b) < 1e-6, "\(found)") }
  }

  @Test func coloursAreInheritedAndSwitchedOff() throws {
    func shapes(_ items: [FrameItem]) -> [Shape] {
      items.flatMap { item -> [Shape] in
        switch item {
        case .group(let group): shapes(group.items)
        case .shape(let shape): [shape]
        default: []
        }
      }
    }
    let found = shapes(
      try items(
        "<g fill='#f00'><path d='M0 0h1v1'/><path d='M0 0h1v1' style='fill: none; stroke: blue; stroke-width: 2'/></g>"
          + "<path d='M0 0h1v1'/>"))
    #expect(found.map(\.fill) == [.color(Color(hex: 0xFF0000)), nil, .color(.black)])
    #expect(found[1].stroke == Stroke(.color(Color(hex: 0x0000FF)), width: 2))
  }
}
