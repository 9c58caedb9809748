public import Diagnostics
import Observations
public import OrderedCollections

extension Corrections {
  /// Applies the rows to what was extracted from the articles of a folder.
  ///
  /// Accepted and changed figures have the confidence 1 and name their row; rejected ones become rejections.
  /// - Parameters:
  ///   - extractions: by the path of the article.
  ///   - isWholeFolder: whether these are all articles of the folder, so that a row that fits none has lost its figure.
  /// - Returns: a warning for each row whose figure has vanished or is not the one that was meant.
  public func apply(
    to extractions: inout OrderedDictionary<String, Extraction>, isWholeFolder: Bool
  ) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    var found: Set<String> = []
    var rejected: Set<String> = []
    for path in extractions.keys {
      guard var extraction = extractions[path] else { continue }
      var kept: [Observation] = []
      kept.reserveCapacity(extraction.observations.count)
      for observation in extraction.observations {
        guard let entry = entries[observation.id] else {
          kept.append(observation)
          continue
        }
        found.insert(entry.id)
        guard let action = entry.action else {
          kept.append(observation)
          continue
        }
        if let quote = entry.otherQuote(than: observation) {
          problems.append(Message.quoteChanged(entry, quote, at: observation.origin))
          guard quote.hasSameDigits else {
            kept.append(observation)
            continue
          }
        }
        switch action {
        case .reject:
          rejected.insert(observation.id)
          extraction.rejections.append(
            Rejection(
              quote: observation.quote, origin: observation.origin, reason: .rejected, correction: entry.origin))
        case .accept:
          let fields = entry.fields(differingFrom: observation)
          if fields.isEmpty {
            kept.append(entry.signed(observation))
          } else {
            problems.append(Message.acceptedOtherwise(entry, fields, at: observation.origin))
            kept.append(observation)
          }
        case .change:
          let fields = entry.fields(differingFrom: observation)
          kept.append(entry.signed(entry.applied(to: observation), changed: fields.map(\.rawValue)))
        }
      }
      extraction.observations = kept
      extraction.rejections.sortByPlace()
      extractions[path] = extraction
    }
    if !rejected.isEmpty {
      for path in extractions.keys { extractions[path]?.forgetRelations(to: rejected) }
    }
    return problems + vanished(found: found, extractions, isWholeFolder: isWholeFolder)
  }

  private func vanished(
    found: Set<String>, _ extractions: OrderedDictionary<String, Extraction>, isWholeFolder: Bool
  ) -> [Diagnostic] {
    let names = Set(extractions.keys.map(lastComponent))
    return entries.values.compactMap { entry in
      guard entry.action != nil, !found.contains(entry.id),
        isWholeFolder || names.contains(lastComponent(entry.document))
      else { return nil }
      let candidates = extractions.filter {
        entry.document.isEmpty || lastComponent($0.key) == lastComponent(entry.document)
      }
      .values.flatMap(\.observations).filter { $0.quote == entry.quote && entries[$0.id]?.action == nil }
      return Message.vanishedFigure(entry, candidates: candidates)
    }
  }
}

/// The last component of a path.
private func lastComponent(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

extension Corrections.Entry {
  /// The quote of a figure where the row states another one.
  fileprivate func otherQuote(than observation: Observation) -> (text: String, hasSameDigits: Bool)? {
    guard !quote.isEmpty, quote != observation.quote else { return nil }
    let digits = { (text: String) in text.unicodeScalars.filter { $0.properties.numericType != nil } }
    return (observation.quote, digits(quote).elementsEqual(digits(observation.quote)))
  }

  /// The figure as the row has it.
  fileprivate func applied(to observation: Observation) -> Observation {
    var corrected = observation
    var (low, high): (ExactDecimal?, ExactDecimal?) =
      switch observation.value {
      case .number(let n): (n, nil)
      case .range(let l, let h): (l, h)
      case .missing: (nil, nil)
      }
    for (field, text) in fields {
      let text = text == Corrections.none ? "" : text
      switch field {
      case .value: low = ExactDecimal(text) ?? low
      case .valueHigh: high = ExactDecimal(text)
      case .unit: corrected.unit = text
      case .qualifier: corrected.qualifier = Observation.Qualifier(rawValue: text) ?? .exact
      case .measure: corrected.measure = text
      case .change: corrected.change = Observation.Change(rawValue: text) ?? .level
      case .region: corrected.region = text
      case .regionCode: corrected.regionCode = text
      case .sector: corrected.sector = text
      case .period: corrected.period = TimePeriod(text)
      case .status: corrected.status = Observation.Status(rawValue: text) ?? .actual
      }
    }
    if let low { corrected.value = high.map { .range(low, $0) } ?? .number(low) }
    return corrected
  }

  /// The fields that would read otherwise.
  fileprivate func fields(differingFrom observation: Observation) -> [Corrections.Field] {
    fields.elements.compactMap { field, text in
      var single = self
      single.fields = [field: text]
      return single.applied(to: observation) == observation ? nil : field
    }
  }

  /// The figure with the mark of the row.
  fileprivate func signed(_ observation: Observation, changed: [String] = []) -> Observation {
    var signed = observation
    signed.confidence = 1
    signed.corrections.append(Correction(origin: origin, changed: changed, note: note))
    return signed
  }
}

extension Extraction {
  fileprivate mutating func forgetRelations(to rejected: Set<String>) {
    for k in observations.indices { observations[k].relations.removeAll { rejected.contains($0.other) } }
  }
}

extension [Rejection] {
  fileprivate mutating func sortByPlace() { sort { $0.origin < $1.origin } }
}
