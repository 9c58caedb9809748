import Diagnostics
import Observations

/// Which column plays which role.
struct Header {
  var line: Int
  var names: [String]
  var roles: [TableMapping.Role: Int] = [:]
  /// The value columns of a wide table with their periods.
  var periods: [(column: Int, period: HeadedPeriod)] = []
  /// The value columns of a wide table with a year in each row, by the part of the year that they hold.
  var parts: [(column: Int, part: PeriodText)] = []
  /// The columns that hold the flags of value columns, by these.
  var flags: [Int: Int] = [:]
  /// The value columns that hold a measure each, and perhaps a period.
  var measures: [(column: Int, measure: TableMapping.MeasureColumn, period: HeadedPeriod?)] = []
  /// The value columns whose names are regions, sectors or the like.
  var across: [Int] = []
  var layout = TableMapping.Layout.tidy
  /// Columns without a role that tell figures apart.
  var dimensions: [Int] = []

  /// Finds the columns that a mapping names, and the others by well-known names.
  init(_ grid: Grid, mapping: TableMapping, source: SourceText, problems: inout Problems) {
    line = grid.header.line
    names = grid.header.fields.map(trimmed)
    var claimed = Set(grid.labels.values)
    var firstPosition: [String: Int] = [:]
    for (i, name) in names.enumerated() where !claimed.contains(i) {
      if firstPosition[name] == nil {
        firstPosition[name] = i
      } else if !name.isEmpty {
        problems.add(Message.duplicateColumn(source, line: line, column: i + 1, name: name))
      }
    }
    for role in TableMapping.Role.allCases {
      guard let name = mapping.columns[role] else { continue }
      guard let i = position(of: name, firstPosition) else {
        problems.add(Message.unknownColumn(source, line: line, name: name, among: names))
        continue
      }
      roles[role] = i
      claimed.insert(i)
    }
    for (role, i) in grid.roles where roles[role] == nil && mapping.constants[role] == nil {
      roles[role] = i
      claimed.insert(i)
    }
    let folded = names.map { $0.lowercased() }
    // A dimension called “status” is one of people or firms, not of figures.
    let dimensional = Set(grid.dimensions)
    for role in TableMapping.Role.allCases where roles[role] == nil && mapping.constants[role] == nil {
      let found = role.wellKnownNames.lazy.compactMap { name in
        folded.indices.first { i in
          folded[i] == name && !claimed.contains(i) && !(role.isAttribute && dimensional.contains(i))
        }
      }.first
      guard let found else { continue }
      roles[role] = found
      claimed.insert(found)
    }
    let all = Set(names)
    var candidates = names.indices.filter { !claimed.contains($0) }.compactMap { i in
      // A spreadsheet made 2016.1 of October, where January is 2016.01.
      let lostZero = names[i].hasSuffix(".1") && all.contains(names[i].dropLast() + "01")
      return mapping.period(ofColumn: lostZero ? names[i] + "0" : names[i]).map { (column: i, period: $0) }
    }
    // Beside 2022, `2022f` is a column of flags.
    for candidate in candidates where candidate.period.mark != nil {
      let own = candidates.first { $0.period.mark == nil && $0.period.period == candidate.period.period }
      if let own { flags[own.column] = candidate.column }
    }
    // So is one without a name beside it.
    for (column, _) in candidates where column + 1 < names.count && names[column + 1].isEmpty && flags[column] == nil {
      if !claimed.contains(column + 1) { flags[column] = column + 1 }
    }
    let flagged = Set(flags.values)
    candidates.removeAll { flagged.contains($0.column) }
    for measure in mapping.measures {
      if measure.column.contains("{period}") {
        let found = names.indices.compactMap { i in
          claimed.contains(i)
            ? nil : mapping.period(ofColumn: names[i], pattern: measure.column).map { (i, measure, Optional($0)) }
        }
        if found.isEmpty {
          problems.add(Message.unknownColumn(source, line: line, name: measure.column, among: names))
        }
        measures += found
        claimed.formUnion(found.map(\.0))
        continue
      }
      guard let i = position(of: measure.column, firstPosition) else {
        problems.add(Message.unknownColumn(source, line: line, name: measure.column, among: names))
        continue
      }
      measures.append((i, measure, nil))
    }
    // Months or quarters beside a column of years.
    if roles[.period] != nil, roles[.value] == nil, candidates.isEmpty, mapping.periods == .all, measures.isEmpty {
      let found = names.indices.filter { !claimed.contains($0) }.compactMap { i in
        PeriodText(names[i]).flatMap { $0.isPart ? (column: i, part: $0) : nil }
      }
      if found.count > 1 { parts = found }
    }
    let isWide =
      roles[.value] == nil && measures.isEmpty && mapping.across == nil && !(candidates.isEmpty && parts.isEmpty)
    layout = mapping.layout ?? (isWide ? .wide : .tidy)
    if layout == .wide {
      periods = candidates
      let read = Set(candidates.map(\.column) + parts.map(\.column)).union(flagged).union(claimed)
      for i in names.indices where mapping.periods == .all && !read.contains(i) && beginsWithYear(names[i]) {
        problems.add(Message.unreadPeriod(source, line: line, column: i + 1, name: names[i]))
      }
    }
    // Names beside codes.
    for (code, name) in [(TableMapping.Role.region, TableMapping.Role.regionName), (.sector, .sectorName)]
    where roles[name] == nil && mapping.constants[name] == nil {
      roles[name] = roles[code].flatMap { grid.labels[$0] }
    }
    let taken = Set(roles.values)
    dimensions = grid.dimensions.filter { !taken.contains($0) }
    for name in mapping.dimensions {
      guard let i = position(of: name, firstPosition) else {
        problems.add(Message.unknownColumn(source, line: line, name: name, among: names))
        continue
      }
      if !taken.contains(i), !dimensions.contains(i) { dimensions.append(i) }
    }
    if mapping.across != nil {
      let taken = taken.union(dimensions).union(grid.labels.values).union(
        mapping.conditions.compactMap { firstPosition[$0.column] })
      across = names.indices.filter { !taken.contains($0) && !names[$0].isEmpty }
    }
    checkComplete(mapping, source, &problems)
  }

  /// The column of a name or, where none has it, of a position counted from 1.
  private func position(of name: String, _ firstPosition: [String: Int]) -> Int? {
    let folded = name.lowercased()
    if let i = firstPosition[name] ?? names.firstIndex(where: { $0.lowercased() == folded }) { return i }
    return Int(name).flatMap { names.indices.contains($0 - 1) ? $0 - 1 : nil }
  }

  private func checkComplete(_ mapping: TableMapping, _ source: SourceText, _ problems: inout Problems) {
    func miss(_ what: String, _ write: String) {
      problems.add(Message.noColumn(source, line: line, for: what, header: names, write: write))
    }
    let example = names.first { !$0.isEmpty } ?? "name"
    func isAbsent(_ role: TableMapping.Role) -> Bool { roles[role] == nil && mapping.constants[role] == nil }
    switch layout {
    case .wide:
      if periods.isEmpty, parts.isEmpty {
        miss("periods", "periods: \"Value {period}\" or a list, in the form of the headers")
      }
    case .tidy:
      if roles[.value] == nil, mapping.measures.isEmpty, across.isEmpty {
        miss("value", "columns: {value: \(example)}, or layout: wide for a column per period,")
      }
      if isAbsent(.period), isAbsent(.year), !(!measures.isEmpty && measures.allSatisfy({ $0.period != nil })) {
        miss("period", "columns: {period: \(example)} or constants: {period: 2024}")
      }
    }
    if isAbsent(.measure), mapping.measures.isEmpty, mapping.across != .measure {
      miss("measure", "constants: {measure: gdp} or columns: {measure: \(example)}")
    }
  }
}

extension TableMapping.Role {
  /// Whether it says something about a figure, rather than which one it is.
  var isAttribute: Bool { [.status, .obsStatus, .note].contains(self) }

  /// Headers that mean this role where no mapping says otherwise, in lower case.
  var wellKnownNames: [String] {
    switch self {
    case .region: ["region", "geo", "ref_area", "region_code", "geo_code", "province", "state", "country", "地区", "省份"]
    case .regionName: ["region_name", "geo_name", "geoname"]
    case .sector: ["sector", "nace", "nace_r2", "naics", "sector_code", "activity", "industry"]
    case .sectorName: ["sector_name", "activity_name"]
    case .year, .basis: []
    case .unitMult: ["unit_mult", "scalar_factor"]
    case .period: ["period", "time_period", "time", "year", "ref_date", "date", "年份", "时间"]
    case .measure: ["measure", "indicator", "na_item", "指标"]
    case .unit: ["unit", "unit_measure", "单位"]
    case .value: ["value", "obs_value", "数值"]
    case .status: ["status"]
    case .obsStatus: ["obs_status", "obs_flag"]
    case .note: ["note", "notes", "comment"]
    }
  }
}

/// Whether a header may be meant as a period: `2023 rev.`.
private func beginsWithYear(_ name: String) -> Bool {
  let year = name.prefix(4)
  return (year.hasPrefix("19") || year.hasPrefix("20")) && year.count == 4 && year.allSatisfy(\.isNumber)
    && !(name.dropFirst(4).first?.isNumber ?? false)
}

/// A period in the header of a column, and what its mark says about the figures below: `2023p`.
struct HeadedPeriod {
  var period: TimePeriod
  var mark: FigureMark?
}

extension TableMapping {
  /// The period a column holds the values of; nil for any other column.
  func period(ofColumn name: String) -> HeadedPeriod? {
    switch periods {
    case .all: return headedPeriod(name)
    case .range(let from, let to):
      guard let found = headedPeriod(name), !(found.period < from), !(to < found.period) else { return nil }
      return found
    case .list(let wanted): return headedPeriod(name).flatMap { wanted.contains($0.period) ? $0 : nil }
    case .pattern(let pattern): return period(ofColumn: name, pattern: pattern)
    }
  }

  /// The period in a header of a form in which `{period}` stands for it.
  func period(ofColumn name: String, pattern: String) -> HeadedPeriod? {
    let parts = pattern.split(separator: "{period}", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, name.hasPrefix(parts[0]), name.hasSuffix(parts[1]),
      name.count > parts[0].count + parts[1].count
    else { return nil }
    return headedPeriod(String(name.dropFirst(parts[0].count).dropLast(parts[1].count)))
  }

  private func headedPeriod(_ text: String) -> HeadedPeriod? {
    if let period = read(text) { return HeadedPeriod(period: period) }
    if let (period, mark) = marked(text) { return HeadedPeriod(period: period, mark: mark) }
    // A code in brackets behind the name: `2023 [YR2023]`.
    guard text.last == "]", let open = text.lastIndex(of: "["), let period = read(trimmed(String(text[..<open]))) else {
      return nil
    }
    return HeadedPeriod(period: period)
  }

  /// A period with a mark behind it: `2023p`, `2023*`, `2023 (p)`, `2023 1)`.
  func marked(_ text: String) -> (period: TimePeriod, mark: FigureMark)? {
    var rest = text
    if let mark = FigureMark(cutFrom: &rest), let period = read(trimmed(rest)) { return (period, mark) }
    guard let label = LabelMark(text), let period = read(label.name) else { return nil }
    return (period, FigureMark(note: "mark \(label.mark)"))
  }
}

extension TableMapping {
  /// The period that a cell states, or the longer one that its records are added up over; nil where there is none.
  func period(_ text: String) -> TimePeriod? { read(text).flatMap { rolledUp($0) } }

  /// The period of the frequency asked for that a period lies in.
  func rolledUp(_ period: TimePeriod) -> TimePeriod? {
    guard let frequency else { return period }
    return period.unit(of: frequency).map { TimePeriod($0) }
  }
}

/// A period as offices write it: the forms of SDMX, also `2024Q1`, `2024M05`, `2024.05`, `2024年`, `2024年5月`, `2024年第一季度`,
/// and those of `PeriodText`.
func readPeriod(_ text: String) -> TimePeriod? {
  if let period = TimePeriod(text) ?? readDuration(text) ?? readDottedDay(text) { return period }
  let scalars = Array(text.unicodeScalars)
  guard scalars.count > 3 else { return nil }
  guard let year = Int(String(text.prefix(4))), year > 0 else { return PeriodText(text).flatMap { $0.period() } }
  func months(_ text: Substring) -> TimePeriod? {
    guard text.count <= 2, let month = Int(text), (1...12).contains(month) else { return nil }
    return TimePeriod(TimePeriod.Unit(year: year, frequency: .monthly, index: month))
  }
  func quarter(_ n: Int?) -> TimePeriod? {
    guard let n, (1...4).contains(n) else { return nil }
    return TimePeriod(TimePeriod.Unit(year: year, frequency: .quarterly, index: n))
  }
  let rest = text.dropFirst(4)
  switch rest.first {
  case "-" where rest.dropFirst().first == "M": return months(rest.dropFirst(2))
  case "." where rest.utf8.count == 3: return months(rest.dropFirst())
  case "-" where rest == "-A1": return TimePeriod(year: year)
  case "Q": return quarter(Int(rest.dropFirst()))
  case "M": return months(rest.dropFirst())
  default: return PeriodText(text).flatMap { $0.period() }
  }
}

/// Without surrounding white space, and without quotes that a space before them kept from being seen.
func trimmed(_ text: String) -> String {
  let utf8 = text.utf8
  guard let first = utf8.first, let last = utf8.last else { return text }
  func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
  // Most cells need nothing done.
  if !isSpace(first), !isSpace(last), first < 0x80, last < 0x80 { return text }
  var cell = Substring(text)
  while let c = cell.first, c.isWhitespace || c == "\u{FEFF}" { cell.removeFirst() }
  while let c = cell.last, c.isWhitespace { cell.removeLast() }
  if cell.utf8.count > 1, cell.hasPrefix("\""), cell.hasSuffix("\"") {
    return trimmed(String(cell.dropFirst().dropLast()))
  }
  return String(cell)
}
