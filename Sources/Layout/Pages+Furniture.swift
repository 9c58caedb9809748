import Frames
import Geometry

/// Turns made-up pages into frames: the strips in groups by block, and around them what stands on every page.
struct PageDresser {
  /// Of the page that is made.
  private var theme: PageTheme
  let breaker: LineBreaker
  let document: Document

  private var box: Rect { theme.contentBox }
  private var hasCover: Bool {
    if case .title(let title)? = document.blocks.first { title.isCover } else { false }
  }

  init(theme: PageTheme, breaker: LineBreaker, document: Document) {
    self.theme = theme
    self.breaker = breaker
    self.document = document
  }

  func frames(_ pages: [MadePage]) -> [Frame] {
    let numbers = pageNumbers(pages)
    let mentions = mentionPages(pages)
    let sought = Set(
      pages.flatMap(\.strips).flatMap(\.strip.references).compactMap { mentions[$0.mentioned ?? ""]?.first })
    var current = ""
    return pages.enumerated().map { i, page in
      var dresser = self
      dresser.theme = page.isTurned ? theme.turned : theme
      // The first page is on the right.
      if theme.isDuplex, i % 2 == 1 { dresser.theme = dresser.theme.mirrored }
      var frame = Frame(size: dresser.theme.pageSize)
      let starting = page.strips.compactMap(\.strip.runningHeading)
      // The heading at the top of the page, else the one the page continues.
      let heading = page.strips.first?.strip.runningHeading ?? (current.isEmpty ? starting.first ?? "" : current)
      if i > 0 { frame.items.append(contentsOf: dresser.head(heading)) }
      frame.items += dresser.groups(
        page, numbers, mentions, anchor: sought.contains(i + 1) ? Self.pageAnchor(i + 1) : nil)
      if i > 0 || !hasCover {
        frame.items.append(contentsOf: dresser.foot(page: i + 1, of: pages.count, heading: heading))
      }
      current = starting.last ?? current
      return frame
    }
  }

  /// The page of each anchor, counted from 1.
  private func pageNumbers(_ pages: [MadePage]) -> [String: Int] {
    var numbers: [String: Int] = [:]
    for (i, page) in pages.enumerated() {
      for item in page.strips.flatMap(\.strip.items) {
        if case .anchor(let name, _) = item { numbers[name] = i + 1 }
      }
    }
    return numbers
  }

  /// The pages with links to each anchor, counted from 1, in order; those of the sources themselves do not count.
  private func mentionPages(_ pages: [MadePage]) -> [String: [Int]] {
    guard pages.contains(where: { $0.strips.contains { $0.strip.references.contains { $0.mentioned != nil } } }) else {
      return [:]
    }
    var found: [String: [Int]] = [:]
    func visit(_ items: [FrameItem], page: Int) {
      for item in items {
        switch item {
        case .link(_, let link): note(link, page)
        case .group(let group):
          if let link = group.link { note(link, page) }
          visit(group.items, page: page)
        default: break
        }
      }
    }
    func note(_ link: Link, _ page: Int) {
      guard case .anchor(let name) = link.destination, found[name]?.last != page else { return }
      found[name, default: []].append(page)
    }
    for (i, page) in pages.enumerated() {
      for (strip, _) in page.strips where strip.role != "sources" { visit(strip.items, page: i + 1) }
    }
    return found
  }

  /// The name of the top of a page.
  private static func pageAnchor(_ page: Int) -> String { "page-\(page)" }

  /// The text of a reference and where it leads, if the page is known.
  private func filled(
    _ reference: PageReference, _ numbers: [String: Int], _ mentions: [String: [Int]]
  ) -> (text: String, link: Link?)? {
    switch reference.to {
    case .place(let name): return numbers[name].map { (String($0), nil) }
    case .mentions(let name):
      guard let pages = mentions[name], let first = pages.first else { return nil }
      let runs = runs(pages)
      let list = runs.prefix(3).joined(separator: ", ") + (runs.count > 3 ? " …" : "")
      let text = theme.words.onPage.filled(page: list)
      return (text, Link(.anchor(Self.pageAnchor(first)), description: text, element: reference.element))
    }
  }

  private func groups(
    _ page: MadePage, _ numbers: [String: Int], _ mentions: [String: [Int]], anchor: String?
  ) -> [FrameItem] {
    var groups: [Group] = []
    var last: (block: Int, role: String)?
    for (strip, y) in page.strips {
      var items = strip.items
      for reference in strip.references {
        guard let (text, link) = filled(reference, numbers, mentions) else { continue }
        var line = breaker.line(RichText(spans: [.init(text, muted: link != nil)]), reference.setting)
        for i in line.runs.indices { line.runs[i].element = reference.element }
        items += line.items(
          at: Point(reference.position.x - line.width, reference.position.y), theme: theme, ruler: breaker.ruler)
        if let link {
          let top = reference.position.y - breaker.ruler.baseline(of: reference.setting)
          items.append(
            .link(
              Rect(x: reference.position.x - line.width, y: top, width: line.width, height: reference.setting.leading),
              link))
        }
      }
      let moved = items.map { $0.moved(by: Point(box.x, box.y + y)) }
      if let last, last == (strip.block, strip.role) {
        groups[groups.count - 1].items += moved
      } else {
        groups.append(Group(role: strip.role, items: moved))
        last = (strip.block, strip.role)
      }
    }
    groups.removeAll { $0.items.isEmpty }
    if let anchor, !groups.isEmpty { groups[0].items.insert(.anchor(anchor, Point(box.x, box.y)), at: 0) }
    return groups.map(FrameItem.group)
  }

  private func head(_ heading: String) -> [FrameItem] {
    let baseline = theme.margins.top - 2 * theme.baseline + 2
    guard baseline > theme.running.leading else { return [] }
    let logo = headLogo(baseline: baseline)
    let inset = logo.map { $0.width + theme.gutter } ?? 0
    let texts = [theme.head.left, theme.head.center, theme.head.right].map { filled($0, heading: heading) }
    var items = (logo.map { [$0.item] } ?? []) + line(texts, baseline: baseline, inset: inset)
    guard !items.isEmpty else { return [] }
    let y = baseline + 5
    if theme.head.hasRule {
      items.append(
        .shape(
          Shape(.line(Point(box.minX, y), Point(box.maxX, y)), stroke: Stroke(.color(theme.lightRule), width: 0.4))))
    }
    return [.group(Group(role: "running-head", items: items))]
  }

  /// The logo at the left end of the head, as decoration.
  private func headLogo(baseline: Double) -> (item: FrameItem, width: Double)? {
    guard let logo = theme.logo, logo.isInHead, logo.drawing.size.height > 0 else { return nil }
    let height = min(logo.drawing.size.height, 2 * theme.running.style.size, baseline - 4)
    guard height > 0 else { return nil }
    let scale = height / logo.drawing.size.height
    let y = baseline - (height + theme.running.style.size * 0.7) / 2
    let transform = Transform.translation(box.minX, y).applied(after: .scale(scale, scale))
    return (
      .group(Group(role: "drawing", transform: transform, items: logo.drawing.items)),
      logo.drawing.size.width * scale
    )
  }

  private func foot(page: Int, of count: Int, heading: String) -> [FrameItem] {
    guard theme.margins.bottom >= 3 * theme.running.leading else { return [] }
    let texts = [theme.foot.left, theme.foot.center, theme.foot.right].map {
      filled($0, heading: heading, page: page, of: count)
    }
    let baseline = theme.pageSize.height - theme.margins.bottom / 2 - 2
    var items = line(texts, baseline: baseline)
    if theme.foot.hasRule, !items.isEmpty {
      let y = baseline - theme.running.leading - 2
      items.append(
        .shape(
          Shape(.line(Point(box.minX, y), Point(box.maxX, y)), stroke: Stroke(.color(theme.lightRule), width: 0.4))))
    }
    return items.isEmpty ? [] : [.group(Group(role: "running-foot", items: items))]
  }

  /// A text of the theme with what is known of the page in it.
  private func filled(_ text: String, heading: String, page: Int? = nil, of count: Int = 0) -> String {
    var values = [
      ("{title}", document.runningHead), ("{issuer}", document.runningFoot), ("{heading}", heading),
    ]
    if let page {
      values += [
        ("{page}", theme.words.pageOf.filled(page: String(page), of: String(count))), ("{n}", "\(page)"),
        ("{m}", "\(count)"),
      ]
    }
    return text.filled(values)
  }

  /// Three texts at the ends and in the middle of a line, shortened where they would meet.
  private func line(_ texts: [String], baseline: Double, inset: Double = 0) -> [FrameItem] {
    let setting = theme.running
    let gap = 2 * theme.gutter
    let start = box.minX + inset
    let room = max(0, box.width - inset - gap)
    let wanted = texts.map { breaker.line(RichText($0), setting).width }
    let fits = wanted[0] + wanted[2] <= room
    let left = shortened(texts[0], setting, to: fits ? room : max(room / 2, room - wanted[2]))
    let right = shortened(texts[2], setting, to: fits ? room : max(room / 2, room - wanted[0]))
    func set(_ line: Line, at x: Double) -> [FrameItem] {
      line.items(at: Point(x, baseline), theme: theme, ruler: breaker.ruler)
    }
    var items = set(left, at: start) + set(right, at: box.maxX - right.width)
    if !texts[1].isEmpty {
      // As wide as it may be without touching the longer of the two.
      let middle = (box.minX + box.maxX) / 2
      let free = 2 * (box.width / 2 - gap - max(left.width + inset, right.width))
      let center = shortened(texts[1], setting, to: free)
      items += set(center, at: middle - center.width / 2)
    }
    return items
  }

  private func shortened(_ text: String, _ setting: PageTheme.TextSetting, to width: Double) -> Line {
    let whole = breaker.line(RichText(text), setting)
    if whole.width <= width { return whole }
    var kept = Substring(text)
    while !kept.isEmpty {
      kept.removeLast()
      let line = breaker.line(RichText(kept + "…"), setting)
      if line.width <= width { return line }
    }
    return Line()
  }
}

/// Rising numbers as texts, three or more in a row as one: "1–4", "7", "9".
private func runs(_ numbers: [Int]) -> [String] {
  var texts: [String] = []
  var i = 0
  while i < numbers.count {
    var end = i
    while end + 1 < numbers.count, numbers[end + 1] == numbers[end] + 1 { end += 1 }
    if end - i >= 2 {
      texts.append("\(numbers[i])–\(numbers[end])")
      i = end + 1
    } else {
      texts.append("\(numbers[i])")
      i += 1
    }
  }
  return texts
}

extension PageReference {
  /// The name whose mentions are counted.
  fileprivate var mentioned: String? { if case .mentions(let name) = to { name } else { nil } }
}

extension String {
  /// The text with `{n}` and `{m}` replaced.
  func filled(page: String, of count: String = "") -> String { filled([("{n}", page), ("{m}", count)]) }

  /// The text with words in braces replaced by what they stand for.
  package func filled(_ values: [(name: String, text: String)]) -> String {
    guard contains("{") else { return self }
    var out = ""
    var rest = self[...]
    while let c = rest.first {
      if c == "{", let value = values.first(where: { rest.hasPrefix($0.name) }) {
        out += value.text
        rest.removeFirst(value.name.count)
      } else {
        out.append(c)
        rest.removeFirst()
      }
    }
    return out
  }
}
