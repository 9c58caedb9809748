public import Diagnostics
public import Notation
import Observations
import OrderedCollections

extension TableMapping {
  /// The keys of a mapping in YAML.
  public static let keys = [
    "layout", "delimiter", "decimal", "skip", "columns", "constants", "periods", "missing", "where", "dimensions",
    "rows", "frequency", "header", "measures", "encoding", "fiscal_year", "dates", "brackets", "headings", "fill",
    "across", "dataset", "sheet", "regions", "indent", "hold",
  ]

  /// Decodes a mapping as reports write it:
  /// `{layout: wide, skip: 3, columns: {region: 地区}, constants: {measure: gdp, unit: CNY_100M}}`.
  /// - Throws: every unknown key and every value that does not fit, with its place.
  public init(_ node: Node) throws(DiagnosticError) {
    self.init()
    guard let mapping = node.mapping else { throw DiagnosticError(Message.notAMapping(node, key: "table")) }
    var problems: [Diagnostic] = []

    func texts(_ node: Node, _ key: String) -> [String] {
      (node.sequence ?? [node]).compactMap { item in
        if let text = item.scalarText ?? (item.isNull ? "" : nil) { return text }
        problems.append(Message.wrongKind(item, key: key, wants: "text or a list of texts"))
        return nil
      }
    }
    func sign(_ node: Node, _ key: String) -> UInt8? {
      let names = ["tab": "\t", "comma": ",", "semicolon": ";", "bar": "|"]
      let text = node.scalarText ?? ""
      if let byte = (names[text] ?? text).utf8.first, (names[text] ?? text).utf8.count == 1 { return byte }
      problems.append(Message.wrongKind(node, key: key, wants: "one sign, as \",\""))
      return nil
    }
    func roles(_ node: Node, _ key: String) -> [Role: String] {
      guard let mapping = node.mapping else {
        problems.append(Message.notAMapping(node, key: key))
        return [:]
      }
      var result: [Role: String] = [:]
      for (name, entry) in mapping {
        guard let role = Role(rawValue: name) else {
          problems.append(
            Message.unknownKey(name, in: node, what: "“\(key)”", among: Role.allCases.map(\.rawValue)))
          continue
        }
        guard let text = entry.node.scalarText else {
          problems.append(Message.wrongKind(entry.node, key: name, wants: "text"))
          continue
        }
        result[role] = text
      }
      return result
    }

    func word<Word: RawRepresentable<String> & CaseIterable>(_ node: Node, _ what: String) -> Word? {
      if let word = node.scalarText.flatMap(Word.init(rawValue:)) { return word }
      problems.append(Message.unknownWord(node, what: what, among: Word.allCases.map(\.rawValue)))
      return nil
    }
    func role(_ node: Node, _ what: String) -> Role? {
      let allowed: [Role] = [.region, .sector, .measure, .unit, .note]
      if let role = node.scalarText.flatMap(Role.init(rawValue:)), allowed.contains(role) { return role }
      problems.append(Message.unknownWord(node, what: what, among: allowed.map(\.rawValue)))
      return nil
    }

    for (key, entry) in mapping {
      let value = entry.node
      switch key {
      case "layout": layout = word(value, "layout")
      case "rows": rows = word(value, "kind of rows") ?? .figures
      case "dates": dates = word(value, "order of dates")
      case "brackets": brackets = word(value, "meaning of brackets")
      case "headings": headings = role(value, "role of headings")
      case "across": across = role(value, "role of the headers")
      case "regions":
        guard let wanted = value.mapping else {
          problems.append(Message.notAMapping(value, key: key))
          continue
        }
        for (name, entry) in wanted {
          if let code = texts(entry.node, name).first { regions[name] = code }
        }
      case "indent":
        hasIndents = value.scalarText == "sector"
        if !hasIndents { problems.append(Message.unknownWord(value, what: "role with indents", among: ["sector"])) }
      case "fill": fill = texts(value, key)
      case "dataset", "sheet": dataset = value.scalarText
      case "encoding":
        encoding = value.scalarText.flatMap(TextEncoding.init(named:))
        if encoding == nil {
          problems.append(Message.unknownWord(value, what: "encoding", among: TextEncoding.allCases.map(\.rawValue)))
        }
      case "fiscal_year":
        let month = (value["begins"] ?? value).scalarText ?? ""
        if let number = monthNumber(month) {
          fiscalYear = FiscalYear(month: number)
          if let name = value["named"] { fiscalYear?.named = word(name, "name of a fiscal year") }
        } else {
          problems.append(
            Message.wrongKind(value, key: key, wants: "the month it begins, or {begins: october, named: last}"))
        }
      case "frequency":
        frequency = value.scalarText.flatMap { TimePeriod.Unit.Frequency(word: $0) }
        if frequency == nil {
          let words = TimePeriod.Unit.Frequency.words.map(\.word)
          problems.append(Message.unknownWord(value, what: "frequency", among: words))
        }
      case "hold":
        holdsRecords = value.bool ?? false
        if value.bool == nil {
          problems.append(Message.wrongKind(value, key: key, wants: "true or false"))
        } else if holdsRecords, mapping["rows"]?.node.scalarText != Rows.records.rawValue {
          problems.append(Message.holdWithoutRecords(value))
        }
      case "delimiter": delimiter = sign(value, key)
      case "decimal":
        decimal = sign(value, key)
        if let decimal, decimal != UInt8(ascii: "."), decimal != UInt8(ascii: ",") {
          problems.append(Message.wrongKind(value, key: key, wants: "\".\" or \",\""))
        }
      case "skip":
        if let number = value.number.flatMap({ Int(exactly: $0) }), number >= 0 {
          skip = number
        } else {
          problems.append(Message.wrongKind(value, key: key, wants: "a number of lines"))
        }
      case "header":
        if let number = value.number.flatMap({ Int(exactly: $0) }), (0...9).contains(number) {
          headerRows = number
        } else {
          problems.append(Message.wrongKind(value, key: key, wants: "a number of lines from 0 to 9"))
        }
      case "measures":
        guard let wanted = value.mapping else {
          problems.append(Message.notAMapping(value, key: key))
          continue
        }
        for (column, entry) in wanted {
          let known = ["measure", "unit", "sector"]
          for key in entry.node.mapping?.keys ?? [] where !known.contains(key) {
            problems.append(Message.unknownKey(key, in: entry.node, what: "a measure", among: known))
          }
          let unit = entry.node["unit"]?.scalarText
          let sector = entry.node["sector"]?.scalarText
          guard let measure = entry.node.scalarText ?? entry.node["measure"]?.scalarText else {
            problems.append(
              Message.wrongKind(entry.node, key: column, wants: "a measure, or {measure: gdp, unit: CNY_100M}"))
            continue
          }
          measures.append(MeasureColumn(column: column, measure: measure, unit: unit, sector: sector))
        }
        if mapping["columns"]?.node["value"] != nil || mapping["columns"]?.node["measure"] != nil
          || mapping["constants"]?.node["measure"] != nil
        {
          problems.append(Message.measuresTwice(value))
        }
      case "columns": columns = roles(value, key)
      case "constants": constants = roles(value, key)
      case "periods":
        if let parsed = Self.periodColumns(value) {
          periods = parsed
        } else {
          problems.append(Message.badPeriod(value))
        }
      case "missing": missing = texts(value, key)
      case "dimensions": dimensions = texts(value, key)
      case "where":
        guard let wanted = value.mapping else {
          problems.append(Message.notAMapping(value, key: key))
          continue
        }
        for (column, entry) in wanted {
          conditions.append(Condition(column: column, values: texts(entry.node, column)))
        }
      default: problems.append(Message.unknownKey(key, in: node, what: "a table mapping", among: Self.keys))
      }
    }
    if let place = mapping["constants"]?.node["period"], let text = constants[.period], read(text) == nil {
      problems.append(Message.badPeriod(place))
    }
    if !problems.isEmpty { throw DiagnosticError(problems) }
  }

  private static func periodColumns(_ node: Node) -> PeriodColumns? {
    if let list = node.sequence {
      let periods = list.compactMap { $0.scalarText.flatMap { TimePeriod($0) } }
      return periods.count == list.count ? .list(periods) : nil
    }
    guard let text = node.scalarText else { return nil }
    if text.contains("{period}") { return .pattern(text) }
    let ends = text.split(separator: "..", omittingEmptySubsequences: false)
    if ends.count == 2, let from = TimePeriod(ends[0]), let to = TimePeriod(ends[1]) { return .range(from, to) }
    return TimePeriod(text).map { .list([$0]) }
  }
}
