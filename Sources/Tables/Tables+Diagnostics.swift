import Diagnostics
import Notation
import Observations

enum Message {
  // MARK: A mapping as written

  static func notAMapping(_ node: Node, key: String) -> Diagnostic {
    node.diagnostic(
      .error, code: "table.form", "“\(key)” is a mapping, not \(node.kind)",
      help: "write for example {columns: {region: code, value: amount}, constants: {measure: gdp}}")
  }

  static func unknownKey(_ key: String, in node: Node, what: String, among known: [String]) -> Diagnostic {
    node.diagnostic(
      .error, code: "table.unknown-key", atKey: key, "\(what) has no key “\(key)”",
      help: suggestionHelp(for: key, among: known))
  }

  static func unknownWord(_ node: Node, what: String, among known: [String]) -> Diagnostic {
    node.diagnostic(
      .error, code: "table.unknown-word", "“\(node.scalarText ?? node.kind)” is no \(what)",
      help: suggestionHelp(for: node.scalarText ?? "", among: known))
  }

  static func wrongKind(_ node: Node, key: String, wants: String) -> Diagnostic {
    node.diagnostic(.error, code: "table.value", "“\(key)” wants \(wants), not \(node.scalarText ?? node.kind)")
  }

  static func badPeriod(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "table.period", "“\(node.scalarText ?? node.kind)” names no periods",
      help: "write 2013..2022, a list of periods, or a pattern such as “Value {period}”")
  }

  static func measuresTwice(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "table.contradiction",
      "“measures” names the value columns, and so does another part of the mapping",
      help: "leave `value` and `measure` out of `columns` and `constants`")
  }

  // MARK: A file

  private static func at(
    _ source: SourceText, line: Int, column: Int = 1, name: String = "", _ severity: Diagnostic.Severity,
    _ code: String, _ headline: String, help: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      severity, code: "table.\(code)", headline,
      at: Origin(file: source.name, place: .cell(row: line, column: column, name: name)), help: help)
  }

  static func empty(_ source: SourceText) -> Diagnostic {
    Diagnostic(
      .error, code: "table.empty", "this file holds no table", at: Origin(file: source.name),
      help: "a table has a header and at least one row")
  }

  static func unknownEncoding(_ source: SourceText) -> Diagnostic {
    Diagnostic(
      .warning, code: "table.encoding", "this file is text in no known encoding; letters may be lost",
      at: Origin(file: source.name),
      help: "save it as UTF-8; \(TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")) are read")
  }

  static func severalDimensions(_ source: SourceText, line: Int, _ found: [(name: String, count: Int)]) -> Diagnostic {
    let list = found.prefix(10).map { "“\($0.name)” \($0.count)" }.joined(separator: ", ")
    return at(
      source, line: line, .warning, "dimensions",
      "figures differ by further columns, with so many values: \(list)\(found.count > 10 ? ", …" : "")",
      help: "they are kept apart by notes such as \(found[0].name)=…; choose one value of each under `where` before "
        + "adding figures up")
  }

  static func headerOnly(_ source: SourceText, line: Int) -> Diagnostic {
    at(source, line: line, .error, "no-rows", "there is a header but no row below it")
  }

  static func duplicateColumn(_ source: SourceText, line: Int, column: Int, name: String) -> Diagnostic {
    at(
      source, line: line, column: column, name: name, .warning, "duplicate-column",
      "the column “\(name)” stands twice; the first one is read")
  }

  static func unknownColumn(_ source: SourceText, line: Int, name: String, among header: [String]) -> Diagnostic {
    at(
      source, line: line, .error, "unknown-column", "there is no column “\(name)”",
      help: suggestionHelp(for: name, among: header))
  }

  static func unreadPeriod(_ source: SourceText, line: Int, column: Int, name: String) -> Diagnostic {
    at(
      source, line: line, column: column, name: name, .warning, "unread-period",
      "the column “\(name)” is not read: its name is no period",
      help: "list the columns to read under periods: or rename it")
  }

  static func noColumn(
    _ source: SourceText, line: Int, for what: String, header: [String], write: String
  ) -> Diagnostic {
    let header = header.filter { !$0.isEmpty }
    let names = header.prefix(20).map { "“\($0)”" }.joined(separator: ", ")
    return at(
      source, line: line, .error, "no-\(what)", "no column is known to hold the \(what)",
      help: "the columns are \(names)\(header.count > 20 ? ", …" : ""); write \(write) in the `mapping` of the source")
  }

  static func ragged(_ source: SourceText, line: Int, has: Int, wants: Int) -> Diagnostic {
    at(
      source, line: line, .error, "ragged", "this row has \(has) fields where the header has \(wants)",
      help: "put fields that hold the delimiter in quotes; the row is left out")
  }

  static func badNumber(_ source: SourceText, line: Int, column: Int, name: String, text: String) -> Diagnostic {
    at(
      source, line: line, column: column, name: name, .error, "number", "“\(text.prefix(40))” is no number",
      help: "correct the cell, or add it to `missing` if it stands for no value; it is left out, not read as 0")
  }

  static func bracketedNumber(
    _ source: SourceText, line: Int, column: Int, name: String, text: String
  ) -> Diagnostic {
    at(
      source, line: line, column: column, name: name, .error, "brackets",
      "“\(text.prefix(40))” is a number in brackets, which offices write for different things",
      help: "write brackets: negative for a loss, or brackets: uncertain for a figure of little reliability")
  }

  static func badPeriodCell(_ source: SourceText, line: Int, column: Int, name: String, text: String) -> Diagnostic {
    at(
      source, line: line, column: column, name: name, .error, "period", "“\(text.prefix(40))” is no period",
      help: periodHelp(text) ?? "write 2022, 2024-Q1, 2024-05 or 2024-01/2024-05; the row is left out")
  }

  /// What a mapping can say about a text that looks like a period.
  private static func periodHelp(_ text: String) -> String? {
    if TableMapping.isStrokedDate(text) { return "write dates: day_first or dates: month_first in the mapping" }
    if TableMapping.FiscalYear(month: 4, named: .first).period(text) != nil {
      return "write the month in which such years begin, as fiscal_year: april"
    }
    if text.utf8.count == 5, Int(text) != nil { return "write dates: excel where a spreadsheet counted the days" }
    return nil
  }

  static func noYear(_ source: SourceText, line: Int, column: Int, name: String, text: String) -> Diagnostic {
    at(
      source, line: line, column: column, name: name, .error, "year",
      "“\(text.prefix(40))” is no year, of which the columns hold the months or quarters",
      help: "name the column of years under columns: {period: …}; the values of the row are left out")
  }

  static func longPeriod(_ source: SourceText, line: Int, column: Int, name: String, text: String) -> Diagnostic {
    at(
      source, line: line, column: column, name: name, .error, "period",
      "“\(text.prefix(40))” does not lie within one period of the `frequency` asked for",
      help: "write a longer frequency, or leave it out; the row is left out")
  }

  static func badStatus(_ source: SourceText, line: Int, column: Int, name: String, text: String) -> Diagnostic {
    at(
      source, line: line, column: column, name: name, .error, "status", "“\(text.prefix(40))” is no status",
      help: suggestionHelp(for: text, among: Observation.Status.allCases.map(\.rawValue)))
  }

  static func further(
    _ source: SourceText, _ count: Int, what: String, _ severity: Diagnostic.Severity
  ) -> Diagnostic {
    Diagnostic(
      severity, code: "table.further", "\(count) more \(what)", at: Origin(file: source.name),
      help: "the first \(Problems.limit) are listed; a wrong mapping is a likely cause of so many")
  }

  static func ambiguousNumbers(_ source: SourceText, line: Int, column: Int, name: String, text: String) -> Diagnostic {
    at(
      source, line: line, column: column, name: name, .warning, "ambiguous-number",
      "“\(text)” may be a thousand or a decimal; it is read with a thousands separator",
      help: "write decimal: \".\" or decimal: \",\" in the mapping")
  }

  static func duplicate(
    _ source: SourceText, line: Int, column: Int, name: String, first: Int, about: String, isSame: Bool
  ) -> Diagnostic {
    at(
      source, line: line, column: column, name: name, isSame ? .warning : .error, "duplicate",
      "lines \(first) and \(line) both give \(about)\(isSame ? "" : ", with different values")",
      help: "the first is used; remove one, or map the column that tells them apart")
  }

  static func unknownRegion(_ source: SourceText, line: Int, column: Int, name: String, text: String) -> Diagnostic {
    at(
      source, line: line, column: column, name: name, .warning, "unknown-region", "no region is called “\(text)”",
      help: "it is kept as text; add it as an alias to a regions file to give it a code")
  }

  static func unknownTerm(
    _ source: SourceText, line: Int, column: Int, name: String, kind: String, text: String, among known: [String]
  ) -> Diagnostic {
    at(
      source, line: line, column: column, name: name, .warning, "unknown-\(kind)", "no \(kind) is called “\(text)”",
      help: suggestionHelp(for: text, among: known))
  }

  static func conditionsLeaveNothing(_ source: SourceText, line: Int) -> Diagnostic {
    at(source, line: line, .warning, "where", "no row fits the conditions under `where`")
  }

  // MARK: Records

  static func sumTooLarge(_ observation: Observation, records: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "table.sum",
      "the \(records) records of \(describe(observation)) add up to more than 18 digits", at: observation.origin,
      help: "give them in a larger unit; the figure is left out")
  }

  static func recordsNotAdditive(_ observation: Observation, records: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "table.not-additive",
      "the \(records) records of \(describe(observation)) have no sum: it is a rate, a ratio, an index or a rank",
      at: observation.origin, help: "map the amounts instead, or write rows: figures if each row stands for itself")
  }

  static func holdWithoutRecords(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "table.hold", "“hold” keeps records, and the rows of this table are figures",
      help: "write rows: records beside it, or leave it out")
  }

  static func recordsNotHeld(_ source: SourceText) -> Diagnostic {
    Diagnostic(
      .warning, code: "table.hold", "the records are not held in memory", at: Origin(file: source.name),
      help: "this takes a tidy delimited file of records without line breaks in quotes and with points as decimal "
        + "signs; leave hold out where its figures are enough")
  }

  static func recordsMissing(_ source: SourceText, _ missing: Int, of all: Int) -> Diagnostic {
    Diagnostic(
      .note, code: "table.records",
      "\(missing) of \(all) records \(missing == 1 ? "has" : "have") no value and \(missing == 1 ? "is" : "are") not in the sums",
      at: Origin(file: source.name))
  }

  private static func describe(_ observation: Observation) -> String {
    let about = [observation.measure, observation.region, observation.sector, observation.period.map { "\($0)" } ?? ""]
    return about.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  // MARK: Workbooks

  static func unreadableWorkbook(_ file: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      .error, code: "table.workbook", "this workbook cannot be read: \(reason)", at: Origin(file: file),
      help: "save it as XLSX or CSV, without a password")
  }

  static func unknownSheet(_ name: String, _ file: String, among sheets: [String]) -> Diagnostic {
    Diagnostic(
      .error, code: "table.sheet", "there is no sheet “\(name)”", at: Origin(file: file),
      help: "the sheets are \(sheets.prefix(20).map { "“\($0)”" }.joined(separator: ", "))")
  }

  static func furtherSheets(_ file: String, read: String, others: [String]) -> Diagnostic {
    let names = others.prefix(5).map { "“\($0)”" }.joined(separator: ", ") + (others.count > 5 ? ", …" : "")
    return Diagnostic(
      .note, code: "table.sheets", "of the sheets “\(read)” is read, not \(names)", at: Origin(file: file),
      help: "choose one with sheet: and its name or number")
  }

  // MARK: JSON

  static func noDataset(_ root: Node) -> Diagnostic {
    root.diagnostic(
      .error, code: "table.json", "this is JSON without a dataset and without a list of records",
      help:
        "a dataset of JSON-stat has “value” and “dimension”, one of SDMX-JSON “dataSets”; records are objects in a list"
    )
  }

  static func noStructure(_ root: Node) -> Diagnostic {
    root.diagnostic(
      .error, code: "table.sdmx-json", "the message does not say how its dataset is structured",
      help: "ask the service for the data with their structure, which stands under “structures” or “structure”")
  }

  static func badKey(_ key: String, _ node: Node, parts: Int) -> Diagnostic {
    node.diagnostic(
      .error, code: "table.sdmx-json",
      "“\(key)” is no key of \(parts) position\(parts == 1 ? "" : "s") in the structure")
  }

  static func furtherDatasets(_ second: Node, count: Int) -> Diagnostic {
    second.diagnostic(
      .warning, code: "table.datasets", "\(count) more dataset\(count == 1 ? " is" : "s are") not read",
      help: "the first of a file is read; choose another one with dataset: and its key, label or number")
  }

  static func unknownDataset(_ name: String, _ root: Node, among known: [String]) -> Diagnostic {
    root.diagnostic(
      .error, code: "table.dataset", "there is no dataset “\(name)”",
      help: "the datasets are \(known.prefix(20).map { "“\($0)”" }.joined(separator: ", "))")
  }

  static func noDimensions(_ node: Node) -> Diagnostic {
    node.diagnostic(.error, code: "table.cube", "“id” and “size” do not list the dimensions and their sizes")
  }

  static func noSuchDimension(_ name: Node) -> Diagnostic {
    name.diagnostic(.error, code: "table.cube", "the dimension “\(name.scalarText ?? name.kind)” is not described")
  }

  static func wrongSize(_ size: Node, dimension: String, wants: String, has: Int) -> Diagnostic {
    size.diagnostic(
      .error, code: "table.cube", "the dimension “\(dimension)” has \(has) categories where its size is \(wants)")
  }

  static func wrongCount(_ value: Node, has: Int, wants: Int) -> Diagnostic {
    value.diagnostic(.error, code: "table.cube", "there are \(has) values in a cube of \(wants)")
  }

  static func outsideCube(_ value: Node, key: String, total: Int) -> Diagnostic {
    value.diagnostic(.error, code: "table.cube", "“\(key)” is no position in a cube of \(total)")
  }
}
