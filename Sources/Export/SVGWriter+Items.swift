internal import Frames
internal import Geometry

extension SVGWriter {
  mutating func write(_ items: [FrameItem]) {
    for item in items {
      switch item {
      case .group(let group): write(group)
      case .text(let run): write(run)
      case .shape(let shape): write(shape)
      case .image(let image): write(image)
      case .link(let rect, let link): write(link, over: rect)
      case .anchor: break
      }
    }
  }

  private mutating func write(_ group: Group) {
    guard !group.items.isEmpty else { return }
    if group.role == Group.lines, let runs = group.runs {
      write(lines: runs)
      return
    }
    let before = inherited
    let link = group.link.flatMap(\.webAddress)
    if let link { openLink(link, description: group.link?.description ?? "") }
    let start = out.count
    add("<g")
    let bare = out.count
    if !group.role.isEmpty {
      add(" class=\"")
      addEscaped(group.role)
      add("\"")
    }
    if let label = group.label {
      add(" aria-label=\"")
      addEscaped(label)
      add("\"")
    }
    if group.transform != .identity {
      add(" transform=\"")
      addTransform(group.transform)
      add("\"")
    }
    if let clip = group.clip {
      add(" clip-path=\"url(#")
      addID("c", clipNumber(clip))
      add(")\"")
    }
    if group.opacity != 1 { add(" opacity=\"", group.opacity) }
    addShared(Shared(group.items))
    let needed = out.count > bare
    if needed { add(">") } else { out.removeSubrange(start...) }
    write(group.items)
    if needed { add("</g>") }
    if link != nil { add("</a>") }
    inherited = before
  }

  mutating func write(_ shape: Shape) {
    openOutline(shape.outline)
    addFill(shape.fill)
    addStroke(shape.stroke)
    if let label = shape.label {
      add(" aria-label=\"")
      addEscaped(label)
      add("\"")
    }
    add("/>")
  }

  private mutating func write(_ run: TextRun) {
    guard !run.text.isEmpty else { return }
    if let outliner {
      writeOutlines(run, outliner)
      return
    }
    add("<text")
    if run.angle == 0 {
      add(" x=\"", run.position.x)
      add(" y=\"", run.position.y)
    } else {
      add(" transform=\"translate(")
      addPair(run.position)
      add(")rotate(")
      add(run.angle)
      add(")\"")
    }
    addFill(.color(run.color))
    addStroke(nil)
    addFont(run.style)
    addAnchor(run.anchor)
    if run.wordSpacing != 0 { add(" word-spacing=\"", run.wordSpacing) }
    if run.letterSpacing != 0 { add(" letter-spacing=\"", run.letterSpacing) }
    if run.text.needsSpacePreserved { add(" xml:space=\"preserve\"") }
    add(">")
    addEscaped(run.text.drawingSoftHyphen)
    add("</text>")
  }

  /// The lines of one text: one element, so that it is read and selected as one.
  private mutating func write(lines runs: [TextRun]) {
    guard let first = runs.first else { return }
    add("<text")
    if first.angle == 0 {
      add(" x=\"", first.position.x)
      add(" y=\"", first.position.y)
    } else {
      add(" transform=\"translate(")
      addPair(first.position)
      add(")rotate(")
      add(first.angle)
      add(")\"")
    }
    addFill(.color(first.color))
    addStroke(nil)
    addFont(first.style)
    addAnchor(first.anchor)
    add(">")
    var last = first.position
    for (i, run) in runs.enumerated() {
      if i == 0 {
        add("<tspan>")
      } else {
        let (dx, dy) = (run.position.x - last.x, run.position.y - last.y)
        add("<tspan x=\"", first.angle == 0 ? run.position.x : 0)
        add(" dy=\"", first.angle == 0 ? dy : (dx * dx + dy * dy).squareRoot())
        add(">")
      }
      addEscaped(run.text)
      add("</tspan>")
      last = run.position
    }
    add("</text>")
  }

  private mutating func write(_ image: Image) {
    add("<image")
    add(" x=\"", image.rect.x)
    add(" y=\"", image.rect.y)
    add(" width=\"", image.rect.width)
    add(" height=\"", image.rect.height)
    add(" preserveAspectRatio=\"none\"")
    if !image.label.isEmpty {
      add(" aria-label=\"")
      addEscaped(image.label)
      add("\"")
    }
    add(" href=\"data:")
    add((RasterFile(image.bytes)?.format ?? .png).rawValue)
    add(";base64,")
    addBase64(image.bytes)
    add("\"/>")
  }

  private mutating func write(_ link: Link, over rect: Rect) {
    guard let address = link.webAddress else { return }
    openLink(address, description: link.description)
    add("<path d=\"")
    addBox(rect)
    add("\" pointer-events=\"all\"")
    addFill(nil)
    addStroke(nil)
    add("/></a>")
  }

  private mutating func openLink(_ address: String, description: String) {
    add("<a href=\"")
    addEscaped(address)
    if !description.isEmpty {
      add("\" aria-label=\"")
      addEscaped(description)
    }
    add("\">")
  }

  /// `<path d="…"` and the like, without what paints it.
  private mutating func openOutline(_ outline: Outline) {
    switch outline {
    case .rect(let rect, let radius) where radius > 0:
      add("<rect")
      add(" x=\"", rect.minX)
      add(" y=\"", rect.minY)
      add(" width=\"", rect.maxX - rect.minX)
      add(" height=\"", rect.maxY - rect.minY)
      add(" rx=\"", radius)
    case .rect(let rect, _):
      add("<path d=\"")
      addBox(rect)
      add("\"")
    case .ellipse(let center, let radii):
      add(radii.width == radii.height ? "<circle" : "<ellipse")
      add(" cx=\"", center.x)
      add(" cy=\"", center.y)
      if radii.width == radii.height {
        add(" r=\"", radii.width)
      } else {
        add(" rx=\"", radii.width)
        add(" ry=\"", radii.height)
      }
    case .line(let a, let b):
      add("<path d=\"M")
      addPair(a)
      addLine(from: a, to: b)
      add("\"")
    case .path(let path):
      add("<path d=\"")
      addPath(path)
      add("\"")
    }
  }
}

extension Group {
  /// Its items where all are runs of one look.
  fileprivate var runs: [TextRun]? {
    var runs: [TextRun] = []
    for item in items {
      guard case .text(let run) = item else { return nil }
      if let first = runs.first {
        guard run.style == first.style, run.color == first.color, run.angle == first.angle, run.anchor == first.anchor
        else { return nil }
      }
      runs.append(run)
    }
    return runs
  }
}

extension Link {
  fileprivate var webAddress: String? {
    guard case .address(let address) = destination, isLinkable(address) else { return nil }
    return address
  }
}

extension String {
  /// Whether spaces at the ends or side by side would be lost.
  fileprivate var needsSpacePreserved: Bool {
    var last = UInt8(ascii: " ")
    for byte in utf8 {
      if byte == UInt8(ascii: " "), last == byte { return true }
      last = byte
    }
    return last == UInt8(ascii: " ")
  }
}
