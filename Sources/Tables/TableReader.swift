import Diagnostics
import Notation
import Observations
import OrderedCollections

/// Turns the rows of one table into observations.
struct TableReader {
  let source: SourceText
  var grid: Grid
  let header: Header
  let mapping: TableMapping
  var terms: Terms
  var problems: Problems
  var observations: [Observation] = []

  /// Where what plays a role stands, by the positions of the roles.
  let cells: [CellPlace]
  private let markers: MissingMarkers
  /// Value columns; in a tidy table there is one, whose period stands in each row.
  let values: [ValueColumn]
  var periods: [String: TimePeriod?] = [:]
  var statuses: [String: Observation.Status?] = [:]
  private var firstRow: [StableIdentifier: Int] = [:]
  /// The sectors above those of the rows, by lines.
  var indents = Indents()
  /// Whether the sectors of the table are written `C Manufacturing`, code first.
  var sectorsBeginWithCodes = false
  /// What the records of each observation add up to; empty where rows are figures.
  var sums: [RecordSum] = []

  init(source: SourceText, grid: Grid, header: Header, mapping: TableMapping, terms: Terms, problems: Problems) {
    self.source = source
    self.grid = grid
    self.header = header
    self.mapping = mapping
    self.terms = terms
    self.problems = problems
    markers = MissingMarkers(adding: mapping.missing)
    cells = TableMapping.Role.allCases.map { role in
      header.roles[role].map { .column($0) } ?? mapping.constants[role].map { .constant($0) } ?? .none
    }
    values = Self.valueColumns(header, mapping, terms.vocabulary)
  }

  /// How the value columns write numbers; the columns of a wide table write them alike.
  mutating func habit(of rows: [CSVText.Record]) -> NumberHabit {
    if let decimal = mapping.decimal { return NumberHabit(decimal: decimal) }
    switch grid.form {
    case .eurostat, .sdmxJSON, .jsonStat, .jsonRecords: return NumberHabit(decimal: UInt8(ascii: "."))
    case .sdmxCSV1, .sdmxCSV2:
      // Thousands are never grouped there, so a comma is the decimal sign of a locale.
      let comma = UInt8(ascii: ",")
      let hasComma = rows.contains { row in values.contains { row.fields[$0.column].utf8.contains(comma) } }
      return NumberHabit(decimal: hasComma ? comma : UInt8(ascii: "."))
    case .plain: break
    }
    var evidence = NumberHabit.Evidence()
    for (i, row) in rows.enumerated() {
      for (j, value) in values.enumerated() {
        evidence.add(row.fields[value.column], number: i * values.count + j)
      }
    }
    let (habit, ambiguous) = evidence.decision
    if let ambiguous {
      let row = rows[ambiguous / values.count]
      let column = values[ambiguous % values.count].column
      problems.add(
        Message.ambiguousNumbers(
          source, line: row.line, column: column + 1, name: header.names[column], text: trimmed(row.fields[column])))
    }
    return habit
  }

  // MARK: Cells

  mutating func read(_ rows: [CSVText.Record], habit: NumberHabit) {
    tellSectors(rows)
    observations.reserveCapacity(rows.count * values.count)
    firstRow.reserveCapacity(rows.count * values.count)
    for row in rows {
      guard let context = context(of: row) else { continue }
      for value in values { read(row, value, context, habit) }
    }
    finishRecords()
  }

  private mutating func read(_ row: CSVText.Record, _ value: ValueColumn, _ context: Context, _ habit: NumberHabit) {
    var (context, period) = (context, value.period ?? context.period)
    if let part = value.part {
      guard let year = context.period?.unit, year.frequency == .annual else {
        let (column, name) = place(.period)
        let text = cell(.period, row) ?? ""
        problems.add(
          oneOf: Problems.badPeriods,
          Message.noYear(source, line: row.line, column: column, name: name, text: text))
        return
      }
      period = part.period(inYear: year.year).flatMap { mapping.rolledUp($0) }
    }
    if let name = value.measure {
      let (measure, isNew) = terms.measure(name)
      if isNew, !measure.isKnown, !terms.vocabulary.measures.isEmpty {
        report(unknown: "measure", name, .measure, row, among: terms.measures(called: name))
      }
      context.measure = measure
    }
    if let text = value.unit { context.put(terms.unit(text).unit) }
    if let sector = value.sector {
      context.sector = sector
      context.key = sector + "\u{1F}" + context.key
    }
    if let (role, text) = value.across { put(text, as: role, row, value.column, &context) }
    if let column = header.flags[value.column] {
      let text = trimmed(row.fields[column])
      if (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ ($0 | 0x20) &- 0x61 < 26 }) { context.flags = text }
    }
    if let mark = value.mark {
      context.notes.append(mark.note)
      if context.flags.isEmpty, let letter = mark.letter { context.flags = letter }
    }
    read(row, value.column, period: period, context, habit)
  }

  /// What the header of a column says about the values below it.
  private mutating func put(
    _ text: String, as role: TableMapping.Role, _ row: CSVText.Record, _ column: Int, _ context: inout Context
  ) {
    switch role {
    case .region:
      let (region, isNew) = terms.region(text, name: nil)
      if isNew, !region.isKnown, !terms.vocabulary.regions.isEmpty {
        problems.add(
          oneOf: "regions are not known",
          Message.unknownRegion(source, line: header.line, column: column + 1, name: text, text: text))
      }
      context.region = region
    case .sector:
      context.sector = text
      context.key = text + "\u{1F}" + context.key
    case .unit: context.put(terms.unit(text).unit)
    default:
      context.notes.append(text)
      context.key += "\u{1F}\(text)"
    }
  }

  /// Where the text is found that plays a role.
  enum CellPlace {
    case column(Int)
    case constant(String)
    case none
  }

  /// Reads the value in a column of a row.
  mutating func read(
    _ row: CSVText.Record, _ column: Int, period: TimePeriod?, _ context: Context, _ habit: NumberHabit
  ) {
    var text = trimmed(row.fields[column])
    let name = header.names[column]
    var place = Place(line: row.line, column: column + 1 - grid.columnShift, name: name)
    if !grid.places.isEmpty, let position = row.fields.last.flatMap({ Int($0) }) {
      (place.line, place.column) = grid.places[position]
    }
    var flags = Flags(context.flags)
    if grid.form == .eurostat { flags = Flags(cutFrom: &text) }
    let when = period.map { "\($0)" } ?? ""
    if let reason = markers.reason(for: text) {
      add(.missing(reason), place, flags, period: period, when, context)
    } else if let number = habit.read(text) {
      add(.number(number.scaled(byPowerOfTen: context.power)), place, flags, period: period, when, context)
    } else if let (number, mark) = marked(text, habit) {
      var context = context
      context.notes.append(mark.note)
      if context.flags.isEmpty, let letter = mark.letter { flags = Flags(letter) }
      add(.number(number.scaled(byPowerOfTen: context.power)), place, flags, period: period, when, context)
    } else if let dressed = DressedNumber(text, habit, brackets: mapping.brackets),
      let unit = unit(of: dressed, context)
    {
      var context = context
      context.unit = unit
      if dressed.isUncertain { context.notes.append("mark ()") }
      add(.number(dressed.number.scaled(byPowerOfTen: context.power)), place, flags, period: period, when, context)
    } else if mapping.brackets == nil, DressedNumber.isBracketed(text, habit) {
      problems.add(
        oneOf: Problems.badNumbers,
        Message.bracketedNumber(source, line: place.line, column: place.column, name: name, text: text))
    } else {
      problems.add(
        oneOf: Problems.badNumbers,
        Message.badNumber(source, line: place.line, column: place.column, name: name, text: text))
    }
  }

  /// The unit of a number with a sign in its cell; nil where the sign contradicts what is said elsewhere.
  private mutating func unit(of number: DressedNumber, _ context: Context) -> String? {
    guard !number.unit.isEmpty else { return context.unit }
    let own = terms.unit(number.unit).unit.code
    if context.unit.isEmpty { return own }
    // A dollar may be that of any country; a percentage is nothing else.
    return (own == "%") == ["%", "pp"].contains(context.unit) ? context.unit : nil
  }

  /// The number in a cell that ends with the mark of a footnote.
  private func marked(_ text: String, _ habit: NumberHabit) -> (ExactDecimal, FigureMark)? {
    var number = text
    guard let mark = FigureMark(cutFrom: &number) else { return nil }
    return habit.read(number).map { ($0, mark) }
  }

  /// Where a value stands.
  struct Place {
    var line: Int
    var column: Int
    var name: String
  }

  /// Adds an observation, or records to one.
  ///
  /// - Parameters:
  ///   - when: the period as text.
  ///   - records: how many rows the value is the sum of, or is missing in.
  mutating func add(
    _ found: Observation.Value, _ place: Place, _ flags: Flags, period: TimePeriod?, _ when: String,
    _ context: Context, records: Int = 1
  ) {
    var (value, status, notes) = (found, context.status, context.notes)
    if case .missing(let reason) = found {
      if reason == .notAvailable { value = .missing(flags.reason ?? reason) }
    } else {
      if status == .actual { status = flags.status ?? status }
      for flag in flags.remarks { notes.append("flag \(flag)") }
    }
    var identity = context.identity ?? self.identity(of: context)
    identity.add(when)
    identity.add(context.status.rawValue)
    if mapping.rows == .records { identity = StableIdentifier([identity.text, context.unit]) }
    var known = firstRow[identity]
    if mapping.rows == .figures, let first = known, observations[first].unit != context.unit {
      identity = StableIdentifier([identity.text, context.unit])
      known = firstRow[identity]
    }
    if let first = known {
      if mapping.rows == .records {
        combine(first, status, notes)
        addRecords(value, records, to: first)
        return
      }
      let earlier = observations[first]
      let about = [context.measure.name, context.region.name, context.sector, when].filter { !$0.isEmpty }
      problems.add(
        oneOf: "rows give a figure again",
        Message.duplicate(
          source, line: place.line, column: place.column, name: place.name, first: earlier.origin.line ?? 0,
          about: about.joined(separator: ", "), isSame: earlier.value == value))
      return
    }
    firstRow[identity] = observations.count
    observations.append(
      Observation(
        id: identity.text, measure: context.measure.name, value: value, unit: context.unit,
        change: context.measure.change,
        region: context.region.name, regionCode: context.region.area, sector: context.sector, period: period,
        status: status,
        origin: Origin(file: source.name, place: .cell(row: place.line, column: place.column, name: place.name)),
        notes: notes))
    if mapping.rows == .records {
      sums.append(RecordSum())
      addRecords(value, records, to: sums.count - 1)
    }
  }

  // MARK: Further dimensions

  /// Warns where figures would be added up that differ by more than region, sector, period and measure.
  mutating func checkDimensions(_ rows: [CSVText.Record]) {
    checkDimensions { column in
      var values: Set<String> = []
      for row in rows { values.insert(row.fields[column]) }
      return values.count
    }
  }

  /// - Parameter distinct: how many values a column has among the rows read.
  mutating func checkDimensions(_ distinct: (_ column: Int) -> Int) {
    let found = header.dimensions.compactMap { column -> (name: String, count: Int)? in
      let count = distinct(column)
      return count > 1 ? (header.names[column], count) : nil
    }
    if !found.isEmpty { problems.add(Message.severalDimensions(source, line: header.line, found)) }
  }
}
