import Analytics
import Diagnostics
import Extraction
import Notation
public import Observations
import OrderedCollections

/// What was found in articles, in the order of their text, as files and in words.
extension SourceSet {
  /// The articles in the order read.
  private var articles: [Document] { documents.values.filter { $0.kind == .article } }

  /// Every figure of an article, by article and place.
  public var figuresInOrder: [Observation] {
    let order = Dictionary(documents.keys.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { a, _ in a })
    return index.observations.enumerated().compactMap { offset, o -> (Int, Int, Int, Observation)? in
      guard case .text(let span) = o.origin.place else { return nil }
      return (order[o.origin.file] ?? 0, span.bytes.lowerBound, offset, o)
    }
    .sorted { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }.map(\.3)
  }

  /// The figures as CSV.
  public func figuresCSV() -> String { observationsCSV(figuresInOrder) { fileName(of: $0.origin.file) } }

  /// A corrections file for the figures that keeps what the present ones say.
  public func correctionsCSV() -> String {
    Corrections.csv(for: figuresInOrder, keeping: corrections) { fileName(of: $0.origin.file) }
  }

  /// Regions and sectors that stand together, as CSV: document, region, region_code, sector, paragraphs.
  public func focusCSV() -> String {
    "document,region,region_code,sector,paragraphs\n"
      + articles.flatMap { article in
        article.mentions.map { mention in
          [fileName(of: article.path), mention.region, mention.regionCode, mention.sector, "\(mention.count)"]
            .map(csvField).joined(separator: ",") + "\n"
        }
      }.joined()
  }

  /// Figures, focus and disagreements as one JSON object.
  /// - Parameter explained: whether it also lists the groups of digits that are no figures.
  public func figuresJSON(explained: Bool) -> String {
    let focus = articles.flatMap { article in
      article.mentions.map { mention in
        [
          ("document", jsonString(fileName(of: article.path))), ("region", jsonString(mention.region)),
          ("region_code", jsonString(mention.regionCode)), ("sector", jsonString(mention.sector)),
          ("paragraphs", "\(mention.count)"),
        ]
      }
    }
    var parts = [
      "  \"figures\": " + observationsJSON(figuresInOrder) { fileName(of: $0.origin.file) },
      "  \"focus\": " + jsonLines(focus),
      "  \"disagreements\": "
        + jsonLines(
          disagreements.map { disagreement in
            [("ids", "[\(disagreement.observations.map { jsonString($0.id) }.joined(separator: ", "))]")]
          }),
    ]
    if explained {
      let rejected = articles.flatMap { article in
        article.rejections.map { rejection in
          [
            ("document", jsonString(fileName(of: article.path))), ("line", "\(rejection.origin.line ?? 0)"),
            ("column", "\(rejection.origin.column ?? 0)"), ("quote", jsonString(rejection.quote)),
            ("reason", jsonString(rejection.reason.rawValue)),
          ]
        }
      }
      parts.append("  \"not_taken\": " + jsonLines(rejected))
    }
    return "{\n\(parts.joined(separator: ",\n"))\n}\n"
  }

  /// Every group of digits that is no figure with the reason, one a line.
  public func explanation() -> String {
    articles.flatMap(\.rejections).map { rejection in
      let row = rejection.correction.map { " in \($0.file):\($0.line ?? 0)" } ?? ""
      return
        "\(rejection.origin): “\(rejection.quote)” is \(rejection.reason.words)\(row) [\(rejection.reason.rawValue)]\n"
    }.joined()
  }

  /// What was found, in a few lines.
  public func summary() -> String {
    let figures = figuresInOrder
    let rejections = articles.flatMap(\.rejections)
    var lines = [
      "\(counted(figures.count, "figure")) in \(counted(articles.count, "article")); "
        + "\(counted(rejections.count, "group")) of digits not taken"
    ]
    let byHand = figures.filter { !$0.corrections.isEmpty }
    let changed = byHand.count { !$0.corrections.allSatisfy(\.changed.isEmpty) }
    let rejected = rejections.count { $0.correction != nil }
    if !corrections.isEmpty {
      lines.append(
        "corrected by hand: \(byHand.count - changed) accepted, \(changed) changed, \(rejected) rejected "
          + "(\(corrections.map(\.file).joined(separator: ", ")))")
    }
    let linked = figures.flatMap(\.relations)
    if !linked.isEmpty {
      let kinds = Relation.Kind.allCases.compactMap { kind -> String? in
        let count = linked.count { $0.kind == kind }
        return count > 0 ? counted(count, kind.word) : nil
      }
      lines.append("linked: \(kinds.joined(separator: ", "))")
    }
    if !disagreements.isEmpty { lines.append("sources disagree on \(counted(disagreements.count, "figure"))") }
    let withFigures = Set(figures.map(\.origin.file))
    for article in articles where !withFigures.contains(article.path) {
      let topics = article.mentions.prefix(3).map {
        ($0.sector.isEmpty ? "" : "\($0.sector) in ") + "\($0.region) (\($0.count))"
      }
      lines.append(
        "no figure in \(fileName(of: article.path))"
          + (topics.isEmpty ? "" : ", which is about \(topics.joined(separator: ", "))"))
    }
    return lines.joined(separator: "\n")
  }
}

private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

extension Relation.Kind {
  fileprivate var word: String {
    switch self {
    case .conversion: "conversion"
    case .part: "part"
    case .change: "change"
    case .baseline: "baseline"
    case .outcome: "outcome of a target"
    }
  }
}

extension Rejection.Reason {
  /// What the digits are, in words.
  fileprivate var words: String {
    switch self {
    case .date: "a date"
    case .clockTime: "a time of day"
    case .period: "a period"
    case .phone: "a telephone number"
    case .url: "part of a web address"
    case .email: "part of an e-mail address"
    case .address: "part of a postal address"
    case .pager: "a page number or a part of the page’s frame"
    case .identifier: "a number that names something"
    case .name: "part of a name"
    case .slogan: "a slogan"
    case .plan: "the name of a plan"
    case .ordinal: "a place in an order, no amount"
    case .idiom: "a manner of speaking"
    case .listWord: "a number that announces a list"
    case .comparison: "only there to compare"
    case .bareNumber: "a number without anything it counts"
    case .unreadable: "not readable as a number"
    case .rejected: "rejected by hand"
    }
  }
}
