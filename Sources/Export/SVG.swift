public import Frames
internal import Geometry

/// What an SVG file says besides the drawing.
public struct SVGOptions: Hashable, Sendable {
  /// What readers who do not see the drawing are told first.
  public var title: String
  /// What the drawing shows; may be empty.
  public var description: String
  /// BCP 47.
  public var language: String
  /// Painted under the drawing; nothing is if nil.
  public var background: Color?

  /// How text is written.
  public var text: SVGText

  /// Options with an English, undescribed drawing on nothing unless said otherwise.
  public init(
    title: String, description: String = "", language: String = "en", background: Color? = nil, text: SVGText = .text
  ) {
    self.title = title
    self.description = description
    self.language = language
    self.background = background
    self.text = text
  }
}

/// How an SVG file writes text.
public enum SVGText: String, Hashable, Sendable, CaseIterable {
  /// As text, in fonts the reader is to have.
  case text
  /// As the outlines of its glyphs, which look the same everywhere and cannot be selected or searched.
  case outlines
  /// As text, with the fonts in the file, cut to the characters that occur.
  case embedded
}

/// The frame as an SVG file of its own.
///
/// Text stays text. Every id begins with a hash of the content, so that several drawings can stand in one page; nothing
/// is loaded from elsewhere and nothing runs. Links to web and mail addresses become `<a>`; links to anchors and the
/// anchors themselves are left out, as they have no target outside their document.
/// - Parameter engine: sets the text where it is written as outlines or with its fonts; not needed otherwise.
public func exportSVG(_ frame: Frame, options: SVGOptions, engine: TextEngine? = nil) -> [UInt8] {
  precondition(options.text == .text || engine != nil, "outlines and embedded fonts need an engine")
  var writer = SVGWriter()
  if options.text == .outlines { writer.outliner = engine }
  if options.text == .embedded, let engine { writer.embedded = embeddedFonts(of: frame, engine: engine) }
  writer.write(frame, options)
  return writer.finish()
}

/// Writes the elements of a drawing, leaving out every attribute that is inherited anyway.
struct SVGWriter {
  /// What an element gets from the elements around it.
  struct Inherited {
    var fill: Paint?
    var stroke: Stroke?
    /// The details of the last stroke set, which stay when a stroke is switched off.
    var strokeDetails = Stroke(.color(.black))
    var font: TextStyle?
    var anchor = TextRun.Anchor.start
    var fillAlpha = 1.0
  }

  var out: [UInt8] = []
  /// Sets text that is to become outlines.
  var outliner: TextEngine?
  /// The fonts that go into the file.
  var embedded: [EmbeddedFamily] = []
  var inherited = Inherited()
  /// Where in `out` the hash goes once it is known.
  private var idPlaces: [Int] = []
  private var gradients: [Paint] = []
  private var clips: [Rect] = []

  init() { out.reserveCapacity(8192) }

  mutating func write(_ frame: Frame, _ options: SVGOptions) {
    let described = !options.description.isEmpty
    add("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"")
    addID("t", 0)
    if described {
      add(" ")
      addID("d", 0)
    }
    add("\" lang=\"")
    addEscaped(options.language)
    add("\" width=\"")
    add(frame.size.width)
    add("\" height=\"")
    add(frame.size.height)
    add("\" viewBox=\"0 0 ")
    add(frame.size.width)
    add(" ")
    add(frame.size.height)
    add("\" fill=\"none\"")
    if let font = frame.items.firstFont {
      addFont(font)
      inherited.font = font
    }
    add("><title id=\"")
    addID("t", 0)
    add("\">")
    addEscaped(options.title)
    add("</title>")
    if described {
      add("<desc id=\"")
      addID("d", 0)
      add("\">")
      addEscaped(options.description)
      add("</desc>")
    }
    writeFonts()
    if let background = options.background {
      write(
        Shape(.rect(Rect(x: 0, y: 0, width: frame.size.width, height: frame.size.height)), fill: .color(background)))
    }
    write(frame.items)
    writeDefinitions()
    add("</svg>\n")
  }

  /// The bytes with the hash put in everywhere.
  mutating func finish() -> [UInt8] {
    let hash = contentHash(out)
    let digits = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    for place in idPlaces {
      var rest = hash
      for i in 0..<Self.idLength {
        // The first is a letter, as an id must not begin with a digit.
        out[place + i] = i == 0 ? digits[Int(rest & 15)] : digits[Int(rest & 31)]
        rest >>= 5
      }
    }
    return out
  }

  private static let idLength = 10

  /// An id of its own for a kind of thing and its number.
  mutating func addID(_ kind: StaticString, _ number: Int) {
    idPlaces.append(out.count)
    for _ in 0..<Self.idLength { out.append(UInt8(ascii: "_")) }
    add(kind)
    if number > 0 { add(Double(number)) }
  }

  /// The number of a gradient, given out on first use.
  mutating func gradientNumber(_ paint: Paint) -> Int {
    if let known = gradients.firstIndex(of: paint) { return known }
    gradients.append(paint)
    return gradients.count - 1
  }

  /// The number of a clip, given out on first use.
  mutating func clipNumber(_ clip: Rect) -> Int {
    if let known = clips.firstIndex(of: clip) { return known }
    clips.append(clip)
    return clips.count - 1
  }

  private mutating func writeDefinitions() {
    guard !gradients.isEmpty || !clips.isEmpty else { return }
    add("<defs>")
    for (number, clip) in clips.enumerated() {
      add("<clipPath id=\"")
      addID("c", number)
      add("\"><path d=\"")
      addBox(clip)
      add("\"/></clipPath>")
    }
    for (number, gradient) in gradients.enumerated() {
      guard case .linearGradient(let start, let end, let stops) = gradient else { continue }
      add("<linearGradient id=\"")
      addID("g", number)
      add("\" gradientUnits=\"userSpaceOnUse\"")
      add(" x1=\"", start.x)
      add(" y1=\"", start.y)
      add(" x2=\"", end.x)
      add(" y2=\"", end.y)
      add(">")
      for stop in stops {
        add("<stop")
        add(" offset=\"", stop.offset)
        add(" stop-color=\"")
        addColor(stop.color)
        add("\"")
        if stop.color.alpha != 1 { add(" stop-opacity=\"", stop.color.alpha) }
        add("/>")
      }
      add("</linearGradient>")
    }
    add("</defs>")
  }
}

extension [FrameItem] {
  fileprivate var firstFont: TextStyle? {
    for item in self {
      switch item {
      case .text(let run): return run.style
      case .group(let group): if let style = group.items.firstFont { return style }
      default: break
      }
    }
    return nil
  }
}

/// Mixes eight bytes at a time by multiplication and shifts; good enough that different drawings differ.
private func contentHash(_ bytes: [UInt8]) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(bytes.count)
  func mix(_ word: UInt64) {
    hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
    hash ^= hash >> 32
  }
  unsafe bytes.withUnsafeBytes { buffer in
    var i = 0
    while i + 8 <= buffer.count {
      mix(unsafe UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: i, as: UInt64.self)))
      i += 8
    }
    while i < buffer.count {
      mix(unsafe UInt64(buffer[i]))
      i += 1
    }
  }
  hash = (hash ^ hash >> 29) &* 0xBF58_476D_1CE4_E5B9
  return hash ^ hash >> 32
}
