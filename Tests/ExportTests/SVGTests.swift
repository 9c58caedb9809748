import Export
import Foundation
import Frames
import Geometry
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct SVGTests {
  private func text(_ frame: Frame, _ options: SVGOptions = SVGOptions(title: "t")) -> String {
    String(decoding: exportSVG(frame, options: options), as: UTF8.self)
  }

  private func ids(_ svg: String) -> [String] { svg.matches(of: /\bid="([^"]*)"/).map { String($0.1) } }

  private func isWellFormed(_ svg: String) -> Bool { XMLParser(data: Data(svg.utf8)).parse() }

  @Test func barChartIsSmallAndWellFormed() {
    let svg = text(Samples.bars(12), SVGOptions(title: "Output", description: "Bars", background: .white))
    #expect(isWellFormed(svg))
    #expect(svg.utf8.count <= 6000, "\(svg.utf8.count) bytes")
    #expect(svg.contains("<g class=\"mark-rect role-mark marks\" fill=\"#12436d\"><path d=\"M0,2h270v14h-270Z\"/>"))
    #expect(svg.contains("text-anchor=\"end\"><text x=\"-6\" y=\"12\">Region number 1</text>"))
    #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\""))
  }

  private static let wordsOfTwoFonts = Frame(
    size: Size(200, 40),
    items: [
      .text(TextRun("Growth 5.2%", style: Samples.figures, at: Point(4, 12), width: 60)),
      .text(TextRun("吉林 Jilin", style: Samples.heading, at: Point(100, 30), anchor: .middle, width: 90)),
      .text(TextRun("turned", style: Samples.body, at: Point(190, 30), anchor: .end, width: 30, angle: -90)),
    ])

  @Test(.enabled(if: Samples.fontsAreInstalled, "the fonts are not installed")) func outlinesNeedNoFonts() throws {
    let engine = try TextEngine(fonts: Samples.fonts)
    let options = SVGOptions(title: "t", description: "d", text: .outlines)
    let svg = String(decoding: exportSVG(Self.wordsOfTwoFonts, options: options, engine: engine), as: UTF8.self)
    #expect(isWellFormed(svg))
    #expect(!svg.contains("<text"))
    #expect(svg.matches(of: /<path d="M/).count == 3)
    #expect(svg.contains("rotate(-90)"))
    // Each stroke of a long line is there, however far from the start.
    let long = Frame(
      size: Size(600, 20),
      items: [.text(TextRun(String(repeating: "l", count: 100), style: Samples.heading, at: Point(0, 15), width: 600))])
    let bars = String(decoding: exportSVG(long, options: options, engine: engine), as: UTF8.self)
    #expect(bars.matches(of: /Z/).count == 100)
    let again = exportSVG(Self.wordsOfTwoFonts, options: options, engine: try TextEngine(fonts: Samples.fonts))
    #expect(String(decoding: again, as: UTF8.self) == svg)
  }

  @Test(.enabled(if: Samples.fontsAreInstalled, "the fonts are not installed")) func embeddedFontsAreCut() throws {
    let engine = try TextEngine(fonts: Samples.fonts)
    let options = SVGOptions(title: "t", text: .embedded)
    let svg = String(decoding: exportSVG(Self.wordsOfTwoFonts, options: options, engine: engine), as: UTF8.self)
    #expect(isWellFormed(svg))
    #expect(svg.contains(">吉林 Jilin<"))
    // Inter in two weights, Noto Serif, and the Chinese characters of the heading.
    #expect(svg.matches(of: /@font-face/).count == 4)
    #expect(svg.matches(of: /unicode-range/).count == 2)
    let name = try #require(svg.firstMatch(of: /@font-face\{font-family:([a-z0-9]+);/)).1
    #expect(svg.contains("font-family=\"\(name),Inter,"))
    for match in svg.matches(of: /base64,([^)]+)/) {
      let bytes = try #require(Data(base64Encoded: String(match.1)))
      #expect(bytes.count < 30_000, "\(bytes.count) bytes")
      #expect([Data("OTTO".utf8), Data([0, 1, 0, 0])].contains(bytes.prefix(4)))
    }
    let again = exportSVG(Self.wordsOfTwoFonts, options: options, engine: try TextEngine(fonts: Samples.fonts))
    #expect(String(decoding: again, as: UTF8.self) == svg)
  }

  @Test func idsBelongToTheContent() {
    func chart(_ hex: UInt32) -> Frame {
      let stops = [GradientStop(offset: 0, color: .black), GradientStop(offset: 1, color: Color(hex: hex, alpha: 0.5))]
      let rect = Rect(x: 0, y: 0, width: 5, height: 5)
      let shape = Shape(.rect(rect), fill: .linearGradient(start: .zero, end: Point(5, 0), stops: stops))
      return Frame(size: Size(10, 10), items: [.group(Group(clip: rect, items: [.shape(shape)]))])
    }
    let options = SVGOptions(title: "t", description: "d")
    let (one, two) = (text(chart(1), options), text(chart(2), options))
    #expect(isWellFormed(one))
    #expect(ids(one).count == 4)
    #expect(Set(ids(one)).count == 4)
    #expect(Set(ids(one)).isDisjoint(with: ids(two)))
    #expect(text(chart(1), options) == one)
    for match in one.matches(of: /url\(#([^)]*)\)/) { #expect(ids(one).contains(String(match.1))) }
  }

  @Test func everythingIsEscaped() {
    let odd = "a<b>&\"c\"\u{1}\u{FFFF}，"
    let frame = Frame(
      size: Size(10, 10),
      items: [
        .group(
          Group(
            role: odd, label: odd, link: Link(.address("https://e.org/?a=1&b=\"<"), description: odd),
            items: [
              .text(TextRun(odd, style: TextStyle(family: odd, size: 9), at: .zero, width: 0)),
              .shape(Shape(.line(.zero, Point(1, 1)), label: odd)),
              .image(Image(rect: Rect(x: 0, y: 0, width: 1, height: 1), bytes: [1, 2, 3, 4], label: odd)),
            ]))
      ])
    let svg = text(frame, SVGOptions(title: odd, description: odd, language: odd))
    #expect(isWellFormed(svg))
    #expect(svg.contains(">a&lt;b&gt;&amp;&quot;c&quot;  ，</text>"))
    let kept = "\u{FFFD}\u{FFBF}\u{FFFE}&\u{1F600}\u{FFFF}\u{FFFF}x"
    let other = Frame(
      size: Size(10, 10), items: [.text(TextRun(kept, style: TextStyle(family: "Inter", size: 9), at: .zero, width: 0))]
    )
    #expect(text(other).contains(">\u{FFFD}\u{FFBF} &amp;\u{1F600}  x</text>"))
    #expect(svg.contains("base64,AQIDBA==\""))
  }

  @Test func onlyWebAddressesAreLinked() {
    let rect = Rect(x: 0, y: 0, width: 1, height: 1)
    let links: [Link.Destination] = [
      .address("https://example.org"), .address("javascript:alert(1)"), .address("file:///etc"), .anchor("x"),
    ]
    let svg = text(Frame(size: Size(9, 9), items: links.map { .link(rect, Link($0, description: "")) }))
    #expect(isWellFormed(svg))
    #expect(svg.components(separatedBy: "<a ").count == 2)
    #expect(svg.contains("<a href=\"https://example.org\">"))
  }

  @Test func attributesAreInheritedAndSwitchedOff() {
    let red = Stroke(.color(Color(hex: 0xFF0000)), width: 2, dash: [3, 1])
    let rect = Outline.rect(Rect(x: 0, y: 0, width: 1, height: 1))
    let plain = Shape(rect, fill: .color(.black))
    let svg = text(
      Frame(
        size: Size(9, 9),
        items: [
          .group(
            Group(items: [
              .shape(Shape(rect, stroke: red)), .shape(Shape(rect, stroke: red)),
              .group(Group(role: "x", items: [.shape(plain)])),
            ])),
          .shape(Shape(.ellipse(center: .zero, radii: Size(1, 1)), fill: .color(Color(hex: 0, alpha: 0.25)))),
        ]))
    #expect(
      svg.contains(
        """
        <g stroke="#f00" stroke-width="2" stroke-dasharray="3,1"><path d="M0,0h1v1h-1Z"/><path d="M0,0h1v1h-1Z"/>\
        <g class="x" fill="#000" stroke="none"><path d="M0,0h1v1h-1Z"/></g></g>\
        <circle cx="0" cy="0" r="1" fill="#000" fill-opacity="0.25"/>
        """), "\(svg)")
  }

  @Test func turnedTextAndTransforms() {
    let style = TextStyle(family: "Noto Serif", size: 9, weight: 600, italic: true, tabularFigures: true)
    let run = TextRun(" a", style: style, at: Point(1.23456, 2), anchor: .middle, width: 1, angle: -90)
    let svg = text(
      Frame(size: Size(9, 9), items: [.group(Group(transform: .scale(2, 1), opacity: 0.5, items: [.text(run)]))]))
    #expect(svg.contains("<g transform=\"matrix(2,0,0,1,0,0)\" opacity=\"0.5\""))
    #expect(svg.contains("<text transform=\"translate(1.235,2)rotate(-90)\" xml:space=\"preserve\"> a</text>"))
    #expect(
      svg.contains("font-family=\"'Noto Serif',serif\" font-size=\"9\" font-weight=\"600\" font-style=\"italic\""))
  }
}
