import Frames
import Geometry

extension Galley {
  /// Kicker, title and subtitle, a line with date and issuer over a rule, and what the document says in short. On a cover
  /// they begin below a third of the page, with key figures at its foot.
  mutating func set(_ title: TitleBlock, in column: Column) {
    let start = strips.count
    var new: [Strip] = []
    func append(_ text: String, _ setting: PageTheme.TextSetting, space: Double, isTitle: Bool = false) {
      guard !text.isEmpty else { return }
      let element = isTitle ? structure.addHeading(level: 1) : structure.add(.paragraph)
      var lines = strips(
        RichText(text), setting, x: column.x, width: column.full, as: element, underlines: false, together: true)
      guard !lines.isEmpty else { return }
      lines[0].space = new.isEmpty ? 0 : space
      new += lines.keptWithNext()
    }
    if let logo = theme.logo, logo.isOverTitle { new.append(strip(of: logo, x: column.x, width: column.full)) }
    if title.isCover {
      let top = new.reduce(0) { $0 + $1.height }
      let space = max(4 * step, (0.3 * pageHeight / theme.baseline).rounded() * theme.baseline - top)
      if new.isEmpty { new.append(Strip(height: 0, keep: .next)) }
      new.append(Strip(height: space, keep: .next))
    }
    append(title.kicker, theme.kicker, space: title.isCover ? 0 : 4 * step)
    let isUnderLogo = title.kicker.isEmpty && !title.isCover
    append(title.title, theme.title, space: isUnderLogo ? 4 * step : step, isTitle: true)
    append(title.subtitle, theme.subtitle, space: 0)
    let dated = [title.date, title.issuer].filter { !$0.isEmpty }.joined(separator: " · ")
    append(dated, theme.small, space: step)
    new.append(
      Strip(
        height: 0, space: step, items: [rule(y: 0, from: column.x, width: column.full, theme.strongRule, 0.8)],
        keep: title.lead.isEmpty ? .no : .next))
    let baseline = ruler.baseline(of: theme.lead)
    let list = title.lead.contains { !$0.isEmpty } ? structure.add(.list(ordered: false)) : nil
    for (i, point) in title.lead.enumerated() where !point.isEmpty {
      let item = structure.add(.listItem, in: list)
      let label = structure.add(.label, in: item)
      let body = structure.add(.listBody, in: item)
      let isRightToLeft = breaker.direction(of: point) == .rightToLeft
      let inner = column.indented(by: 2 * step, isRightToLeft: isRightToLeft)
      var lines = strips(point, theme.lead, x: inner.x, width: inner.full, as: body, together: true)
      guard !lines.isEmpty else { continue }
      lines[0].space = i == 0 ? 2 * step : step
      let marker = breaker.line(RichText(spans: [RichText.Span("–")]), theme.lead)
      lines[0].items.insert(
        contentsOf: structure.tag(marker, as: label).items(
          at: Point(isRightToLeft ? column.x + column.full - marker.width : column.x, baseline), theme: theme,
          ruler: ruler),
        at: 0)
      new += i == title.lead.count - 1 ? lines : lines.keptWithNext()
    }
    add(new, role: "title", above: 0, below: 3 * step)
    guard title.isCover else { return }
    let figures = strips.count
    set(title.figures, in: column)
    func height() -> Double { strips[start...].reduce(0) { $0 + $1.space + $1.height } }
    // On a small sheet the title begins further up.
    strips[start + 1].height -= min(max(0, height() - pageHeight + 1), strips[start + 1].height)
    let used = height()
    if figures < strips.count {
      strips[figures].space += max(0, pageHeight - used - 1)
    } else if used < pageHeight - 1 {
      // The cover is full, so that nothing is weighed against its white.
      strips.append(
        Strip(height: pageHeight - used - 1, block: blockNumber, role: "title"))
    }
    for i in start..<strips.count - 1 { strips[i].keep = .next }
    pageBreakPending = true
  }

  /// The logo as a figure, made smaller where it is too wide or tall.
  private func strip(of logo: PageTheme.Logo, x: Double, width: Double) -> Strip {
    let size = logo.drawing.size
    let scale = min(1, size.width > 0 ? width / size.width : 1, size.height > 0 ? pageHeight / 4 / size.height : 1)
    let transform = Transform.translation(x, 0).applied(after: .scale(scale, scale))
    let group = Group(
      role: "drawing", label: logo.alternative, transform: transform,
      element: structure.add(.figure(alternative: logo.alternative)), items: logo.drawing.items)
    return Strip(height: size.height * scale, items: [.group(group)], keep: .next)
  }
}
