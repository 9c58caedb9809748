import Diagnostics
import Frames
import Geometry
import Layout
import Notation

extension Assembler {
  /// An `image` block: a picture from a file with its title, its words and where it is from.
  mutating func image(_ node: Node, line: Int) throws(DiagnosticError) -> [Block] {
    var reader = NodeReader()
    reader.rejectUnknown(in: node, known: Self.imageKeys, what: "an image")
    let width = reader.choice("width", in: node, of: ChartWidth.allCases)
    let title = reader.text("title", in: node) ?? ""
    let caption = reader.text("caption", in: node) ?? ""
    let source = reader.text("source", in: node) ?? ""
    let alternative = reader.text("alternative", in: node) ?? ""
    guard let file = reader.text("file", in: node) else {
      throw DiagnosticError(reader.problems + [Message.imageWithoutFile(node)])
    }
    if reader.problems.hasErrors { throw DiagnosticError(reader.problems) }
    let place = node["file"]?.origin ?? self.place
    let figure = try figure(
      file: file, alternative: alternative, title: title, caption: caption, source: source, width: width,
      id: node["id"],
      at: place)
    return add(figure, width: width ?? .full)
  }

  /// A paragraph that is a picture, `![What it shows](map.png "Title")`, as a figure.
  mutating func image(address: String, alternative: String, title: String) -> [Block] {
    flushFigures()
    do throws(DiagnosticError) {
      return [.figure(try figure(file: address, alternative: alternative, title: title, at: place))]
    } catch {
      problems += error.diagnostics
      return []
    }
  }

  static let imageKeys = ["file", "alternative", "title", "caption", "source", "width", "id"]

  private mutating func figure(
    file: String, alternative: String, title: String, caption: String = "", source: String = "",
    width: ChartWidth? = nil, id: Node? = nil, at place: Origin
  ) throws(DiagnosticError) -> Figure {
    if alternative.allSatisfy(\.isWhitespace) {
      throw DiagnosticError(Message.imageWithoutAlternative(file, at: place))
    }
    guard !file.contains("://") else { throw DiagnosticError(Message.distantImage(file, at: place)) }
    let path = resolve(file, in: report.folder)
    guard let bytes = world.read(path) else { throw DiagnosticError(Message.unreadableImage(path, at: place)) }
    let picture: Picture
    do throws(Picture.Failure) {
      picture = try Picture(bytes, path: path)
    } catch {
      throw DiagnosticError(Message.badImage(path, line: error.line, error.reason, at: place))
    }
    // As wide as asked, else at its own size; never wider than the page or so high that no text fits beside it.
    let room = width == .half ? theme.halfWidth : theme.contentWidth
    let wanted = width == nil ? min(1, room / picture.size.width) : room / picture.size.width
    let scale = min(wanted, 0.7 * theme.contentBox.height / picture.size.height)
    figureCount += 1
    let label = "\(words.figure) \(figureCount)"
    let anchor = "figure-\(figureCount)"
    identify(id, kind: "fig", label: label, anchor: anchor)
    return Figure(
      frame: picture.frame(scale: scale, label: store.plain(alternative)), label: label,
      title: title.isEmpty ? nil : rich(title), caption: rich(caption), source: source.isEmpty ? nil : rich(source),
      alternative: store.plain(alternative), anchor: anchor, origin: place)
  }
}
