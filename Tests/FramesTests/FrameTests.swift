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
