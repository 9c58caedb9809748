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
  private let generics: [String: String]
  private var styles: [TextStyle: Shapings] = [:]
  private var latest: Shapings?
  /// Texts added to the younger generations of all styles.
  private var remembered = 0
  private var pending: [Diagnostic] = []
  private var reported: Set<Diagnostic> = []
  private var toldFamilies: Set<String> = []
  /// How often diagnostics were taken.
  private var telling = 0
  private var toldCharacters: Set<Unicode.Scalar> = []

  /// An engine that knows these fonts and no others.
  public init(fonts: FontSet) throws(DiagnosticError) {
    guard fonts.families.contains(where: { !$0.files.isEmpty }) else {
      throw DiagnosticError(noFonts(families: fonts.families.map(\.name)))
    }
    do {
      typesetter = try Typesetter(
        families: fonts.families.map { ($0.name, $0.files) }, apart: Set(fonts.generics.map(\.value)))
    } catch {
      throw DiagnosticError(drawingFailed(error))
    }
    let names = fonts.families.filter { !$0.files.isEmpty }.map(\.name)
    familyNames = names
    generics = fonts.generics.filter { names.contains($0.value) }
  }

  /// The advance of one line of text, in points.
  public func advance(of text: String, style: TextStyle) -> Double {
    let shapings = shapings(of: style)
    if let advance = shapings.figures?.advance(of: text) { return advance }
    if shapings.figuresMet < Shapings.manyFigures, FigureAdvances.holds(text) {
      shapings.figuresMet += 1
      if shapings.figuresMet == Shapings.manyFigures { shapings.figures = FigureAdvances { shape($0, style) } }
    }
    return shape(text, shapings).width
  }

  /// The vertical measures of a style.
  public func metrics(of style: TextStyle) -> FontMetrics { shapings(of: style).metrics }

  /// Missing families and characters without glyphs met since the last call, each once, in the order met.
  public func takeDiagnostics() -> [Diagnostic] {
    defer {
      pending = []
      reported = []
      toldFamilies = []
      toldCharacters = []
      telling += 1
    }
    return pending
  }

  func shape(_ text: String, _ style: TextStyle) -> ShapedText { shape(text, shapings(of: style)) }

  private func shape(_ text: String, _ shapings: Shapings) -> ShapedText {
    let shaped: ShapedText
    if let known = shapings.young[text], known.isSame(as: text) {
      shaped = known.shaped
    } else {
      let known = shapings.old[text].flatMap { $0.isSame(as: text) ? $0.shaped : nil }
      shaped = known ?? typesetter.shape(text, shapings.request)
      shapings.young[text] = Shaping(text: text, shaped: shaped)
      remembered += 1
      if remembered >= 4096 { forgetOldest() }
    }
    if !shaped.unknown.isEmpty {
      let unknown = shaped.unknown.filter { toldCharacters.insert($0).inserted }
      if !unknown.isEmpty { report(missingGlyphs(unknown, family: shapings.style.family, text: text)) }
    }
    return shaped
  }

  private func forgetOldest() {
    for shapings in styles.values {
      shapings.old = shapings.young
      shapings.young = [:]
    }
    remembered = 0
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
      shapings = Shapings(style, in: generics[style.family] ?? style.family, typesetter)
      styles[style] = shapings
    }
    latest = shapings
    if let instead = shapings.substitute, shapings.toldIn != telling {
      shapings.toldIn = telling
      if toldFamilies.insert(style.family).inserted {
        report(missingFamily(style.family, substitute: instead, available: familyNames))
      }
    }
    return shapings
  }
}

/// Whether a family is one of CSS's words for any family of a kind.
private func isGeneric(_ family: String) -> Bool { ["sans-serif", "serif", "monospace"].contains(family) }

/// A text as it was set.
private struct Shaping {
  var text: String
  var shaped: ShapedText

  /// Strings that differ only in how characters are composed are equal, but not drawn with the same bytes.
  func isSame(as other: String) -> Bool {
    var (a, b) = (text, other)
    return a.withUTF8 { a in b.withUTF8 { b in unsafe a.count == b.count && a.elementsEqual(b) } }
  }
}

/// The texts set in one style, in two generations, of which the older goes when the younger ones have grown enough.
private final class Shapings {
  let style: TextStyle
  let request: FontRequest
  let metrics: FontMetrics
  /// The family used in place of the one asked for, if it is missing.
  let substitute: String?
  /// When the engine last told of it, in its count.
  var toldIn = -1
  /// How often figures were measured, up to so many that a table of their advances is worth it.
  var figuresMet = 0
  static let manyFigures = 24
  var figures: FigureAdvances?
  var young: [String: Shaping] = [:]
  var old: [String: Shaping] = [:]

  init(_ style: TextStyle, in name: String, _ typesetter: Typesetter) {
    self.style = style
    request = FontRequest(
      family: name, size: style.size, weight: style.weight, italic: style.italic,
      tabularFigures: style.tabularFigures)
    let extents = typesetter.extents(of: request)
    metrics = FontMetrics(
      ascent: extents.ascent, descent: extents.descent, capHeight: extents.capHeight, xHeight: extents.xHeight)
    let family = typesetter.family(for: request)
    substitute = family.lowercased() == name.lowercased() || isGeneric(name) ? nil : family
  }
}
