public import Diagnostics
import Notation

/// The phrases of the genre: number words and scales, hedges, verbs of change, cues of status, masks, calendar words.
///
/// Read from CSV files with the header `phrase,role,value`; `#` in a phrase stands for any group of digits. A phrase
/// written with `=` in front counts only with these very capitals.
public struct Lexicon: Sendable {
  var table = PhraseTable()

  /// Reads the files in order; every record that cannot be used is reported.
  public init(_ files: [SourceText]) throws(DiagnosticError) {
    var problems: [Diagnostic] = []
    for file in files {
      let csv = try parseCSV(file, delimiter: UInt8(ascii: ","))
      guard let header = csv.records.first else { continue }
      guard header.fields == ["phrase", "role", "value"] else {
        problems.append(Message.unknownHeader(header.fields, in: file))
        continue
      }
      for record in csv.records.dropFirst() {
        guard record.fields.count == 3 else {
          problems.append(Message.raggedRecord(in: file, line: record.line, has: record.fields.count))
          continue
        }
        guard let role = Role(rawValue: record.fields[1]) else {
          problems.append(Message.unknownRole(record.fields[1], in: file, line: record.line))
          continue
        }
        for phrase in record.fields[0].split(separator: "|") { add(String(phrase), role, record.fields[2]) }
      }
    }
    if !problems.isEmpty { throw DiagnosticError(problems) }
  }

  mutating func add(_ phrase: String, _ role: Role, _ value: String) {
    let exact = phrase.hasPrefix("=") && phrase.utf8.count > 1
    let bytes = Array((exact ? String(phrase.dropFirst()) : phrase).utf8)
    let words = tokenize(bytes, 0..<bytes.count)
    var entry = PhraseTable.Entry(role: role, value: value, number: Int(value) ?? 0)
    if exact {
      entry.caseSensitive = true
      entry.exact = PhraseTable.exactHash(words)
    }
    table.insert(words, entry)
  }
}

/// What a phrase of the lexicon or of a vocabulary does.
enum Role: String, Sendable, CaseIterable {
  // Numbers
  case number, numeral, ordinal, scale, fraction, tenths, vague, multiple
  // Hedges before and after the figure; verbs that hedge
  case hedge, hedgeAfter = "hedge-after"
  // Change and relation
  case change, share, rank, rankLevel = "rank-level", comparison, increment, part, respectively
  // Status
  case target, plan, capacity, actual
  // What is no figure
  case mask, listWord = "list-word", planName = "plan-name", chrome
  // Calendar
  case month, quarter, calendar, present, closing
  // Words of grammar
  case stop, abbreviation, between, oblique, clause, origin, sectorAnaphor = "sector-anaphor", verb
  // Meaning
  case refine, dynamic, making, topic, asset, quantity
  case measure, unit, currency, sector, company, region, anaphor, orgWord = "org-word", nounUnit = "noun-unit"
}
