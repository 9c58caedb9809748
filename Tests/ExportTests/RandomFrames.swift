import Diagnostics
import Export
import Foundation
import Frames
import Geometry
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Frames of everything, with values no drawing should hold; the seed is in the name of a failing case.
@Suite(.enabled(if: Samples.fontsAreInstalled, "Inter, Noto Serif and Noto Sans CJK are needed"))
struct RandomFrames {
  @Test func anyFrameIsExportedOrRefused() throws {
    let engine = try TextEngine(fonts: Samples.fonts)
    for seed in 0..<150 as Range<UInt64> {
      var random = Random(state: seed)
      let frame = Frame(size: Size(100, 80), items: random.items(depth: 3))
      let svg = exportSVG(frame, options: SVGOptions(title: "\(seed)", description: random.text()))
      #expect(XMLParser(data: Data(svg)).parse(), "seed \(seed)")
      for _ in 0..<2 {
        _ = try? exportPNG(frame, scale: 1, background: .white, engine: engine)
        _ = try? exportPDF(frame, title: random.text(), description: "", language: "en", engine: engine)
      }
    }
  }

  @Test func reasonableFramesAreNeverRefused() throws {
    let engine = try TextEngine(fonts: Samples.fonts)
    for seed in 0..<60 as Range<UInt64> {
      var random = Random(state: seed, isWild: false)
      let frame = Frame(size: Size(100, 80), items: random.items(depth: 3))
      let pdf = try exportPDF(frame, title: "\(seed)", description: "", language: "en", engine: engine)
      #expect(try exportPDF(frame, title: "\(seed)", description: "", language: "en", engine: engine) == pdf)
      _ = try exportPNG(frame, scale: 1, background: nil, engine: engine)
    }
  }

  /// Cairo keeps fonts for the whole process: one drawn so large that FreeType refuses it must not spoil it for others.
  @Test(arguments: [1e5, 1e9, 1e-9, 1e300, .nan]) func anAbsurdScaleSpoilsNoOtherDrawing(_ scale: Double) throws {
    let style = TextStyle(family: "Inter", size: 9, weight: 500)
    func frame(_ transform: Transform, size: Double) -> Frame {
      var style = style
      style.size = size
      let text = FrameItem.text(TextRun("office", style: style, at: Point(5, 20), width: 30))
      return Frame(size: Size(100, 80), items: [.group(Group(transform: transform, items: [text]))])
    }
    let (first, second) = (try TextEngine(fonts: Samples.fonts), try TextEngine(fonts: Samples.fonts))
    let plain = frame(.translation(0, 0), size: 9)
    _ = try exportPNG(plain, scale: 1, background: .white, engine: second)
    let absurd = frame(Transform(a: scale, b: 0, c: 0, d: scale, tx: 0, ty: 0), size: 9)
    _ = try? exportPNG(absurd, scale: 1, background: .white, engine: first)
    _ = try? exportPDF(absurd, title: "a", description: "", language: "en", engine: first)
    for engine in [first, second] {
      for size in [9.0, 10, 31] {
        let frame = frame(.translation(0, 0), size: size)
        _ = try exportPNG(frame, scale: 1, background: .white, engine: engine)
        _ = try exportPDF(frame, title: "a", description: "", language: "en", engine: engine)
      }
    }
  }
}

/// SplitMix64.
private struct Random: RandomNumberGenerator {
  var state: UInt64
  var isWild = true

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  mutating func number() -> Double {
    let wild: [Double] = [.nan, .infinity, -.infinity, 1e300, -1e18, .leastNonzeroMagnitude, 0, 5e9]
    if isWild, Int.random(in: 0..<8, using: &self) == 0 { return wild.randomElement(using: &self) ?? 0 }
    return Double.random(in: -20...120, using: &self)
  }
  mutating func point() -> Point { Point(number(), number()) }
  mutating func rect() -> Rect { Rect(x: number(), y: number(), width: number(), height: number()) }
  mutating func text() -> String {
    ["", "a", "office", "吉林 2024", "a&<>\"'", "\n\u{0}", "שלום 12", "e\u{301}\u{200D}", "x\u{2029}y"]
      .randomElement(using: &self) ?? ""
  }
  mutating func color() -> Color {
    Color(hex: UInt32.random(in: 0...0xFFFFFF, using: &self), alpha: isWild ? number() : 0.5)
  }
  mutating func paint() -> Paint {
    if Bool.random(using: &self) { return .color(color()) }
    let stops = (0..<Int.random(in: 0...3, using: &self)).map { _ in GradientStop(offset: number(), color: color()) }
    return .linearGradient(start: point(), end: point(), stops: stops)
  }
  mutating func stroke() -> Stroke {
    Stroke(
      paint(), width: number(), dash: (0..<Int.random(in: 0...3, using: &self)).map { _ in number() },
      dashOffset: number(), cap: .round, join: .bevel)
  }
  mutating func outline() -> Outline {
    switch Int.random(in: 0..<4, using: &self) {
    case 0: return .rect(rect(), cornerRadius: number())
    case 1: return .ellipse(center: point(), radii: Size(number(), number()))
    case 2: return .line(point(), point())
    default:
      let steps: [Path.Element] = [.close, .line(point()), .move(point()), .curve(point(), point(), point()), .close]
      return .path(Path(steps.shuffled(using: &self)))
    }
  }

  mutating func items(depth: Int) -> [FrameItem] {
    (0..<Int.random(in: 0...4, using: &self)).map { _ in
      switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &self) {
      case 0:
        let style = TextStyle(
          family: ["Inter", "Noto Serif", text()].randomElement(using: &self) ?? "",
          size: isWild ? number() : 9, weight: Int.random(in: isWild ? -5...2000 : 400...700, using: &self),
          italic: Bool.random(using: &self), tabularFigures: Bool.random(using: &self))
        return .text(
          TextRun(text(), style: style, at: point(), anchor: .middle, width: number(), color: color(), angle: number()))
      case 1, 2: return .shape(Shape(outline(), fill: paint(), stroke: stroke(), label: text()))
      case 3: return .link(rect(), Link(.address("https://example.org/\(text())"), description: text()))
      case 4: return .anchor(text(), point())
      default:
        let transform =
          isWild
          ? Transform(a: number(), b: number(), c: number(), d: number(), tx: number(), ty: number())
          : .translation(number(), number())
        return .group(
          Group(
            role: text(), label: text(), transform: transform, clip: Bool.random(using: &self) ? rect() : nil,
            opacity: isWild ? number() : 0.7, link: Link(.address("https://example.org"), description: text()),
            items: items(depth: depth - 1)))
      }
    }
  }
}
