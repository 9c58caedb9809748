import Diagnostics
import Export
import Frames
import Geometry
import Testing

@Suite struct FontSetTests {
  @Test func picksStaticFilesOfTheFamilyOnly() {
    let set = FontSet.select(
      families: ["Noto Serif", "Noto Sans CJK SC", "Inter", "Nowhere"],
      from: [
        "/f/NotoSerif-Regular.ttf", "/f/NotoSerif-Bold.ttf", "/f/NotoSerifDisplay-Regular.ttf",
        "/f/NotoSerif[wght].ttf", "/f/NotoSerif-Italic[wght].ttf", "/f/NotoSansCJK-Regular.ttc",
        "/f/NotoSansCJK.uuid", "/f/Inter-Regular.otf", "/f/InterDisplay-Regular.otf", "/f/Inter-Regular.txt",
        "/f/Inter",
      ])
    #expect(set.families.map(\.name) == ["Noto Serif", "Noto Sans CJK SC", "Inter", "Nowhere"])
    #expect(set.families[0].files == ["/f/NotoSerif-Bold.ttf", "/f/NotoSerif-Regular.ttf"])
    #expect(set.families[1].files == ["/f/NotoSansCJK-Regular.ttc"])
    #expect(set.families[2].files == ["/f/Inter-Regular.otf"])
    #expect(set.families[3].files.isEmpty)
  }

  @Test func filesOfTheUprightFaceMayBearTheFamilyAlone() {
    let set = FontSet.select(
      families: ["DejaVu Sans"],
      from: ["/f/DejaVuSans.ttf", "/f/DejaVuSans-Bold.ttf", "/f/DejaVuSansMono.ttf", "/f/DejaVuSans"])
    #expect(set.families[0].files == ["/f/DejaVuSans-Bold.ttf", "/f/DejaVuSans.ttf"])
  }

  @Test func aSetWithoutFilesIsRefused() {
    let error = #expect(throws: DiagnosticError.self) {
      try TextEngine(fonts: FontSet.select(families: ["Inter"], from: []))
    }
    #expect(error?.diagnostics.map(\.code) == ["export.no-fonts"])
  }
}

@Suite(.enabled(if: Samples.fontsAreInstalled, "Inter, Noto Serif and Noto Sans CJK are needed"))
struct TextEngineTests {
  private let engine: TextEngine

  init() throws { engine = try TextEngine(fonts: Samples.fonts) }

  @Test func widthsAreThoseOfTheFont() {
    let one = engine.advance(of: "Industrial output", style: TextStyle(family: "Inter", size: 10))
    let ten = engine.advance(of: "Industrial output", style: TextStyle(family: "Inter", size: 100))
    #expect(abs(ten - 10 * one) < 0.2)
    #expect(engine.advance(of: "", style: Samples.body) == 0)
  }

  @Test func semiboldIsNotBoldNorRegular() {
    let widths = [400, 600, 700].map {
      engine.advance(of: "Regional briefing", style: TextStyle(family: "Inter", size: 20, weight: $0))
    }
    #expect(Set(widths).count == 3)
  }

  @Test func tabularFiguresAreEquallyWide() {
    let style = TextStyle(family: "Inter", size: 10, tabularFigures: true)
    #expect(engine.advance(of: "1111", style: style) == engine.advance(of: "8888", style: style))
    let proportional = TextStyle(family: "Inter", size: 10)
    #expect(engine.advance(of: "1111", style: proportional) < engine.advance(of: "8888", style: proportional))
  }

  /// Many figures are measured from a table: their widths are those of shaping to the last bit.
  @Test(arguments: [
    Samples.body, Samples.figures, Samples.heading, TextStyle(family: "Inter", size: 6.5, italic: true),
    TextStyle(family: "Noto Sans CJK SC", size: 7), TextStyle(family: "Noto Serif", size: 11.3, weight: 700),
  ])
  func figuresAreAsWideWhenThereAreMany(_ style: TextStyle) throws {
    let characters = Array("0123456789,.")
    let texts = (1..<400).map { i in String((0..<(1 + i % 12)).map { characters[(i * 7919 >> $0) % 12] }) }
    for text in texts { _ = engine.advance(of: text, style: style) }
    for start in stride(from: 0, to: texts.count, by: 20) {
      // An engine that has met few figures shapes each of them.
      let fresh = try TextEngine(fonts: Samples.fonts)
      for text in texts[start..<min(start + 20, texts.count)] {
        #expect(engine.advance(of: text, style: style) == fresh.advance(of: text, style: style), "\(text)")
      }
    }
    #expect(engine.advance(of: "12 %", style: style) > engine.advance(of: "12", style: style))
    #expect(engine.takeDiagnostics().isEmpty)
  }

  @Test func heightsArePlausible() {
    let inter = engine.metrics(of: TextStyle(family: "Inter", size: 10))
    #expect(abs(inter.capHeight - 7.27) < 0.1)
    #expect(abs(inter.xHeight - 5.46) < 0.1)
    #expect(inter.ascent > inter.capHeight && inter.descent > 0)
  }

  @Test func missingFamilyIsReportedOncePerCall() {
    let style = TextStyle(family: "Intr", size: 10)
    for _ in 0..<2 {
      _ = engine.advance(of: "a", style: style)
      _ = engine.advance(of: "b", style: style)
      let told = engine.takeDiagnostics()
      #expect(told.map(\.code) == ["export.missing-family"])
      #expect(told.first?.headline == "font family “Intr” is not at hand; “Inter” is used instead")
      #expect(told.first?.help == "did you mean “Inter”?")
    }
    #expect(engine.takeDiagnostics().isEmpty)
  }

  @Test func characterWithoutGlyphIsReported() {
    for text in ["a\u{13000}", "b\u{13000}", "\u{13000}\u{13000}"] { _ = engine.advance(of: text, style: Samples.body) }
    #expect(
      engine.takeDiagnostics().map(\.headline) == ["no font at hand has U+13000 “\u{13000}”, met in “a\u{13000}”"])
  }

  @Test func outcomeDoesNotDependOnWhatCameBefore() throws {
    let other = try TextEngine(fonts: Samples.fonts)
    _ = other.advance(of: "吉林", style: Samples.body)
    _ = other.advance(of: "Ω", style: TextStyle(family: "Noto Sans CJK SC", size: 10))
    for text in ["αβγ → 吉林 ½", "−5…6 %", "שלום 12"] {
      let style = TextStyle(family: "Inter", size: 10)
      #expect(engine.advance(of: text, style: style) == other.advance(of: text, style: style))
    }
  }

  @Test func cacheStaysBoundedAndRight() {
    let width = engine.advance(of: "1", style: Samples.body)
    for i in 0..<9000 { _ = engine.advance(of: "\(i)", style: Samples.body) }
    #expect(engine.advance(of: "1", style: Samples.body) == width)
  }
}
