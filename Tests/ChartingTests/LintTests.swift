import Diagnostics
import Foundation
import Frames
import Notation
import TestSupport
import Testing

@testable import Charting

/// Small charts of the folder `Lint`, each with one issue; what is to be found stands as a comment in the offending line.
struct LintExample: CustomTestStringConvertible, Sendable {
  var name: String
  var testDescription: String { name }

  static let folder = "\(Checkout.root)/Tests/ChartingTests/Lint"
  static let all: [LintExample] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map { LintExample(name: String($0.dropLast(5))) }
  }()
}

@Suite struct LintTests {
  @Test(arguments: LintExample.all) func findsWhatIsWrittenBesideTheLine(_ example: LintExample) throws {
    let text = try String(contentsOfFile: "\(LintExample.folder)/\(example.name).yaml", encoding: .utf8)
    var context = ChartContext(measurer: FixedWidthMeasurer(), width: 360)
    context.lints = true
    let chart = try ChartSpec(parseNotation(SourceText(name: "chart.yaml", text: text))).render(context)
    var expected: Set<String> = []
    for (i, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard let comment = line.range(of: "  # ") else { continue }
      for code in line[comment.upperBound...].split(separator: " ") { expected.insert("\(i + 1) \(code)") }
    }
    let found = Set(chart.diagnostics.map { "\($0.origin?.line ?? 0) \($0.code)" })
    #expect(found == expected)
    #expect(chart.diagnostics.allSatisfy { $0.help != nil })
  }

  @Test func everyRuleThatCanBeBrokenHasAnExample() {
    let shown = LintExample.all.map(\.name)
    // Maps of areas are drawn elsewhere.
    for rule in LintRule.allCases where rule != .rates {
      #expect(shown.contains { $0.hasPrefix("\(rule.rawValue)-") }, "\(rule)")
    }
  }

  @Test func saysNothingUnasked() throws {
    let text = try String(contentsOfFile: "\(LintExample.folder)/title-absent.yaml", encoding: .utf8)
    let chart = try ChartSpec(parseNotation(SourceText(name: "chart.yaml", text: text))).render(
      ChartContext(measurer: FixedWidthMeasurer()))
    #expect(chart.diagnostics.isEmpty)
  }
}

@Suite struct ThemeTests {
  private func colors(_ theme: ChartTheme, _ range: String = "category") -> [Color] {
    Config(layers: theme.configs).value("range", range)?.sequence?.compactMap { $0.string.flatMap { Color(css: $0) } }
      ?? []
  }

  private func ground(_ theme: ChartTheme) -> Color {
    Config(layers: theme.configs).value("background")?.string.flatMap { Color(css: $0) } ?? .white
  }

  @Test(arguments: ["standard", "dark"]) func coloursContrastWithGroundAndNeighbours(_ name: String) throws {
    let theme = try #require(ChartTheme.named.first { $0.key == name }?.value)
    let colors = colors(theme)
    #expect(colors.count == 6)
    for color in colors { #expect(color.contrast(with: ground(theme)) >= 3, "\(color.hexText)") }
    for (a, b) in zip(colors, colors.dropFirst()) { #expect(a.contrast(with: b) >= 1.9, "\(a.hexText) \(b.hexText)") }
    let config = Config(layers: theme.configs)
    for (block, key) in [
      ("axis", "labelColor"), ("axis", "titleColor"), ("legend", "labelColor"), ("title", "color"),
      ("title", "subtitleColor"), ("header", "labelColor"),
    ] {
      let color = try #require(config.value(block, key)?.string.flatMap { Color(css: $0) })
      #expect(color.contrast(with: ground(theme)) >= 4.5, "\(block) \(key)")
    }
  }

  @Test(arguments: FormExample.all) func darkChartsAreReadable(_ example: FormExample) throws {
    var context = formContext()
    context.theme = .dark
    context.lints = true
    let chart = try ChartSpec(example.node()).render(context)
    #expect(!chart.diagnostics.contains { $0.code == "lint.contrast" && $0.severity != .note })
  }

  @Test func threeLinesMakeABrand() throws {
    var notes: [Diagnostic] = []
    let node = try parseNotation(
      SourceText(name: "brand.yaml", text: "base: standard\ncolors: [\"#004B87\", \"#FFD100\"]\nfont: Inter"))
    let theme = try ChartTheme(node, notes: &notes)
    #expect(colors(theme).first == Color(hex: 0x004B87))
    #expect(colors(theme).allSatisfy { $0.contrast(with: .white) >= 3 })
    #expect(notes.map(\.code) == ["chart.brand-contrast"])
    #expect(notes.first?.origin?.line == 2)
    #expect(colors(theme, "ramp").count == 5)
  }

  @Test func refusesUnknownNamesAndColours() throws {
    func problem(_ text: String) throws -> Diagnostic? {
      var notes: [Diagnostic] = []
      let node = try parseNotation(SourceText(name: "brand.yaml", text: text))
      do throws(DiagnosticError) {
        _ = try ChartTheme(node, notes: &notes)
        return nil
      } catch { return error.diagnostics.first }
    }
    #expect(try problem("base: drak")?.help == "did you mean “dark”?")
    #expect(try problem("colors: [blau]")?.code == "chart.no-color")
  }

  @Test(arguments: 0..<32) func everyFillHasAReadableText(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let scene = SceneContext(
      ChartContext(measurer: FixedWidthMeasurer()), top: ChartSpec.TopLevel([:], report: DiagnosticSink()),
      report: DiagnosticSink())
    for _ in 0..<200 {
      let fill = Color(hex: UInt32(random.next() & 0xFFFFFF))
      #expect(scene.readable(on: fill).contrast(with: fill) >= 4.5)
    }
  }
}
