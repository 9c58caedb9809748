internal import Cairo
internal import Frames
internal import Geometry

/// The fonts of one family that go into a file.
struct EmbeddedFamily {
  var name: String
  var faces: [EmbeddedFace]
}

/// One font of a family, cut to the characters it is needed for.
struct EmbeddedFace {
  var weight: Int
  var italic: Bool
  var font: UsedFont
}

/// The fonts all texts of a drawing are set in, by the family they ask for, in the order they are met.
func embeddedFonts(of frame: Frame, engine: TextEngine) -> [EmbeddedFamily] {
  var families: [EmbeddedFamily] = []
  func add(_ run: TextRun) {
    let style = run.style
    let number =
      families.firstIndex { $0.name == style.family }
      ?? {
        families.append(EmbeddedFamily(name: style.family, faces: []))
        return families.count - 1
      }()
    for font in engine.shape(run.text, style).fonts {
      let known = families[number].faces.firstIndex {
        $0.weight == style.weight && $0.italic == style.italic && $0.font.name == font.name
      }
      if let known {
        families[number].faces[known].font.characters.formUnion(font.characters)
      } else {
        families[number].faces.append(EmbeddedFace(weight: style.weight, italic: style.italic, font: font))
      }
    }
  }
  func walk(_ items: [FrameItem]) {
    for item in items {
      switch item {
      case .group(let group): walk(group.items)
      case .text(let run): if !run.text.isEmpty { add(run) }
      default: break
      }
    }
  }
  walk(frame.items)
  return families
}

extension SVGWriter {
  /// The embedded fonts as rules of a style sheet. Their family bears the hash of the content, so that the fonts of two
  /// drawings in one page do not take each other's place.
  mutating func writeFonts() {
    guard !embedded.isEmpty else { return }
    add("<style>")
    for (number, family) in embedded.enumerated() {
      for face in family.faces {
        guard let bytes = face.font.subset() else { continue }
        add("@font-face{font-family:")
        addID("f", number)
        add(";font-weight:")
        add(Double(face.weight))
        if face.italic { add(";font-style:italic") }
        // Characters of another font stand in for what the family lacks; each font is asked for its own only.
        let others = family.faces.filter { $0.weight == face.weight && $0.italic == face.italic }
        if others.count > 1 {
          add(";unicode-range:")
          for (i, character) in face.font.characters.sorted().enumerated() {
            add(i == 0 ? "U+" : ",U+")
            add(String(character.value, radix: 16))
          }
        }
        let isCFF = bytes.starts(with: Array("OTTO".utf8))
        add(";src:url(data:font/")
        add(isCFF ? "otf" : "ttf")
        add(";base64,")
        addBase64(bytes)
        add(")}")
      }
    }
    add("</style>")
  }

  /// A run as the outlines of its glyphs.
  mutating func writeOutlines(_ run: TextRun, _ engine: TextEngine) {
    let shaped = engine.shape(run.text, run.style)
    let spacing = TextSpacing(words: run.wordSpacing, letters: run.letterSpacing)
    let (elements, width) = (shaped.outline(spacing: spacing), shaped.width(spacing))
    guard !elements.isEmpty else { return }
    let start: Double =
      switch run.anchor {
      case .start: 0
      case .middle: -width / 2
      case .end: -width
      }
    let offset = run.angle == 0 ? Point(run.position.x + start, run.position.y) : Point(start, 0)
    // A hundredth of a point is finer than any eye, and the file a quarter smaller.
    func at(_ p: Point) -> Point {
      Point(((p.x + offset.x) * 100).rounded() / 100, ((p.y + offset.y) * 100).rounded() / 100)
    }
    add("<path d=\"")
    addPath(
      Path(
        elements.map { element in
          switch element {
          case .move(let p): .move(at(p))
          case .line(let p): .line(at(p))
          case .curve(let a, let b, let c): .curve(at(a), at(b), at(c))
          case .close: .close
          }
        }))
    add("\"")
    if run.angle != 0 {
      add(" transform=\"translate(")
      addPair(run.position)
      add(")rotate(")
      add(run.angle)
      add(")\"")
    }
    addFill(.color(run.color))
    addStroke(nil)
    add("/>")
  }
}
