internal import Cairo
public import Diagnostics
public import Frames

/// Shapes, measures and remembers text.
///
/// One engine serves one thread and is reused over documents; it is not Sendable, because the font map behind it is
/// not. What it remembers is bounded. The outcome for a text never depends on what was measured before.
public final class TextEngine: TextMeasuring {
  private let typesetter: Typesetter
  private let familyNames: [String]
  private var styles: [TextStyle: Shapings] = [:]
  private var latest: Shapings?
  private var pending: [Diagnostic] = []
  private var reported: Set<Diagnostic> = []

  /// An engine that knows these fonts and no others.
  public init(fonts: FontSet) throws(DiagnosticError) {
    guard fonts.families.contains(where: { !$0.files.isEmpty }) else {
      throw DiagnosticError(noFonts(families: fonts.families.map(\.name)))
    }
    do {
      typesetter = try Typesetter(families: fonts.families.map { ($0.name, $0.files) })
    } catch {
      throw DiagnosticError(drawingFailed(error))
    }
    familyNames = fonts.families.filter { !$0.files.isEmpty }.map(\.name)
  }

  /// The advance of one line of text, in points.
  public func advance(of text: String, style: TextStyle) -> Double { shape(text, style).width }

  /// The vertical measures of a style.
  public func metrics(of style: TextStyle) -> FontMetrics { shapings(of: style).metrics }

  /// Missing families and characters without glyphs met since the last call, each once, in the order met.
  public func takeDiagnostics() -> [Diagnostic] {
    defer {
      pending = []
      reported = []
    }
    return pending
  }

  func shape(_ text: String, _ style: TextStyle) -> ShapedText {
    let shapings = shapings(of: style)
    let shaped = shapings.shape(text, typesetter)
    if !shaped.unknown.isEmpty { report(missingGlyphs(shaped.unknown, family: style.family, text: text)) }
    return shaped
  }

  func report(_ diagnostic: Diagnostic) {
    if reported.insert(diagnostic).inserted { pending.append(diagnostic) }
  }

  private func shapings(of style: TextStyle) -> Shapings {
    let shapings: Shapings
    if let latest, latest.style == style {
      shapings = latest
    } else if let known = styles[style] {
      shapings = known
    } else {
      if styles.count >= 256 { styles = [:] }
      shapings = Shapings(style, typesetter)
      styles[style] = shapings
    }
    latest = shapings
    if let instead = shapings.substitute {
      report(missingFamily(style.family, substitute: instead, available: familyNames))
    }
    return shapings
  }
}

/// The texts set in one style: two generations, of which the older is dropped when the younger is full.
private final class Shapings {
  let style: TextStyle
  let metrics: FontMetrics
  /// The family used in place of the one asked for, if it is missing.
  let substitute: String?
  private let request: FontRequest
  private var young: [String: ShapedText] = [:]
  private var old: [String: ShapedText] = [:]

  init(_ style: TextStyle, _ typesetter: Typesetter) {
    self.style = style
    request = FontRequest(
      family: style.family, size: style.size, weight: style.weight, italic: style.italic,
      tabularFigures: style.tabularFigures)
    let extents = typesetter.extents(of: request)
    metrics = FontMetrics(
      ascent: extents.ascent, descent: extents.descent, capHeight: extents.capHeight, xHeight: extents.xHeight)
    let family = typesetter.family(for: request)
    substitute = family.lowercased() == style.family.lowercased() ? nil : family
  }

  func shape(_ text: String, _ typesetter: Typesetter) -> ShapedText {
    if let known = young[text] { return known }
    let shaped = old[text] ?? typesetter.shape(text, request)
    if young.count >= 4096 {
      old = young
      young = [:]
    }
    young[text] = shaped
    return shaped
  }
}
