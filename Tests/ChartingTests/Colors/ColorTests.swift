import Charting
import Frames
import Testing

struct ColorTests {
  @Test(
    arguments: [
      ("#f0a", 0xFF00AA, 1.0), ("#12436D", 0x12436D, 1), ("#12436d80", 0x12436D, 128.0 / 255),
      ("steelblue", 0x4682B4, 1),
      ("RebeccaPurple", 0x663399, 1), ("rgb(255, 0, 10)", 0xFF000A, 1), ("rgba(100%,0%,0%,0.5)", 0xFF0000, 0.5),
      ("rgb(1 2 3 / 50%)", 0x010203, 0.5), ("hsl(120, 100%, 50%)", 0x00FF00, 1), ("hsl(240deg 100% 25%)", 0x000080, 1),
      ("transparent", 0, 0), (" teal ", 0x008080, 1), ("hsl(-120,100%,50%)", 0x0000FF, 1),
    ] as [(String, UInt32, Double)])
  func readsColours(text: String, hex: UInt32, alpha: Double) {
    #expect(Color(css: text) == Color(hex: hex, alpha: alpha))
  }

  @Test(arguments: ["", "#12", "#ggg", "blurple", "rgb(1,2)", "rgb(", "hsl(a,b,c)", "#12345"])
  func refusesWhatIsNoColour(text: String) { #expect(Color(css: text) == nil) }

  @Test(arguments: ColorInterpolation.Space.allCases)
  func interpolationKeepsTheEnds(space: ColorInterpolation.Space) {
    let interpolation = ColorInterpolation(space)
    for (a, b) in [(0x4682B4, 0xA52A2A), (0x000000, 0xFFFFFF), (0x808080, 0xFF0000)] as [(UInt32, UInt32)] {
      for (t, end) in [(0.0, Color(hex: a)), (1, Color(hex: b))] {
        let color = interpolation.color(from: Color(hex: a), to: Color(hex: b), at: t)
        for (x, y) in [(color.red, end.red), (color.green, end.green), (color.blue, end.blue)] {
          #expect(x.distance(to: y).magnitude <= 1, "\(space) \(color.hexText) \(end.hexText)")
        }
      }
    }
  }

  @Test func interpolatesAsDocumented() {
    let (purple, orange) = (Color(hex: 0x800080), Color(hex: 0xFFA500))
    #expect(ColorInterpolation().color(from: purple, to: orange, at: 0.5) == Color(hex: 0xC05340))
    #expect(ColorInterpolation(.rgb, gamma: 2.2).color(from: .black, to: .white, at: 0.5) == Color(hex: 0xBABABA))
  }

  @Test func schemesAreComplete() throws {
    #expect(ColorScheme(name: "tableau10")?.stops.first == Color(hex: 0x4C78A8))
    #expect(ColorScheme(name: "category20b")?.stops.count == 20)
    #expect(ColorScheme(name: "YellowGreenBlue-7") != nil && ColorScheme(name: "nope") == nil)
    let viridis = try #require(ColorScheme(name: "viridis"))
    #expect(viridis.color(at: 0) == Color(hex: 0x440154) && viridis.color(at: 1) == Color(hex: 0xFDE725))
    #expect(viridis.colors(count: 3, reversed: true) == viridis.colors(count: 3).reversed())
    #expect(viridis.colors(count: 0).isEmpty)
    for name in ColorScheme.names {
      let scheme = try #require(ColorScheme(name: name))
      guard case .continuous(let stops) = scheme else { continue }
      #expect(stops.count >= 6, "\(name)")
      // A mistyped digit would stand out on the ramps with many stops.
      guard stops.count > 20 else { continue }
      for (a, b) in zip(stops, stops.dropFirst()) {
        let jump = zip([a.red, a.green, a.blue], [b.red, b.green, b.blue]).map { $0.distance(to: $1).magnitude }.max()
        #expect((jump ?? 0) <= 48, "\(name) jumps between \(a.hexText) and \(b.hexText)")
      }
    }
  }
}
