import Frames
import Geometry
import Layout
import Notation

extension ThemeReader {
  /// `logo: { file: logo.png, alternative: Regional Industry Desk, height: 12mm, on: [title, header] }`
  mutating func readLogo(_ node: Node, folder: String) {
    if case .bool(false) = node.value {
      page.logo = nil
      return
    }
    nodes.rejectUnknown(in: node, known: Self.logoKeys, what: "a logo")
    let alternative = nodes.text("alternative", in: node) ?? ""
    if alternative.isEmpty { nodes.problems.append(Message.logoWithoutAlternative(node)) }
    let height = node["height"] == nil ? 34 : length(node["height"], "height", in: 6...300)
    var places: Set<String> = ["title"]
    if let on = node["on"] {
      places = Set(nodes.texts("on", in: node))
      for place in places.sorted() where !["title", "header"].contains(place) {
        nodes.problems.append(Message.unknownLogoPlace(place, on))
      }
    }
    guard let name = nodes.text("file", in: node), let place = node["file"] else {
      nodes.problems.append(Message.logoWithoutFile(node))
      return
    }
    let path = resolve(name, in: folder)
    guard let bytes = world.read(path) else {
      nodes.problems.append(Message.unreadableOfTheme(path, place))
      return
    }
    guard let height, let drawing = drawing(of: bytes, path: path, height: height, label: alternative, place) else {
      return
    }
    page.logo = PageTheme.Logo(
      drawing: drawing, alternative: alternative, isOverTitle: places.contains("title"),
      isInHead: places.contains("header"))
  }

  /// A logo at a height, as wide as its proportions make it.
  private mutating func drawing(
    of bytes: [UInt8], path: String, height: Double, label: String, _ node: Node
  ) -> Frame? {
    do throws(Picture.Failure) {
      let picture = try Picture(bytes, path: path)
      return picture.frame(scale: height / picture.size.height, label: label)
    } catch {
      nodes.problems.append(Message.unreadableLogo(path, line: error.line, error.reason, node))
      return nil
    }
  }
}
