public import Diagnostics
public import Observations

/// What an article gave: figures, numbers that are none, and what it is about.
public struct Extraction: Sendable {
  /// In the order of the text.
  public var observations: [Observation]
  /// Every group of digits that is no figure, in the order of the text.
  public var rejections: [Rejection]
  /// Which regions and sectors stand together, most often named first.
  public var mentions: [Mention]
  public var diagnostics: [Diagnostic]

  public init(
    observations: [Observation] = [], rejections: [Rejection] = [], mentions: [Mention] = [],
    diagnostics: [Diagnostic] = []
  ) {
    self.observations = observations
    self.rejections = rejections
    self.mentions = mentions
    self.diagnostics = diagnostics
  }
}

/// Digits or number words that are no figure, and why.
public struct Rejection: Hashable, Sendable {
  /// What kind of thing the digits are instead of a figure.
  public enum Reason: String, Hashable, Sendable, CaseIterable {
    case date, clockTime = "clock-time", period, phone, url, email, address, pager, identifier, name, slogan, plan,
      ordinal, idiom, listWord = "list-word", comparison, bareNumber = "bare-number", unreadable, rejected
  }

  public var quote: String
  public var origin: Origin
  public var reason: Reason
  /// The row of a corrections file that rejected it.
  public var correction: Origin?

  public init(quote: String, origin: Origin, reason: Reason, correction: Origin? = nil) {
    self.quote = quote
    self.origin = origin
    self.reason = reason
    self.correction = correction
  }
}

/// A region and a sector named in the same paragraphs of an article, so that an article without figures still shows
/// what it is about.
public struct Mention: Hashable, Sendable {
  public var region: String
  public var regionCode: String
  public var sector: String
  /// Number of paragraphs.
  public var count: Int

  public init(region: String, regionCode: String, sector: String, count: Int) {
    self.region = region
    self.regionCode = regionCode
    self.sector = sector
    self.count = count
  }
}
