import Charting
import Formats
import Foundation
import TestSupport
import Testing

/// Every expression, format and scheme of the gallery of examples is understood.
struct GalleryLanguageTests {
  static var folder: String? { Checkout.shared.map { $0 + "/vega-lite/specs" } }

  @Test(.enabled(if: GalleryLanguageTests.folder != nil, "the gallery is not beside the checkout"))
  func everyTextOfTheGalleryIsUnderstood() throws {
    let folder = try #require(Self.folder)
    var seen = 0
    func check(_ key: String, _ value: Any, _ siblings: [String: Any], _ file: String) {
      if let text = value as? String {
        switch key {
        case "expr", "calculate", "filter", "test", "labelExpr":
          seen += 1
          #expect(throws: Never.self, "\(file): \(text)") { try Expression(text) }
        case "format" where siblings["type"] as? String != "topojson":
          seen += 1
          let isTime = text.contains("%") && text.count > 1 && !text.hasSuffix("%")
          #expect(throws: Never.self, "\(file): \(text)") {
            if isTime { _ = try TimeFormat(text) } else { _ = try NumberFormat(text) }
          }
        case "scheme":
          seen += 1
          #expect(ColorScheme(name: text) != nil, "\(file): \(text)")
        default: break
        }
      } else if key == "scheme", let object = value as? [String: Any], let name = object["name"] as? String {
        #expect(ColorScheme(name: name) != nil, "\(file): \(name)")
      }
      walk(value, file)
    }
    func walk(_ value: Any, _ file: String) {
      if let object = value as? [String: Any] {
        for (key, inner) in object where key != "values" && key != "datasets" { check(key, inner, object, file) }
      } else if let list = value as? [Any] {
        for inner in list { walk(inner, file) }
      }
    }
    for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where file.hasSuffix(".vl.json") {
      let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + file))
      walk(try JSONSerialization.jsonObject(with: data), file)
    }
    #expect(seen > 50)
  }
}
