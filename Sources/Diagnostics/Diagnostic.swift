/// One thing to tell the user about an input: what is wrong, where, and what to do about it.
public struct Diagnostic: Hashable, Sendable {
  /// How bad it is.
  public enum Severity: String, Hashable, Sendable, Comparable {
    case note, warning, error

    /// A note is less than a warning, a warning less than an error.
    public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
    private var rank: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .error: 2
      }
    }
  }

  public var severity: Severity
  /// A stable identifier such as `chart.unknown-field`, for filtering and for the JSON form.
  public var code: String
  /// What is wrong, in one clause without a full stop.
  public var headline: String
  public var origin: Origin?
  /// The line of the input it is about.
  public var excerpt: String?
  /// What the user can do about it.
  public var help: String?

  public init(
    _ severity: Severity, code: String, _ headline: String, at origin: Origin? = nil, excerpt: String? = nil,
    help: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.headline = headline
    self.origin = origin
    self.excerpt = excerpt
    self.help = help
  }
}

/// Thrown when the input cannot be used at all; it carries every problem found, not only the first.
public struct DiagnosticError: Error, Sendable {
  public var diagnostics: [Diagnostic]

  public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
  public init(_ diagnostic: Diagnostic) { diagnostics = [diagnostic] }
}

extension Sequence where Element == Diagnostic {
  /// Whether anything in here stops the work.
  public var hasErrors: Bool { contains { $0.severity == .error } }

  /// By file, line and column, problems without a place last, equal places in the order reported.
  public func inReadingOrder() -> [Diagnostic] {
    enumerated().sorted { a, b in
      switch (a.element.origin, b.element.origin) {
      case (let x?, let y?) where x < y: true
      case (let x?, let y?) where y < x: false
      case (.some, nil): true
      case (nil, .some): false
      default: a.offset < b.offset
      }
    }.map(\.element)
  }
}
