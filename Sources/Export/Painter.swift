internal import Cairo
internal import Frames
internal import Geometry

/// Draws frames on a canvas.
struct Painter {
  let engine: TextEngine
  let images: DecodedImages
  /// Where it is noted what belongs to which element; nil if nobody asks.
  var marks: Marks?

  /// What items belong to: each to its own element, or all to one.
  private enum Owner {
    case each
    case all(Int?)
  }

  func draw(_ items: [FrameItem], on canvas: borrowing Canvas) {
    draw(items, of: .each, on: canvas)
    marks?.end(on: canvas)
  }

  private func draw(_ items: [FrameItem], of owner: Owner, on canvas: borrowing Canvas) {
    for item in items {
      switch item {
      case .group(let group):
        var inner = owner
        // Cairo takes no marks within an opacity, and forgets those within a clip that hides everything.
        if case .each = owner, group.element != nil || group.opacity < 1 || group.clip != nil {
          inner = .all(group.element)
          mark(inner, nil, on: canvas)
        }
        canvas.group(transform: group.transform, clip: group.clip, opacity: group.opacity) {
          draw(group.items, of: inner, on: $0)
        }
      case .text(let run): draw(run, of: owner, on: canvas)
      case .shape(let shape): draw(shape, of: owner, on: canvas)
      case .image(let image):
        guard let decoded = images[image] else { break }
        mark(owner, nil, on: canvas)
        canvas.draw(decoded.raster, in: image.rect)
      case .link, .anchor: break
      }
    }
  }

  private func mark(_ owner: Owner, _ element: Int?, on canvas: borrowing Canvas) {
    guard let marks else { return }
    switch owner {
    case .each: marks.begin(element, on: canvas)
    case .all(let element): marks.begin(element, on: canvas)
    }
  }

  private func draw(_ run: TextRun, of owner: Owner, on canvas: borrowing Canvas) {
    guard !run.text.isEmpty, run.position.x.isFinite, run.position.y.isFinite else { return }
    mark(owner, run.element, on: canvas)
    let shaped = engine.shape(run.text, run.style)
    let spacing = TextSpacing(words: run.wordSpacing, letters: run.letterSpacing)
    let width = shaped.width(spacing)
    let back =
      switch run.anchor {
      case .start: 0.0
      case .middle: width / 2
      case .end: width
      }
    canvas.show(
      shaped, at: Point(run.position.x - back, run.position.y), spacing: spacing, angle: run.angle,
      about: run.position, run.color.source)
  }

  private func draw(_ shape: Shape, of owner: Owner, on canvas: borrowing Canvas) {
    guard shape.fill != nil || shape.stroke != nil else { return }
    mark(owner, nil, on: canvas)
    canvas.newPath()
    switch shape.outline {
    case .rect(let rect, let radius): canvas.rectangle(rect, cornerRadius: radius)
    case .ellipse(let center, let radii): canvas.ellipse(center: center, radii: radii)
    case .line(let a, let b):
      canvas.move(to: a)
      canvas.line(to: b)
    case .path(let path):
      for element in path.elements {
        switch element {
        case .move(let p): canvas.move(to: p)
        case .line(let p): canvas.line(to: p)
        case .curve(let a, let b, let p): canvas.curve(a, b, to: p)
        case .close: canvas.close()
        }
      }
    }
    if let fill = shape.fill { canvas.fill(fill.source) }
    if let stroke = shape.stroke {
      canvas.stroke(
        stroke.paint.source, width: stroke.width, dash: stroke.dash, dashOffset: stroke.dashOffset,
        cap: stroke.cap.cap, join: stroke.join.join)
    }
    canvas.newPath()
  }
}

extension Color {
  var source: Canvas.Source {
    .color(Double(red) / 255, Double(green) / 255, Double(blue) / 255, alpha)
  }
}

extension Paint {
  fileprivate var source: Canvas.Source {
    switch self {
    case .color(let color): color.source
    case .linearGradient(let start, let end, let stops):
      .linearGradient(
        start, end,
        stops.map {
          (
            $0.offset, Double($0.color.red) / 255, Double($0.color.green) / 255, Double($0.color.blue) / 255,
            $0.color.alpha
          )
        })
    }
  }
}

extension Stroke.Cap {
  fileprivate var cap: Canvas.Cap {
    switch self {
    case .butt: .butt
    case .round: .round
    case .square: .square
    }
  }
}

extension Stroke.Join {
  fileprivate var join: Canvas.Join {
    switch self {
    case .miter: .miter
    case .round: .round
    case .bevel: .bevel
    }
  }
}
