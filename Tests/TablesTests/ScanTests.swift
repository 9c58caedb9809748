import Diagnostics
import Notation
import Observations
import Testing

@testable import Tables

/// A scan in chunks gives what the ordinary reader gives, or leaves the file to it.
@Suite struct ScanTests {
  static func mapping(_ text: String) throws -> TableMapping {
    try TableMapping(try parseYAML(SourceText(name: "m", text: text)))
  }

  static func scan(_ text: String, _ mapping: TableMapping, chunk: Int = 1 << 20, workers: Int = 1) -> TableResult? {
    scanTable(
      file: "t.csv", ByteSource(Array(text.utf8)), mapping: mapping, vocabulary: vocabulary,
      settings: ScanSettings(minimum: 0, chunk: chunk, workers: workers))
  }

  static func whole(_ text: String, _ mapping: TableMapping) -> TableResult {
    readWholeTable(file: "t.csv", bytes: Array(text.utf8), mapping: mapping, vocabulary: vocabulary)
  }

  static let vocabulary: Vocabulary = {
    var vocabulary = Vocabulary()
    try? vocabulary.add(
      SourceText(name: "r.csv", text: "code,name,level,parent,aliases\nXA,Abend,country,,\nXA-1,Borg,subdivision,XA,\n")
    )
    try? vocabulary.add(
      SourceText(
        name: "u.csv", text: "code,label,symbol,dimension,base,factor,aliases\nEUR,euro,€,money,EUR,1,euros\n"))
    try? vocabulary.add(
      SourceText(
        name: "m.csv", text: "name,label,kind,unit_class,aliases\nsales,Sales,flow,money,\nrate,Rate,ratio,percent,\n"))
    return vocabulary
  }()

  static func expectSame(_ a: TableResult, _ b: TableResult, _ about: Comment) {
    #expect(a.observations == b.observations, about)
    #expect(a.diagnostics == b.diagnostics, about)
    #expect(a.statement == b.statement, about)
  }

  // MARK: Random files

  /// A small generator, so that a failing seed can be tried again.
  struct Dice {
    var state: UInt64
    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % sides
    }
    mutating func pick(_ words: [String]) -> String { words[roll(words.count)] }
  }

  /// A table with about one odd cell in so many.
  static func file(_ dice: inout Dice, rarity: Int) -> String {
    let newline = dice.roll(4) == 0 ? "\r\n" : "\n"
    let delimiter = dice.pick([",", ",", ",", ";", "\t"])
    let mark = dice.roll(8) == 0 ? "\u{FEFF}" : ""
    var text = mark
    // What a scan leaves to the ordinary reader stands in some files only.
    let (hasBreaks, hasCommas) = (dice.roll(8) == 0, dice.roll(8) == 0)
    if dice.roll(6) == 0 { text += "Sales of the regions\(newline)\(newline)" }
    text += ["region", "sector", "period", "value", "unit", "remark", "age"].joined(separator: delimiter) + newline
    for _ in 0..<(61 + dice.roll(20)) {
      func odd() -> Bool { dice.roll(rarity) == 0 }
      var cells = [
        dice.pick(["XA", "XA-1", "Borg", "Östmark", "Somewhere far away"]),
        dice.pick(["Trade", "Transport", "\"Arts\(delimiter) leisure\"", "Accommodation and catering"]),
        "\(2010 + dice.roll(12))-\(dice.pick(["01", "02", "11", "12"]))",
        dice.pick(["", "-"]) + "\(dice.roll(100_000))"
          + (rarity > 1000 ? ".25" : dice.pick([".00", ".5", ".125", ""])),
        dice.pick(["EUR", "EUR", ""]),
        dice.pick(["", "fine", "schön"]), dice.pick(["Y15-64", "Y65"]),
      ]
      if odd() { cells[0] = dice.pick([" XA", "\"Bo\"\"rg\"", "", "XA\"x", "\"XA\"x"]) }
      if odd() { cells[2] = dice.pick(["2011-13", "soon", "", "2012", "2013Q1"]) }
      if odd() {
        cells[3] = dice.pick([
          "", "..", "(D)", "-", "n/a", "x1", "12.5.1", " 17.25 ", "+4.5", "\"1,234.5\"", "\u{2212}8.5", "1e3", ".5",
          "7.",
          "12", "1234567890123456789", "000000000000000000012.5", "\"33.5\"",
        ])
      }
      if odd() { cells.removeLast() }
      if odd() { cells.append(dice.pick(["", "more"])) }
      if hasBreaks, odd() { cells[5] = "\"two\nlines\"" }
      if hasCommas, odd() { cells[3] = dice.pick(["1,5", "\"1,234\""]) }
      if odd() { cells = dice.pick(["", delimiter, "   "]).isEmpty ? [] : cells.map { _ in "" } }
      text += cells.joined(separator: delimiter) + newline
    }
    if dice.roll(3) == 0 { text += "Source: the office\(newline)" }
    if dice.roll(5) == 0 { text += "\(newline)Note: provisional, as always" }
    if dice.roll(3) == 0, text.hasSuffix(newline), newline == "\n" { text.removeLast() }
    return text
  }

  static let mappings = [
    "{constants: {measure: sales}, rows: records}",
    "{constants: {measure: sales}, rows: records, dimensions: [age], where: {unit: [EUR]}}",
    "{constants: {measure: sales}, rows: records, decimal: \".\", missing: [x1], columns: {note: remark}}",
    "{constants: {measure: sales}}",
    "{constants: {measure: sales}, rows: records, frequency: annual}",
    "{constants: {measure: sales}, rows: records, frequency: quarterly, where: {period: [2012-01, 2012-11, 2013Q1, 2012]}}",
    "{constants: {measure: rate}, rows: records, columns: {status: remark}}",
    "{constants: {measure: sales}, where: {sector: Nothing}}",
  ]

  @Test(arguments: [5, 50, 100_000]) func randomFiles(rarity: Int) throws {
    var scanned = 0
    for seed in 0..<10 {
      var dice = Dice(state: UInt64(seed * 7919 + rarity))
      let text = Self.file(&dice, rarity: rarity)
      for (i, written) in Self.mappings.enumerated() {
        let mapping = try Self.mapping(written)
        let whole = Self.whole(text, mapping)
        for chunk in [64, 1000, 1 << 20] {
          guard let result = Self.scan(text, mapping, chunk: chunk, workers: 1 + chunk % 3) else { continue }
          scanned += 1
          Self.expectSame(result, whole, "seed \(seed), rarity \(rarity), mapping \(i), chunk \(chunk)\n\(text)")
        }
      }
    }
    // Most files must not be left to the ordinary reader.
    #expect(scanned > 60, "\(scanned)")
  }

  @Test func rowOrderChangesNothing() throws {
    let mapping = try Self.mapping(Self.mappings[0])
    var dice = Dice(state: 5)
    var lines = Self.file(&dice, rarity: 100_000).split(separator: "\n").filter { !$0.hasPrefix("Sales") }
    lines = lines.filter { !$0.hasPrefix("Source") && !$0.hasPrefix("Note") }
    func figures(_ lines: [Substring], workers: Int) throws -> [String] {
      let result = try #require(
        Self.scan(lines.joined(separator: "\n") + "\n", mapping, chunk: 256, workers: workers))
      return result.observations.map { "\($0.id) \($0.value) \($0.records)" }.sorted()
    }
    let first = try figures(lines, workers: 1)
    #expect(first.count > 20)
    for round in 0..<5 {
      var rows = Array(lines.dropFirst())
      for i in rows.indices.reversed() { rows.swapAt(i, dice.roll(i + 1)) }
      #expect(try figures([lines[0]] + rows, workers: 1 + round % 3) == first)
    }
  }

  // MARK: Held records

  /// Records that are held add up to what reading gives, over the periods of the mapping and over others.
  @Test(arguments: [5, 50, 100_000]) func heldRecords(rarity: Int) throws {
    typealias Frequency = TimePeriod.Unit.Frequency
    var (held, regrouped) = (0, 0)
    for seed in 0..<6 {
      var dice = Dice(state: UInt64(seed * 104_729 + rarity))
      let text = Self.file(&dice, rarity: rarity)
      for written in Self.mappings where written.contains("records") {
        var mapping = try Self.mapping(written)
        let asked = mapping.frequency
        mapping.holdsRecords = true
        for (chunk, workers) in [(64, 3), (1000, 2), (1 << 20, 1)] {
          let about: Comment = "seed \(seed), rarity \(rarity), \(written), chunk \(chunk)\n\(text)"
          guard let result = Self.scan(text, mapping, chunk: chunk, workers: workers) else { continue }
          held += 1
          var plain = mapping
          plain.holdsRecords = false
          Self.expectSame(result, Self.whole(text, plain), about)
          let records = try #require(result.records)
          for frequency: Frequency? in [nil, .annual, .halfYearly, .monthly] {
            plain.frequency = frequency
            guard var figures = records.figures(frequency: frequency) else { continue }
            regrouped += 1
            var whole = Self.whole(text, plain)
            if frequency != asked, frequency != nil {
              #expect(Set(figures.observations.map(\.id)).isDisjoint(with: whole.observations.map(\.id)), about)
              for i in figures.observations.indices { figures.observations[i].id = "" }
              for i in whole.observations.indices { whole.observations[i].id = "" }
            }
            Self.expectSame(figures, whole, about)
          }
        }
      }
    }
    // Most files must be held, and most of these fit periods of other lengths.
    #expect(held > 36 && regrouped >= 2 * held, "\(held) \(regrouped)")
  }

  /// Numbers of four bytes and of more, texts of more than 256 codes, and more rows than are looked up at once.
  @Test func heldRecordsOfAllSizes() throws {
    var mapping = try Self.mapping("{constants: {measure: sales}, rows: records, dimensions: [firm]}")
    for (firms, most, places) in [(7, 1_000_000, ".25"), (7, 1 << 40, ".5"), (700, 90, ""), (900, 1 << 40, ".125")] {
      var dice = Dice(state: UInt64(firms + most))
      var text = "region,sector,period,value,firm\n"
      for i in 0..<6000 {
        let value = i % 97 == 96 ? ".." : "\(dice.roll(most))\(places)"
        text += "XA,Trade,\(2000 + dice.roll(20))-\(dice.pick(["Q1", "Q3"])),\(value),f\(dice.roll(firms))\n"
      }
      mapping.holdsRecords = true
      let result = try #require(Self.scan(text, mapping, chunk: 10_000, workers: 3))
      var plain = mapping
      plain.holdsRecords = false
      Self.expectSame(result, Self.whole(text, plain), "\(firms) firms, below \(most)")
      plain.frequency = .annual
      let annual = try #require(result.records?.figures(frequency: .annual))
      let whole = Self.whole(text, plain)
      #expect(annual.observations.map(\.value) == whole.observations.map(\.value))
      #expect(annual.observations.map(\.origin) == whole.observations.map(\.origin))
      #expect(annual.observations.map(\.notes) == whole.observations.map(\.notes))
    }
  }

  @Test func recordsThatCannotBeHeld() throws {
    let mapping = try Self.mapping("{constants: {measure: sales}, rows: records, hold: true}")
    let text = "region,sector,period,value\nXA,\"Tra\nde\",2024,1.50\n"
    let result = readTable(file: "t.csv", bytes: Array(text.utf8), mapping: mapping, vocabulary: Self.vocabulary)
    #expect(result.records == nil && result.observations.count == 1)
    #expect(result.diagnostics.map(\.code) == ["table.hold"])
    #expect(throws: DiagnosticError.self) { try Self.mapping("{hold: true}") }
    #expect(throws: DiagnosticError.self) { try Self.mapping("{rows: records, hold: perhaps}") }
  }

  // MARK: Records

  @Test func recordsAreAddedUp() throws {
    let text = "region,sector,period,value\nXA,Trade,2024,1.50\nXA,Trade,2024,2.5\nXA,Trade,2024,..\nXA,Other,2024,-1\n"
    let result = Self.whole(text, try Self.mapping(Self.mappings[0]))
    #expect(result.observations.map { "\($0.number.map { "\($0)" } ?? "")" } == ["4.00", "-1"])
    #expect(result.observations.map(\.records) == [2, 1])
    #expect(result.observations[0].notes == ["1 record without a value"])
    #expect(result.observations[0].origin.line == 2)
    #expect(result.diagnostics.map(\.headline) == ["1 of 4 records has no value and is not in the sums"])
  }

  @Test func ratesAreNotAddedUp() throws {
    let text = "region,sector,period,value\nXA,Trade,2024,1.5\nXA,Trade,2024,2.5\nXA,Other,2024,7\n"
    let result = Self.whole(text, try Self.mapping("{constants: {measure: rate}, rows: records}"))
    #expect(result.observations.map(\.sector) == ["Other"])
    #expect(result.diagnostics.map(\.code) == ["table.not-additive"])
  }

  @Test func sumsThatAreTooLarge() throws {
    let text = "region,sector,period,value\nXA,Trade,2024,999999999999999999\nXA,Trade,2024,2\n"
    let result = Self.whole(text, try Self.mapping(Self.mappings[0]))
    #expect(result.observations.isEmpty)
    #expect(result.diagnostics.map(\.code) == ["table.sum"])
  }

  @Test func recordsOfOneYear() throws {
    let text =
      "region,sector,period,value\nXA,Trade,2024-03,1.5\nXA,Trade,2024-11,2\nXA,Trade,2024,4\nXA,Trade,2023-Q2,8\n"
    let annual = Self.whole(text, try Self.mapping("{constants: {measure: sales}, rows: records, frequency: annual}"))
    #expect(
      annual.observations.map { "\($0.period.map { "\($0)" } ?? "") \($0.number.map { "\($0)" } ?? "") \($0.records)" }
        == ["2024 7.5 3", "2023 8 1"])
    let months = Self.whole(text, try Self.mapping("{constants: {measure: sales}, rows: records, frequency: monthly}"))
    #expect(months.observations.count == 2)
    #expect(months.diagnostics.map { "\($0.code) \($0.origin?.line ?? 0)" } == ["table.period 4", "table.period 5"])
  }

  @Test func datesOfFiguresStandForThePeriodsOfAFrequency() throws {
    let text = "region,period,value\nXA,2024-01-01,1\nXA,2024-04-01,2\nXA,2024-05-01,3\n"
    let result = Self.whole(text, try Self.mapping("{constants: {measure: sales}, frequency: quarterly}"))
    #expect(result.observations.map { $0.period.map { "\($0)" } } == ["2024-Q1", "2024-Q2"])
    #expect(result.diagnostics.map { "\($0.code) \($0.origin?.line ?? 0)" } == ["table.duplicate 4"])
  }

  @Test func wrongWordForRows() {
    #expect(throws: DiagnosticError.self) { try Self.mapping("{rows: recrods}") }
  }
}
