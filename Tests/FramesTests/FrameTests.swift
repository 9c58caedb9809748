import Frames
import Geometry
import Testing

@Suite struct FrameTests {
  @Test func dumpNamesEverything() {
    let style = TextStyle(family: "Inter", size: 10)
    let frame = Frame(
      size: Size(100, 50),
      items: [
        .group(
          Group(
            role: "mark-rect role-mark", transform: .translation(1, 2),
            items: [.shape(Shape(.rect(Rect(x: 0, y: 0, width: 5, height: 6)), fill: .color(.black)))])),
        .text(TextRun("a", style: style, at: Point(3, 4), anchor: .end, width: 6)),
        .link(Rect(x: 0, y: 0, width: 1, height: 1), Link(.anchor("s1"), description: "source")),
      ])
    #expect(
      frame.dump() == """
        frame 100×50
          group .mark-rect.role-mark +(1 2)
            shape rect [0 0 5 6] fill #000000
          text “a” at (3 4) end width 6 Inter 10/400
          link [0 0 1 1] → #s1

        """)
  }

  @Test func arcEndsWhereItShould() throws {
    var path = Path()
    path.appendArc(center: Point(0, 0), radius: 2, from: 0, to: .pi)
    guard case .curve(_, _, let end) = try #require(path.elements.last) else {
      Issue.record("not a curve")
      return
    }
    #expect(abs(end.x + 2) < 1e-12 && abs(end.y) < 1e-12)
    #expect(path.elements.count == 3)
  }

  @Test func contrastOfBlackAndWhiteIsTwentyOne() {
    #expect(abs(Color.black.contrast(with: .white) - 21) < 1e-9)
  }
}

@Suite struct SVGPathTests {
  private func points(_ text: String) -> [Point] {
    (Path(svg: text)?.elements ?? []).compactMap { element in
      switch element {
      case .move(let p), .line(let p), .curve(_, _, let p): p
      case .close: nil
      }
    }
  }

  @Test(arguments: [
    ("M1 2L3 4", [Point(1, 2), Point(3, 4)]), ("m1-2l.5.5 1 1", [Point(1, -2), Point(1.5, -1.5), Point(2.5, -0.5)]),
    ("M0,0H5V6h-1v-1z", [Point(0, 0), Point(5, 0), Point(5, 6), Point(4, 6), Point(4, 5)]),
    ("M0 0C1 1 2 1 3 0S5-1 6 0", [Point(0, 0), Point(3, 0), Point(6, 0)]),
    ("M0 0Q1 1 2 0T4 0", [Point(0, 0), Point(2, 0), Point(4, 0)]),
    ("M1e1 0l1E-1 0", [Point(10, 0), Point(10.1, 0)]),
  ])
  func commandsLeadToTheirPoints(text: String, expected: [Point]) { #expect(points(text) == expected) }

  @Test func arcsKeepTheirDistance() throws {
    let path = try #require(Path(svg: "M10 0A10 10 0 0 1-10 0a10 10 0 1020 0"))
    for case .curve(_, _, let p) in path.elements {
      #expect(abs((p.x * p.x + p.y * p.y).squareRoot() - 10) < 1e-9)
    }
    #expect(points("M10 0A10 10 0 0 1-10 0").last == Point(-10, 0))
    // Half a turn by way of below, where y grows.
    #expect(points("M10 0A10 10 0 0 1-10 0").contains { abs($0.y - 10) < 1e-9 })
  }

  @Test(arguments: ["", "L", "M", "M1", "M1 2 3", "M1 2X", "hello", "M0 0A1 1 0 2 0 3 3", "1 2"])
  func whatIsNoPathIsRefused(text: String) { #expect(Path(svg: text) == nil) }
}
