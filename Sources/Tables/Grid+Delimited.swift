import Diagnostics
import Notation
import Observations
import OrderedCollections

extension Grid {
  /// The grid of a delimited file; nil for a file without a header.
  /// - Throws: a quoted field that is never closed.
  init?(_ source: SourceText, mapping: TableMapping, vocabulary: Vocabulary) throws(DiagnosticError) {
    let told = Form.told(byFirstLine: source.line(1) ?? "")
    let text = try parseCSV(source, delimiter: mapping.delimiter ?? told.delimiter)
    self.init(
      text, form: told.form, mapping: mapping, vocabulary: vocabulary,
      statement: "\(delimiterName(text.delimiter))-delimited")
    delimiter = text.delimiter
  }

  /// The grid of the records of a file; nil where there is no header among them.
  /// - Parameter statement: how they were found, in a few words.
  init?(_ text: CSVText, form told: Form, mapping: TableMapping, vocabulary: Vocabulary, statement: String) {
    let names = told == .plain ? mapping.headerNames : []
    guard let body = TableBody(text, skip: mapping.skip, headerRows: mapping.headerRows, names: names) else {
      return nil
    }
    header = body.header
    rows = body.rows
    form = told
    notes = body.notes
    statements = [statement]
    switch form {
    case .eurostat: splitKeys()
    case .sdmxCSV1, .sdmxCSV2: readSDMXColumns(mapping)
    case .plain, .sdmxJSON, .jsonStat, .jsonRecords: readOfficePreamble(body.preamble, vocabulary)
    }
    if let role = mapping.headings { readHeadings(role) }
    if !body.preamble.isEmpty { statements.append("\(count(body.preamble.count, "line")) above the header left out") }
  }
}

extension Grid.Form {
  /// The form and, where the form settles it, the delimiter.
  static func told(byFirstLine line: Substring) -> (form: Grid.Form, delimiter: UInt8?) {
    let tab = UInt8(ascii: "\t")
    let utf8 = line.utf8
    if let end = utf8.firstIndex(of: tab), utf8[..<end].contains(UInt8(ascii: "\\")) { return (.eurostat, tab) }
    for (term, form) in [("DATAFLOW", Grid.Form.sdmxCSV1), ("STRUCTURE", .sdmxCSV2)] {
      var rest = line.first == "\"" ? line.dropFirst() : line
      guard rest.hasPrefix(term) else { continue }
      rest = rest.dropFirst(term.count)
      if rest.first == "[", let end = rest.firstIndex(of: "]") { rest = rest[end...].dropFirst() }
      if rest.first == "\"" { rest = rest.dropFirst() }
      if rest.first == ":" { rest = rest.drop { !",;\t|\"".contains($0) } }
      if rest.first == "\"" { rest = rest.dropFirst() }
      guard let sign = rest.utf8.first, [0x2C, 0x3B, 0x09, 0x7C].contains(sign),
        form == .sdmxCSV1 || rest.dropFirst().drop(while: { $0 == "\"" }).hasPrefix("STRUCTURE_ID")
      else { continue }
      return (form, sign)
    }
    return (.plain, nil)
  }
}

private func delimiterName(_ delimiter: UInt8) -> String {
  switch delimiter {
  case UInt8(ascii: ","): "comma"
  case UInt8(ascii: "\t"): "tab"
  case UInt8(ascii: ";"): "semicolon"
  case UInt8(ascii: "|"): "bar"
  default: "“\(UnicodeScalar(delimiter))”"
  }
}

extension TableMapping {
  /// Names that must stand in the header.
  var headerNames: Set<String> {
    let names = columns.values + dimensions + conditions.map(\.column) + measures.map(\.column)
    return Set(names.filter { Int($0) == nil && !$0.contains("{period}") })
  }
}

extension Grid {
  /// Gives the text of rows that have nothing else to the rows below them, in a column of its own.
  private mutating func readHeadings(_ role: TableMapping.Role) {
    let width = header.fields.count
    var heading = ""
    var kept: [CSVText.Record] = []
    for var row in rows {
      let filled = row.fields.lazy.map(trimmed).filter { !$0.isEmpty }
      if filled.count == 1, let text = filled.first {
        heading = text
        continue
      }
      while row.fields.count > width, let last = row.fields.last, trimmed(last).isEmpty { row.fields.removeLast() }
      row.fields.append(heading)
      kept.append(row)
    }
    statements.append("\(count(rows.count - kept.count, "heading"))")
    rows = kept[...]
    roles[role] = width
    header.fields.append("")
  }
}

// MARK: Eurostat

extension Grid {
  /// Gives every key of the first field, which are joined by commas, a column of its own.
  private mutating func splitKeys() {
    func keys(_ field: String) -> [String] {
      field.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    var names = keys(header.fields[0])
    let last = names.removeLast()
    names.append(String(last.prefix { $0 != "\\" }))
    columnShift = names.count - 1
    dimensions = Array(names.indices)
    header.fields.replaceSubrange(0...0, with: names)
    rows = ArraySlice(
      rows.map { row in
        var row = row
        row.fields.replaceSubrange(0...0, with: keys(row.fields[0]))
        return row
      })
  }
}

// MARK: SDMX-CSV

extension Grid {
  /// Takes `ID: name` apart, pairs codes with names, and tells the dimensions from the attributes by their place.
  private mutating func readSDMXColumns(_ mapping: TableMapping) {
    var ids = header.fields.map(trimmed)
    let service = ["STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "SERIES_KEY", "OBS_KEY", "LAST UPDATE"]
    func isService(_ i: Int) -> Bool { i == 0 || service.contains(ids[i]) }
    // 1. Names in columns of their own, or behind the codes.
    if ids.contains("STRUCTURE_NAME") {
      var i = 0
      while i + 1 < ids.count {
        if !isService(i) {
          labels[i] = i + 1
          i += 1
        }
        i += 1
      }
    } else if ids.contains(where: { $0.contains(": ") }) {
      separateNames(&ids)
    }
    header.fields = ids
    // 2. Dimensions stand before the period and the value.
    let ends = [mapping.columns[.period] ?? "TIME_PERIOD", mapping.columns[.value] ?? "OBS_VALUE"]
    let period = ids.firstIndex(of: ends[0])
    let value = ids.firstIndex(of: ends[1])
    let end = [period, value].compactMap { $0 }.min() ?? ids.count
    let names = Set(labels.values)
    dimensions = (0..<end).filter { !isService($0) && !names.contains($0) }
    // Where values stand before them, nothing but the mapping tells the dimensions from the attributes.
    if mapping.measures.contains(where: { measure in ids.firstIndex(of: measure.column).map { $0 < end } ?? false }) {
      dimensions = []
    }
    multiplier = ids.firstIndex(of: "UNIT_MULT")
    // 3. Rows that delete figures, or hold attributes of several.
    let action = ids.firstIndex(of: "ACTION")
    let all = rows.count
    rows = ArraySlice(
      rows.filter { row in
        func isEmpty(_ column: Int?) -> Bool {
          column.map { $0 < row.fields.count && row.fields[$0].isEmpty } ?? false
        }
        if let action, action < row.fields.count, row.fields[action] == "D" { return false }
        return !(isEmpty(value) && isEmpty(period))
      })
    if rows.count < all { statements.append("\(count(all - rows.count, "row")) without figures left out") }
  }

  /// Cells `A: Annual` become `A`, and a new column at the end holds `Annual`.
  private mutating func separateNames(_ ids: inout [String]) {
    func parts(_ text: String) -> (id: String, name: String) {
      guard let colon = text.firstRange(of: ": ") else { return (text, text) }
      return (String(text[..<colon.lowerBound]), String(text[colon.upperBound...]))
    }
    let width = ids.count
    let coded = ids.indices.dropFirst()
    ids = ids.map { parts($0).id }
    for i in coded {
      labels[i] = ids.count
      ids.append("")
    }
    rows = ArraySlice(
      rows.map { row in
        guard row.fields.count == width else { return row }
        var row = row
        for i in coded {
          let (id, name) = parts(row.fields[i])
          row.fields[i] = id
          row.fields.append(name)
        }
        return row
      })
  }
}

// MARK: Downloads of the statistical office of China

extension Grid {
  /// Takes the indicator, its unit or the region from lines such as `指标：地区生产总值(亿元)` above the header.
  private mutating func readOfficePreamble(_ preamble: [String], _ vocabulary: Vocabulary) {
    func entry(_ key: String) -> String? {
      guard !header.fields.contains(where: { trimmed($0) == key }) else { return nil }
      return preamble.first { $0.hasPrefix(key + "：") }.map { trimmed(String($0.dropFirst(key.count + 1))) }
    }
    guard preamble.contains(where: { $0.hasPrefix("数据库：") }) else { return }
    constants[.region] = entry("地区")
    if let indicator = entry("指标") {
      let (name, unit) = nameAndUnit(indicator)
      let known = vocabulary.measures.values.first { $0.aliases.contains(name) }
      constants[.measure] = known?.name ?? name
      constants[.unit] = unit
    } else {
      hasUnitsInMeasures = true
    }
  }
}

/// `NAME [31-33]` taken apart, where the brackets hold a code.
func nameAndCode(_ text: String) -> (name: String, code: String)? {
  guard text.utf8.last == UInt8(ascii: "]"), let open = text.lastIndex(of: "[") else { return nil }
  let code = text[open...].dropFirst().dropLast()
  let name = trimmed(String(text[..<open]))
  guard !name.isEmpty, let first = code.first, first.isLetter || first.isNumber,
    code.allSatisfy({ $0.isASCII && ($0.isNumber || $0.isUppercase || "-, ".contains($0)) })
  else { return nil }
  return (name, code.filter { $0 != " " })
}

/// `C Manufacturing`, `C. Manufacturing`, `10-12 Food`, `C10-C12: Food` taken apart, where a code of ISIC or NACE stands before the name.
func codeAndName(_ text: String) -> (name: String, code: String)? {
  guard let space = text.firstIndex(of: " ") else { return nil }
  var code = text[..<space]
  while let last = code.last, ".:)".contains(last) { code.removeLast() }
  let name = trimmed(String(text[space...].drop { " -–:".contains($0) }))
  guard name.first?.isLetter ?? false, name.count > 2, code.count <= 9 else { return nil }
  let isSection = code.count == 1 && ("A"..."U").contains(code.first ?? " ")
  let isDivision =
    code.contains(where: \.isNumber)
    && code.allSatisfy { $0.isASCII && ($0.isNumber || $0.isUppercase || "-.".contains($0)) }
  return isSection || isDivision ? (name, String(code)) : nil
}

/// `NAME(UNIT)` taken apart; the unit is the last thing in parentheses.
func nameAndUnit(_ text: String) -> (name: String, unit: String?) {
  guard text.last == ")", let open = text.lastIndex(of: "(") else { return (text, nil) }
  let unit = text[open...].dropFirst().dropLast()
  let name = trimmed(String(text[..<open]))
  return unit.isEmpty || name.isEmpty ? (text, nil) : (name, String(unit))
}
