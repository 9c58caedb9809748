import Charting
import Frames
import Layout
import Notation

extension ThemeReader {
  /// `fonts: { text: Noto Serif, headings: Inter, labels: Inter, families: [{ name: …, files: [ … ] }] }`
  mutating func readFonts(_ node: Node, folder: String) {
    nodes.rejectUnknown(in: node, known: Self.fontKeys, what: "the fonts")
    for item in node["families"]?.sequence ?? [] {
      nodes.rejectUnknown(in: item, known: Self.familyKeys, what: "a family")
      let files = nodes.texts("files", in: item).map { resolve($0, in: folder) }
      guard let name = nodes.text("name", in: item), !files.isEmpty else {
        nodes.problems.append(Message.familyWithoutFiles(item))
        continue
      }
      for path in files where world.read(path) == nil {
        nodes.problems.append(Message.unreadableOfTheme(path, item["files"] ?? item))
      }
      fonts.removeAll { $0.family == name }
      fonts.append(BriefingTheme.Font(family: name, files: files, node: item))
    }
    if let text = family(node["text"]) {
      for path in Self.textRoles { page[keyPath: path].style.family = text }
    }
    if let headings = family(node["headings"]) {
      for path in Self.headingRoles { page[keyPath: path].style.family = headings }
    }
    if let labels = family(node["labels"]) {
      for path in Self.labelRoles { page[keyPath: path].style.family = labels }
      page.codeFamily = labels
      if let node = node["labels"] { setChart("font", node) }
    }
  }

  /// A family by its name, which is asked for.
  private mutating func family(_ node: Node?) -> String? {
    guard let node else { return nil }
    guard let name = node.scalarText, !name.isEmpty else {
      nodes.wrongKind(node, "family", wanted: "the name of a family")
      return nil
    }
    if !fonts.contains(where: { $0.family == name }) {
      fonts.append(BriefingTheme.Font(family: name, files: [], node: node))
    }
    return name
  }

  /// `type: { size: 10pt, leading: 14pt, ratio: 1.25, title: { size: 28pt, weight: 700 }, … }`
  mutating func readType(_ node: Node) {
    nodes.rejectUnknown(
      in: node, known: Self.typeKeys, what: "the type")
    // 1. Everything grows with the size and the leading of running text.
    let size = length(node["size"], "size", in: 6...16)
    let leading = length(node["leading"], "leading", in: 7...30)
    let grown = size.map { $0 / page.body.style.size } ?? 1
    let spread = leading.map { $0 / page.baseline } ?? grown
    for (_, path) in Self.roles {
      page[keyPath: path].style.size *= grown
      page[keyPath: path].leading *= spread
    }
    page.baseline *= spread
    // 2. Headings by a ratio, each on the next half line.
    if let ratio = node["ratio"]?.number, (1.05...1.8).contains(ratio) {
      var size = page.body.style.size
      for path in [\PageTheme.headings[3], \.headings[2], \.headings[1], \.headings[0], \.title] {
        page[keyPath: path].style.size = size
        page[keyPath: path].leading = (size * 1.15 / (page.baseline / 2)).rounded(.up) * page.baseline / 2
        size *= ratio
      }
    } else if let ratio = node["ratio"] {
      nodes.wrongKind(ratio, "ratio", wanted: "a number from 1.05 to 1.8")
    }
    // 3. Styles one by one.
    for (name, path) in Self.roles {
      guard let style = node[name] else { continue }
      guard style.mapping != nil else {
        nodes.wrongKind(style, name, wanted: "a mapping with “size”, “weight” and the like")
        continue
      }
      readStyle(style, path)
    }
  }

  private mutating func readStyle(_ node: Node, _ path: WritableKeyPath<PageTheme, PageTheme.TextSetting>) {
    nodes.rejectUnknown(
      in: node, known: Self.styleKeys, what: "a style"
    )
    var setting = page[keyPath: path]
    if let family = family(node["family"]) { setting.style.family = family }
    if let size = length(node["size"], "size", in: 5...60) {
      setting.leading *= size / setting.style.size
      setting.style.size = size
    }
    if let leading = length(node["leading"], "leading", in: 5...90) { setting.leading = leading }
    if let weight = node["weight"] {
      if let number = weight.number, (100...900).contains(number) {
        setting.style.weight = Int(number)
      } else {
        nodes.wrongKind(weight, "weight", wanted: "a number from 100 to 900")
      }
    }
    if let italic = nodes.flag("italic", in: node) { setting.style.italic = italic }
    if let color = node["color"] { setting.color = readable(color) ?? setting.color }
    if let ends = nodes.choice("align", in: node, of: PageTheme.LineEnds.allCases) { setting.ends = ends }
    if let hyphenated = nodes.flag("hyphenate", in: node) { setting.hyphenated = hyphenated }
    page[keyPath: path] = setting
  }

  /// `colors: ["#7A1F3D", …]`, the most important first, or `colors: { accent: …, brand: […], text: …, muted: …, rules: …,
  /// contrary: … }`.
  mutating func readColors(_ node: Node) {
    var accent = node["accent"]
    if node.mapping != nil {
      nodes.rejectUnknown(
        in: node, known: Self.colorKeys, what: "the colours")
      if let brand = node["brand"] { setChart("colors", brand) } else if let accent { setChart("colors", accent) }
      accent = accent ?? node["brand"]?.sequence?.first ?? node["brand"]
    } else {
      setChart("colors", node)
      accent = node.sequence?.first ?? node
    }
    if let text = node["text"].flatMap({ readable($0) }) {
      let old = page.body.color
      for (_, path) in Self.roles where page[keyPath: path].color == old { page[keyPath: path].color = text }
      page.strongRule = text
    }
    if let muted = node["muted"].flatMap({ readable($0) }) {
      let old = page.muted
      for (_, path) in Self.roles where page[keyPath: path].color == old { page[keyPath: path].color = muted }
      page.muted = muted
    }
    if let accent, let color = readable(accent) {
      page.accent = color
      page.kicker.color = color
      page.keyValue.color = color
      page.linkRule = color.tint(0.45)
    }
    if let contrary = node["contrary"].flatMap({ readable($0) }) { page.contrary = contrary }
    if let rules = node["rules"].flatMap({ color($0) }) { page.lightRule = rules }
  }

  private mutating func color(_ node: Node) -> Color? {
    if let color = node.scalarText.flatMap({ Color(css: $0) }) { return color }
    nodes.problems.append(Message.noColor(node))
    return nil
  }

  /// A colour for text on white: made darker where it contrasts by less than 4.5 : 1 (WCAG 2.2, 1.4.3).
  private mutating func readable(_ node: Node) -> Color? {
    guard let color = color(node) else { return nil }
    let legible = color.legible(on: .white)
    if legible != color {
      nodes.problems.append(Message.textColorChanged(color, legible, node))
    }
    return legible
  }

  // MARK: Roles

  typealias Role = WritableKeyPath<PageTheme, PageTheme.TextSetting>

  static var roles: [(name: String, path: Role)] {
    [
      ("title", \.title), ("subtitle", \.subtitle), ("kicker", \.kicker), ("heading-1", \.headings[0]),
      ("heading-2", \.headings[1]), ("heading-3", \.headings[2]), ("heading-4", \.headings[3]), ("body", \.body),
      ("lead", \.lead), ("quote", \.quote), ("small", \.small), ("figure-title", \.captionTitle),
      ("caption", \.caption), ("table-header", \.tableHead), ("table-cell", \.tableBody), ("key-label", \.keyLabel),
      ("key-value", \.keyValue), ("source", \.source), ("running", \.running),
    ]
  }

  private static var textRoles: [Role] { [\.body, \.lead, \.quote] }
  private static var headingRoles: [Role] {
    [\.title, \.subtitle, \.kicker, \.headings[0], \.headings[1], \.headings[2], \.headings[3], \.keyValue]
  }
  private static var labelRoles: [Role] {
    [\.small, \.captionTitle, \.caption, \.tableHead, \.tableBody, \.keyLabel, \.source, \.running]
  }
}
