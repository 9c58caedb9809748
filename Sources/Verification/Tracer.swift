import Observations

/// Goes through a document and decides about every number.
struct Tracer {
  let data: AttachedData
  let readSource: (String) -> [UInt8]?
  private(set) var result = Verification(values: [], periods: 0, scales: 0)
  private var sources: [String: [UInt8]?] = [:]

  init(data: AttachedData, readSource: @escaping (String) -> [UInt8]?) {
    self.data = data
    self.readSource = readSource
  }

  /// Where the numbers of an element stand.
  private struct Context {
    var place = Verification.Value.Place.text
    /// The list of sources, where numbers are what the sources say.
    var isSource = false
  }

  mutating func visit(_ root: TaggedDocument.Element) { visit(root, Context()) }

  private mutating func visit(_ element: TaggedDocument.Element, _ context: Context) {
    var context = context
    switch element.kind {
    case "TOC", "Lbl": return
    case "TD", "TH": context.place = .table
    case "H1", "H2", "H3", "H4", "H5", "H6": context.place = .heading
    case "Figure":
      // In PDF 2.0 the caption lies in the figure; what it says is text.
      var drawing = element
      drawing.parts = []
      for part in element.parts {
        if case .element(let inner) = part, inner.kind == "Caption" {
          visit(inner, context)
        } else {
          drawing.parts.append(part)
        }
      }
      figure(drawing)
      return
    case "LI": context.isSource = entryLabel(of: element) != nil
    case "Link":
      if link(element, context) { return }
    default: break
    }
    // Texts between links belong together: a number does not end where a mark does.
    var run = ""
    for part in element.parts {
      switch part {
      case .text(let text): run += text
      case .element(let inner):
        numbers(in: run, of: element, context)
        run = ""
        visit(inner, context)
      }
    }
    numbers(in: run, of: element, context)
  }

  // MARK: Values that lead to a source

  /// Traces a link to a source; false for another link.
  private mutating func link(_ element: TaggedDocument.Element, _ context: Context) -> Bool {
    guard let label = element.destinations.lazy.compactMap(sourceLabel).first else { return false }
    let text = element.text
    // The number of the source, beside a value or in a caption.
    if withoutSpaces(text) == "[\(label)]" || context.isSource { return true }
    var value = Verification.Value(
      status: .traced, text: tidy(text), page: element.page, place: context.place, source: label, origin: "", reason: ""
    )
    defer { result.values.append(value) }
    guard let printed = data.values[AttachedData.Key(text: withoutSpaces(text), source: label)] else {
      value.status = .contradicted
      value.reason = "source \(label) has no such value"
      return true
    }
    let rows = printed.observations.filter { data.observations.indices.contains($0) }
    value.origin = printed.formula.isEmpty ? rows.first.map { data.observations[$0].origin } ?? "" : printed.formula
    if printed.observations.isEmpty, !printed.documents.isEmpty {
      value.origin = "\(printed.formula), \(printed.documents)"
      if let exact = printed.value, let first = printedNumbers(in: printed.text).first, !first.equals(exact) {
        value.status = .contradicted
        value.reason = "it is printed as \(first.text), but its value is \(exact)"
      }
    } else if rows.isEmpty || rows.count < printed.observations.count {
      value.status = .untraced
      value.reason = "the observations it rests on are not attached"
    } else if let reason = contradiction(of: printed, rows: rows) {
      value.status = .contradicted
      value.reason = reason
    }
    return true
  }

  /// What is wrong with a value, or nil.
  private mutating func contradiction(of printed: AttachedData.PrintedValue, rows: [Int]) -> String? {
    // 1. The digits on the page against the exact value.
    let shown = printedNumbers(in: printed.text)
    if let exact = printed.value, let first = shown.first, !first.shows(exact) {
      return "it is printed as \(first.text), but its value is \(exact)"
    }
    if let high = printed.high, shown.count > 1, !shown[1].shows(high) {
      return "it is printed as \(shown[1].text), but its value is \(high)"
    }
    // 2. The exact value against the observations.
    let observations = rows.map { data.observations[$0] }
    if printed.formula.isEmpty {
      guard let value = printed.value, observations.contains(where: { Self.agrees(value, with: $0) }) else {
        return "its observation says \(observations[0].value.map { "\($0)" } ?? "nothing")"
      }
    } else if let expected = Recomputation(formula: printed.formula, observations: observations).value,
      let value = printed.value?.double,
      (expected - value).magnitude > 1e-6 * max(1, expected.magnitude, value.magnitude)
    {
      return "\(printed.formula) of what it rests on is \(expected)"
    }
    // 3. The observations against their quotes, and the quotes against the sources at hand.
    for observation in observations {
      if let reason = doubt(about: observation) { return reason }
    }
    return nil
  }

  /// Whether a value is that of an observation, in its own unit or in one that differs by a power of ten.
  private static func agrees(_ value: ExactDecimal, with observation: AttachedData.Observation) -> Bool {
    guard let own = observation.value else { return false }
    func digits(_ number: ExactDecimal) -> Substring {
      let text = String(number.significand.magnitude)
      return text.prefix(text.count - text.reversed().prefix { $0 == "0" }.count)
    }
    return value == own || value == own.negated || digits(value) == digits(own)
  }

  /// Why an observation cannot be believed, or nil.
  private mutating func doubt(about observation: AttachedData.Observation) -> String? {
    let quoted = printedNumbers(in: observation.quote)
    if let value = observation.value, !quoted.isEmpty, !quoted.contains(where: { $0.shows(value) }),
      !isFraction(value, of: quoted),
      !(observation.high.map { high in quoted.contains { $0.shows(high) } } ?? false)
    {
      return "its observation says \(value), but quotes “\(observation.quote)”"
    }
    guard !observation.quote.isEmpty, let bytes = observation.bytes, let source = source(observation.document) else {
      return nil
    }
    let stands =
      bytes.upperBound <= source.count && source[bytes].elementsEqual(observation.quote.utf8)
    return stands ? nil : "“\(observation.quote)” does not stand in \(observation.origin)"
  }

  /// Whether two of the numbers make the value as a fraction, 1/6 for 0.166667.
  private func isFraction(_ value: ExactDecimal, of numbers: [PrintedNumber]) -> Bool {
    zip(numbers, numbers.dropFirst()).contains { above, below in
      guard above.after.first == "/", let a = Double(above.digits), let b = Double(below.digits), b != 0 else {
        return false
      }
      return [1, 100].contains { (a / b * $0 - value.double).magnitude < 1e-5 * $0 }
    }
  }

  private mutating func source(_ name: String) -> [UInt8]? {
    if let known = sources[name] { return known }
    let bytes = readSource(name)
    sources[name] = .some(bytes)
    return bytes
  }

  // MARK: Numbers without a link

  private mutating func numbers(in text: String, of element: TaggedDocument.Element, _ context: Context) {
    guard !context.isSource else { return }
    for number in printedNumbers(in: text) {
      if isPeriod(number) {
        result.periods += 1
      } else if !isOrdinal(number, isHeading: context.place == .heading) {
        result.values.append(
          Verification.Value(
            status: .untraced, text: number.text, page: element.page, place: context.place, source: "", origin: "",
            reason:
              "it leads to no source: “\(tidy(String(number.before.suffix(24) + number.text + number.after.prefix(24))))”"
          ))
      }
    }
  }

  /// The numbers of a drawing: those of its data, and the steps of its scales.
  private mutating func figure(_ element: TaggedDocument.Element) {
    let file = element.attachments.first ?? ""
    let chart = data.charts[file] ?? AttachedData.Chart()
    var others: [PrintedNumber] = []
    // What is turned or set apart stands on lines of its own.
    for line in element.text.split(whereSeparator: \.isNewline) {
      let isText = chart.texts.contains(String(line))
      for number in printedNumbers(in: String(line)) {
        if isPeriod(number) {
          result.periods += 1
        } else if isText || chart.digitsInTexts.contains(number.digits) || chart.numbers.contains(where: number.equals)
        {
          result.values.append(
            Verification.Value(
              status: .traced, text: number.text, page: element.page, place: .figure(file), source: "", origin: file,
              reason: ""))
        } else {
          others.append(number)
        }
      }
    }
    let steps = scaleSteps(others)
    result.scales += steps.count
    for (index, number) in others.enumerated() where !steps.contains(index) {
      result.values.append(
        Verification.Value(
          status: .untraced, text: number.text, page: element.page, place: .figure(file), source: "", origin: "",
          reason: file.isEmpty ? "no data are attached to the drawing" : "it is not among the data of the drawing"))
    }
  }

  // MARK: The list of sources

  /// Every entry that quotes an observation has to hold that quote.
  mutating func checkQuotes(in root: TaggedDocument.Element) {
    var entries: [String: (text: String, page: Int)] = [:]
    collectEntries(root, into: &entries)
    for (label, entry) in entries.sorted(by: { ($0.key.count, $0.key) < ($1.key.count, $1.key) }) {
      let values = data.values.values.filter { $0.source == label && $0.formula.isEmpty }
      let quotes = Set(
        values.flatMap(\.observations).filter { data.observations.indices.contains($0) }
          .map { data.observations[$0].quote }.filter { !$0.isEmpty })
      for quote in quotes.sorted() where !withoutSpaces(entry.text).contains(withoutSpaces(quote)) {
        result.values.append(
          Verification.Value(
            status: .contradicted, text: "[\(label)]", page: entry.page, place: .text, source: label, origin: "",
            reason: "the entry does not quote “\(quote)”"))
      }
    }
  }

  private func collectEntries(
    _ element: TaggedDocument.Element, into entries: inout [String: (text: String, page: Int)]
  ) {
    if element.kind == "LI", let label = entryLabel(of: element) {
      entries[label] = (element.text, element.page)
      return
    }
    for case .element(let inner) in element.parts { collectEntries(inner, into: &entries) }
  }

  /// The label of an entry of the list of sources, "7" of "[7]"; nil for other items.
  private func entryLabel(of item: TaggedDocument.Element) -> String? {
    for case .element(let part) in item.parts where part.kind == "Lbl" {
      let text = withoutSpaces(part.text)
      if text.count > 2, text.first == "[", text.last == "]" { return String(text.dropFirst().dropLast()) }
    }
    return nil
  }
}

/// "7" of "source-7".
private func sourceLabel(_ destination: String) -> String? {
  destination.hasPrefix("source-") ? String(destination.dropFirst(7)) : nil
}

/// One line with single spaces.
private func tidy(_ text: String) -> String {
  text.split(whereSeparator: { $0.isWhitespace || $0.isNewline }).joined(separator: " ")
}
