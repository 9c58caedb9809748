internal import Frames

/// What all shapes and texts directly inside a group agree on, so that it can be said once.
struct Shared {
  var fill: Paint?
  var stroke: Stroke?
  var font: TextStyle?
  var anchor: TextRun.Anchor?
  private(set) var agreeOnFill = false
  private(set) var agreeOnStroke = false

  init(_ items: [FrameItem]) {
    var first = true
    var (sameFont, sameAnchor) = (true, true)
    func take(_ itemFill: Paint?, _ itemStroke: Stroke?, into shared: inout Shared) {
      if first {
        shared.fill = itemFill
        shared.stroke = itemStroke
        (shared.agreeOnFill, shared.agreeOnStroke) = (true, true)
        first = false
      } else {
        if shared.agreeOnFill, shared.fill != itemFill { shared.agreeOnFill = false }
        if shared.agreeOnStroke, shared.stroke != itemStroke { shared.agreeOnStroke = false }
      }
    }
    for item in items {
      switch item {
      case .text(let run):
        take(.color(run.color), nil, into: &self)
        if font == nil {
          font = run.style
          anchor = run.anchor
        } else {
          if sameFont, font != run.style { sameFont = false }
          if anchor != run.anchor { sameAnchor = false }
        }
      case .shape(let shape): take(shape.fill, shape.stroke, into: &self)
      default: continue
      }
    }
    if !sameFont { font = nil }
    if !sameAnchor { anchor = nil }
  }
}

extension SVGWriter {
  /// Sets on a group what its content shares.
  mutating func addShared(_ shared: Shared) {
    if shared.agreeOnFill {
      addFill(shared.fill)
      inherited.fill = shared.fill
      if let fill = shared.fill { inherited.fillAlpha = fill.alpha }
    }
    if shared.agreeOnStroke {
      addStroke(shared.stroke)
      inherited.stroke = shared.stroke
      if let stroke = shared.stroke { inherited.strokeDetails = stroke }
    }
    if let font = shared.font {
      addFont(font)
      inherited.font = font
    }
    if let anchor = shared.anchor {
      addAnchor(anchor)
      inherited.anchor = anchor
    }
  }

  mutating func addFill(_ fill: Paint?) {
    guard fill != inherited.fill else { return }
    add(" fill=\"")
    addPaint(fill)
    add("\"")
    if let fill, fill.alpha != inherited.fillAlpha { add(" fill-opacity=\"", fill.alpha) }
  }

  mutating func addStroke(_ stroke: Stroke?) {
    guard stroke != inherited.stroke else { return }
    if stroke?.paint != inherited.stroke?.paint {
      add(" stroke=\"")
      addPaint(stroke?.paint)
      add("\"")
    }
    guard let stroke else { return }
    let details = inherited.strokeDetails
    if stroke.paint.alpha != details.paint.alpha { add(" stroke-opacity=\"", stroke.paint.alpha) }
    if stroke.width != details.width { add(" stroke-width=\"", stroke.width) }
    if stroke.dash != details.dash {
      add(" stroke-dasharray=\"")
      if stroke.dash.isEmpty { add("none") }
      for (i, length) in stroke.dash.enumerated() {
        if i > 0 { add(",") }
        add(length)
      }
      add("\"")
    }
    if stroke.dashOffset != details.dashOffset { add(" stroke-dashoffset=\"", stroke.dashOffset) }
    if stroke.cap != details.cap { addAttribute(" stroke-linecap=\"", stroke.cap.rawValue) }
    if stroke.join != details.join { addAttribute(" stroke-linejoin=\"", stroke.join.rawValue) }
  }

  mutating func addAnchor(_ anchor: TextRun.Anchor) {
    if anchor != inherited.anchor { addAttribute(" text-anchor=\"", anchor.rawValue) }
  }

  mutating func addFont(_ font: TextStyle) {
    guard font != inherited.font else { return }
    let before = inherited.font
    if font.family != before?.family {
      add(" font-family=\"")
      if let number = embedded.firstIndex(where: { $0.name == font.family }) {
        addID("f", number)
        add(",")
      }
      addFamilies(font.family)
      add("\"")
    }
    if font.size != before?.size { add(" font-size=\"", font.size) }
    if font.weight != before?.weight ?? 400 { add(" font-weight=\"", Double(font.weight)) }
    if font.italic != before?.italic ?? false {
      addAttribute(" font-style=\"", font.italic ? "italic" : "normal")
    }
    if font.tabularFigures != before?.tabularFigures ?? false {
      addAttribute(" style=\"font-variant-numeric:", font.tabularFigures ? "tabular-nums" : "normal")
    }
  }

  /// The family, a widespread one with the same characters, and a generic one.
  private mutating func addFamilies(_ family: String) {
    let words = family.split(separator: " ")
    func isWord(_ word: Substring) -> Bool {
      word.utf8.first.map { $0 > 0x40 } ?? false && word.utf8.allSatisfy { $0 > 0x3F || (0x30...0x39).contains($0) }
    }
    let generic = ["serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui"]
    if generic.contains(family) {
      add(family)
      return
    }
    if words.count == 1, words.allSatisfy(isWord) {
      add(family)
    } else {
      add("'")
      addEscaped(String(family.filter { $0 != "'" && $0 != "\\" }))
      add("'")
    }
    if words.contains("Mono") {
      add(",monospace")
    } else if words.contains("Serif") {
      add(family == "Noto Serif" ? ",serif" : ",'Noto Serif',serif")
    } else {
      add(family == "Noto Sans" ? ",sans-serif" : ",'Noto Sans',sans-serif")
    }
  }

  private mutating func addPaint(_ paint: Paint?) {
    switch paint {
    case nil: add("none")
    case .color(let color): addColor(color)
    case .linearGradient:
      guard let paint else { return }
      add("url(#")
      addID("g", gradientNumber(paint))
      add(")")
    }
  }
}

extension Paint {
  /// The opacity that goes into an attribute of its own; gradients have it in their stops.
  fileprivate var alpha: Double {
    switch self {
    case .color(let color): color.alpha
    case .linearGradient: 1
    }
  }
}
