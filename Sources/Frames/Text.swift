public import Geometry

/// One line of text in one style.
public struct TextRun: Hashable, Sendable {
  /// Where `position` lies along the text.
  public enum Anchor: String, Hashable, Sendable { case start, middle, end }

  /// A soft hyphen at the end is drawn as a hyphen: the word goes on in the next line.
  public var text: String
  public var style: TextStyle
  /// On the baseline.
  public var position: Point
  public var anchor: Anchor
  /// The advance measured when the run was laid out, in points, with the spacing.
  public var width: Double
  /// Added to every space, in points; below zero for narrower ones.
  public var wordSpacing = 0.0
  /// Added after every character, in points.
  public var letterSpacing = 0.0
  public var color: Color
  /// Clockwise turn about `position`, in degrees.
  public var angle: Double
  /// The part of the document it is text of.
  public var element: Int?

  public init(
    _ text: String, style: TextStyle, at position: Point, anchor: Anchor = .start, width: Double,
    color: Color = .black, angle: Double = 0, element: Int? = nil
  ) {
    self.text = text
    self.style = style
    self.position = position
    self.anchor = anchor
    self.width = width
    self.color = color
    self.angle = angle
    self.element = element
  }

  /// The box from ascent to descent, before the turn.
  public func box(_ metrics: FontMetrics) -> Rect {
    let left =
      switch anchor {
      case .start: position.x
      case .middle: position.x - width / 2
      case .end: position.x - width
      }
    return Rect(x: left, y: position.y - metrics.ascent, width: width, height: metrics.ascent + metrics.descent)
  }
}

/// The look of a run of text.
public struct TextStyle: Hashable, Sendable {
  /// A family name such as "Inter".
  public var family: String
  /// In points.
  public var size: Double
  /// 100…900, 400 is regular and 600 semibold.
  public var weight: Int
  public var italic: Bool
  /// Digits of equal width.
  public var tabularFigures: Bool

  public init(
    family: String, size: Double, weight: Int = 400, italic: Bool = false, tabularFigures: Bool = false
  ) {
    self.family = family
    self.size = size
    self.weight = weight
    self.italic = italic
    self.tabularFigures = tabularFigures
  }
}

/// Vertical measures of a font at a size, in points, all positive.
public struct FontMetrics: Hashable, Sendable {
  public var ascent: Double
  public var descent: Double
  public var capHeight: Double
  public var xHeight: Double

  public init(ascent: Double, descent: Double, capHeight: Double, xHeight: Double) {
    self.ascent = ascent
    self.descent = descent
    self.capHeight = capHeight
    self.xHeight = xHeight
  }
}

/// Measures text as it will be drawn. One measurer serves one thread.
public protocol TextMeasuring: AnyObject {
  /// The advance of one line of text, in points.
  func advance(of text: String, style: TextStyle) -> Double
  /// The vertical measures of a style.
  func metrics(of style: TextStyle) -> FontMetrics
}

/// Knows where the words of a language may be divided.
public protocol Hyphenating {
  /// How many characters of a word may stand before a hyphen at the end of a line, ascending.
  func hyphenation(of word: String) -> [Int]
}

extension String {
  /// The text with a soft hyphen at its end as the hyphen it is drawn as.
  public var drawingSoftHyphen: String {
    unicodeScalars.last == "\u{AD}" ? String(unicodeScalars.dropLast()) + "-" : self
  }
}
