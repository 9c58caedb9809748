import Cairo
import Foundation
import Geometry
import Testing

private let folder = "/usr/share/fonts/opentype/inter"
private let isInstalled = FileManager.default.fileExists(atPath: "\(folder)/Inter-Regular.otf")

@Suite(.enabled(if: isInstalled, "Inter is needed")) struct TypesetterTests {
  private let inter = [(name: "Inter", files: ["\(folder)/Inter-Bold.otf", "\(folder)/Inter-Regular.otf"])]

  private func request(_ family: String, weight: Int = 400) -> FontRequest {
    FontRequest(family: family, size: 10, weight: weight, italic: false, tabularFigures: false)
  }

  @Test func knowsOnlyTheFilesGiven() throws {
    let typesetter = try Typesetter(families: inter)
    #expect(typesetter.family(for: request("Inter")) == "Inter")
    #expect(typesetter.family(for: request("Noto Serif")) == "Inter")
    #expect(typesetter.shape("吉", request("Inter")).unknown == ["吉"])
  }

  @Test func withoutFilesThereIsNoFont() throws {
    let typesetter = try Typesetter(families: [("Inter", [])])
    #expect(typesetter.family(for: request("Inter")) == "")
    #expect(typesetter.extents(of: request("Inter")).ascent == 0)
    #expect(typesetter.shape("abc", request("Inter")).width >= 0)
  }

  @Test func filesOutsideTheCacheServeAsWell() throws {
    let copies = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: copies, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: copies) }
    for file in inter[0].files {
      let name = URL(fileURLWithPath: file).lastPathComponent
      try FileManager.default.copyItem(atPath: file, toPath: copies.appendingPathComponent(name).path)
    }
    let copied = inter[0].files.map { $0.replacing(folder, with: copies.path) }
    let (one, two) = (try Typesetter(families: inter), try Typesetter(families: [("Inter", copied)]))
    for weight in [400, 700] {
      let width = one.shape("Efficient offices", request("Inter", weight: weight)).width
      #expect(width > 50)
      #expect(two.shape("Efficient offices", request("Inter", weight: weight)).width == width)
    }
  }

  @Test func spacingWidensTextByWordsAndCharacters() throws {
    let typesetter = try Typesetter(families: inter)
    let text = typesetter.shape("a b c", request("Inter"))
    #expect(abs(text.width(TextSpacing(words: 3, letters: 0)) - text.width - 6) < 1e-9)
    #expect(abs(text.width(TextSpacing(words: 3, letters: 1)) - text.width - 11) < 1e-9)
    #expect(text.width(.none) == text.width)
  }

  @Test func aSoftHyphenAtTheEndIsDrawn() throws {
    let typesetter = try Typesetter(families: inter)
    let whole = typesetter.shape("indus", request("Inter")).width
    #expect(typesetter.shape("indus\u{AD}", request("Inter")).width > whole + 2)
    #expect(typesetter.shape("ind\u{AD}us", request("Inter")).width == whole)
  }

  @Test func mixedDirectionsAreDrawn() throws {
    let typesetter = try Typesetter(families: inter)
    let raster = try Raster(width: 50, height: 20)
    try raster.draw { canvas in
      for text in ["a\u{202E}bc\u{202C}d", "e\u{301}", "", "\n", "\u{200B}"] {
        let shaped = typesetter.shape(text, request("Inter"))
        canvas.show(shaped, at: Point(5, 12), angle: 30, about: Point(5, 12), .color(0, 0, 0, 1))
      }
    }
  }
}
