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
    if let size = pngSize(bytes) {
      let width = height * size.width / size.height
      let image = Image(rect: Rect(x: 0, y: 0, width: width, height: height), png: bytes, label: label)
      return Frame(size: Size(width, height), items: [.image(image)])
    }
    guard path.lowercased().hasSuffix(".svg") else {
      nodes.problems.append(Message.unknownLogoFormat(path, node))
      return nil
    }
    do throws(VectorLogo.Failure) {
      let logo = try VectorLogo(bytes)
      let scale = height / logo.size.height
      return Frame(
        size: Size(logo.size.width * scale, height),
        items: [.group(Group(transform: .scale(scale, scale), items: logo.items))])
    } catch {
      nodes.problems.append(Message.unreadableLogo(path, line: error.line, error.reason, node))
      return nil
    }
  }
}

/// The size of a PNG in pixels (ISO/IEC 15948, the IHDR chunk); nil for anything else.
func pngSize(_ bytes: [UInt8]) -> Size? {
  guard bytes.count > 24, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { return nil }
  func number(_ at: Int) -> Double { bytes[at..<at + 4].reduce(0) { $0 * 256 + Double($1) } }
  let (width, height) = (number(16), number(20))
  return width > 0 && height > 0 ? Size(width, height) : nil
}
