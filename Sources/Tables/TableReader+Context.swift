import Diagnostics
import Notation
import Observations
import OrderedCollections

// What the cells of a row beside its values say.

extension TableReader {
  /// What the other cells of a row say about its values.
  struct Context {
    var region: Terms.Region
    var sector: String
    var measure: Terms.Measure
    var unit: String
    var period: TimePeriod?
    var status: Observation.Status
    /// Code of SDMX's CL_OBS_STATUS, or Eurostat's letters; empty for none.
    var flags: String
    /// The power of ten that the values are multiplied by.
    var power: Int
    var notes: [String]
    /// The sector and the further dimensions, with a separator that occurs in no cell.
    var key: String
    /// The beginning of the identifiers of its figures, for a context of many.
    var identity: StableIdentifier?

    /// Takes the unit of a column.
    mutating func put(_ found: Terms.Unit) {
      unit = found.code
      power += found.power
    }
  }

  /// The beginning of the identifiers of a context's figures: all but the period and the status.
  func identity(of context: Context) -> StableIdentifier {
    var identity = StableIdentifier()
    for part in [source.fileName, context.measure.name, context.region.identity, context.key] { identity.add(part) }
    return identity
  }

  func cell(_ role: TableMapping.Role, _ row: CSVText.Record) -> String? {
    switch cells[role.position] {
    case .column(let column): trimmed(row.fields[column])
    case .constant(let text): text
    case .none: nil
    }
  }

  /// A name without the mark of a footnote, which goes to the notes.
  func label(_ role: TableMapping.Role, _ row: CSVText.Record, _ notes: inout [String]) -> String? {
    guard let text = cell(role, row) else { return nil }
    guard let label = LabelMark(text) else { return text }
    notes.append("mark \(label.mark)")
    return label.name
  }

  func place(_ role: TableMapping.Role) -> (column: Int, name: String) {
    header.roles[role].map { (max(1, $0 + 1 - grid.columnShift), header.names[$0]) } ?? (1, role.rawValue)
  }

  /// Nil after a report that the period or the status cannot be read.
  mutating func context(of row: CSVText.Record) -> Context? {
    guard let (period, mark, status) = time(of: row) else { return nil }
    var notes: [String] = []
    if let mark { notes.append(mark.note) }
    let (region, isNewRegion) = terms.region(
      label(.region, row, &notes) ?? "", name: label(.regionName, row, &notes))
    if isNewRegion, !region.isKnown, !terms.vocabulary.regions.isEmpty {
      let (column, name) = place(header.roles[.region] == nil ? .regionName : .region)
      problems.add(
        oneOf: "regions are not known",
        Message.unknownRegion(source, line: row.line, column: column, name: name, text: region.name))
    }
    var (measureText, unitText) = (measureText(of: row), cell(.unit, row))
    if unitText == nil {
      let (name, unit) = nameAndUnit(measureText)
      if grid.hasUnitsInMeasures || unit.map({ terms.unit($0).unit.isKnown }) ?? false {
        (measureText, unitText) = (name, unit)
      }
    }
    let (measure, isNewMeasure) = terms.measure(measureText)
    if isNewMeasure, header.measures.isEmpty, !measure.isKnown, !terms.vocabulary.measures.isEmpty {
      report(unknown: "measure", measure.name, .measure, row, among: terms.measures(called: measure.name))
    }
    let (unit, isNewUnit) = terms.unit(unitText ?? "")
    if isNewUnit, !unit.isKnown, !unit.code.isEmpty, !terms.vocabulary.units.isEmpty {
      report(unknown: "unit", unit.code, .unit, row, among: Array(terms.vocabulary.units.keys))
    }
    var sectorCode = label(.sector, row, &notes) ?? ""
    var sector = label(.sectorName, row, &notes).flatMap { $0.isEmpty ? nil : $0 } ?? sectorCode
    if sector == sectorCode,
      let (name, code) = nameAndCode(sector) ?? (sectorsBeginWithCodes ? codeAndName(sector) : nil)
    {
      (sector, sectorCode) = (name, code)
    }
    if let basis = cell(.basis, row), !basis.isEmpty { notes.append("basis \(basis)") }
    if let parent = indents.parents[row.line] { notes.append("sector within \(parent)") }
    if sector != sectorCode, !sectorCode.isEmpty { notes.append("sector code \(sectorCode)") }
    if mapping.rows == .figures, let note = cell(.note, row), !note.isEmpty { notes.append(note) }
    var key = sector
    for column in header.dimensions {
      let code = trimmed(row.fields[column])
      guard !code.isEmpty else { continue }
      notes.append("\(header.names[column])=\(code)")
      key += "\u{1F}\(column)\u{1F}\(code)"
    }
    return Context(
      region: region, sector: sector, measure: measure, unit: unit.code, period: period, status: status,
      flags: cell(.obsStatus, row) ?? mark?.letter ?? Flags.told(byStatus: cell(.status, row)),
      power: power(of: row) + unit.power,
      notes: notes, key: key)
  }

  /// The code of the measure where the vocabulary knows it, else its name where there is one.
  private func measureText(of row: CSVText.Record) -> String {
    let code = cell(.measure, row) ?? ""
    guard !grid.labels.isEmpty, terms.vocabulary.measures[code] == nil, let column = header.roles[.measure],
      let name = grid.labels[column]
    else { return code }
    let text = trimmed(row.fields[name])
    return text.isEmpty ? code : text
  }

  private func power(of row: CSVText.Record) -> Int {
    if let column = grid.multiplier { return Scale.power(trimmed(row.fields[column])) ?? 0 }
    return cell(.unitMult, row).flatMap(Scale.power) ?? 0
  }

  mutating func report(
    unknown kind: String, _ text: String, _ role: TableMapping.Role, _ row: CSVText.Record, among known: [String]
  ) {
    let (column, name) = place(role)
    problems.add(
      oneOf: "\(kind)s are not known",
      Message.unknownTerm(
        source, line: row.line, column: column, name: name, kind: kind, text: text, among: known))
  }

  /// The period, the mark behind it and the status of a row; nil after a report that one of them cannot be read.
  private mutating func time(of row: CSVText.Record) -> (TimePeriod?, FigureMark?, Observation.Status)? {
    var period: TimePeriod?
    var mark: FigureMark?
    if header.layout == .tidy || !header.parts.isEmpty, let text = periodText(of: row) {
      var known = periods[text] ?? (header.parts.isEmpty ? mapping.period(text) : mapping.read(text))
      periods[text] = .some(known)
      if known == nil, let found = mapping.marked(text) {
        known = header.parts.isEmpty ? mapping.rolledUp(found.period) : found.period
        mark = found.mark
      }
      guard let known else {
        let (column, name) = place(.period)
        problems.add(
          oneOf: Problems.badPeriods,
          mapping.read(text) == nil
            ? Message.badPeriodCell(source, line: row.line, column: column, name: name, text: text)
            : Message.longPeriod(source, line: row.line, column: column, name: name, text: text))
        return nil
      }
      period = known
    }
    let text = cell(.status, row) ?? ""
    let status = statuses[text] ?? Flags.status(text)
    statuses[text] = .some(status)
    guard let status else {
      let (column, name) = place(.status)
      problems.add(
        oneOf: Problems.badStatuses,
        Message.badStatus(source, line: row.line, column: column, name: name, text: text))
      return nil
    }
    return (period, mark, status)
  }

  /// What a row says about its period, as one text where year and part stand in columns of their own.
  private func periodText(of row: CSVText.Record) -> String? {
    guard let year = cell(.year, row), !year.isEmpty else { return cell(.period, row) }
    guard let part = cell(.period, row), !part.isEmpty else { return year }
    // Offices number the mean of the year like a part behind the last one.
    return ["M13", "Q05", "S03", "A01"].contains(part) ? year : "\(year) \(part)"
  }
}
