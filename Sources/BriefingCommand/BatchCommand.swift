import ArgumentParser
import Briefings
import Cairo
import Diagnostics
import Export
import Glibc
import Notation

struct BatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch", abstract: "Renders one briefing for each value of a parameter, in parallel.",
    discussion: """
      briefing batch Reports/regional.md --each region
      briefing batch Reports/states.md --each state --jobs 2 -o output
      briefing batch Reports/regional.md --each region --values regions.csv --shard 1/4
      briefing batch Reports/regional.md --collect

      Writes output/REPORT/VALUE.pdf for each value and output/REPORT/manifest.json, the same bytes whatever the number of
      workers. Exit code 0 when every briefing was written, 1 when one was not; the manifest says which.

      A batch may be spread over machines: each runs one part with --shard k/n (or --shard auto in a task of a Slurm array
      or an AWS Batch array job, --shard auto/n in an indexed job of Kubernetes) and writes manifest-k-of-n.json; --collect
      then checks that every briefing is there and joins these into manifest.json.
      """)

  @Argument(help: "The report file.", completion: .file(extensions: ["md"]))
  var report: String

  @Option(help: "The parameter to run over.")
  var each: String = ""

  @Option(help: "A CSV whose first column, or the column named like the parameter, holds the values.")
  var values: String?

  @Option(name: .customLong("set"), help: "Sets another parameter: name=value. May be repeated.")
  var settings: [Setting] = []

  @Option(name: .shortAndLong, help: "Workers; as many as there are processors when left out.")
  var jobs: Int?

  @Option(help: "Only the k-th of n equal parts: k/n, k from 1; auto or auto/n takes k from the environment.")
  var shard: String?

  @Flag(help: "Write nothing but the manifest of the whole, from those of the parts in the folder.")
  var collect = false

  @Option(name: .shortAndLong, help: "The folder to write to.", completion: .directory)
  var output = "output"

  @Flag(help: "Also write each briefing's charts as SVG.")
  var charts = false

  @Flag(help: "Also write each briefing's observations as CSV.")
  var observations = false

  @Flag(help: "Keep briefings that the manifest lists as written from the same inputs and that are still there.")
  var resume = false

  @Option(help: "The standards the PDF keeps: ua-1 (PDF/UA-1 and PDF/A-3a) or ua-2 (PDF/UA-2 and PDF/A-4f).")
  var standard: PDFStandard = .ua1

  @OptionGroup var common: CommonOptions

  /// What became of one value.
  struct Outcome: Hashable, Sendable {
    var name = ""
    var pages = 0
    var bytes = 0
    var checksum = ""
    /// Its problems as they are to be printed.
    var messages = ""
    var warnings = 0
    /// The first error; nil when it was written.
    var error: String?
    var failed: Bool { error != nil }

    mutating func note(_ diagnostics: [Diagnostic], _ common: CommonOptions?) {
      messages += common?.printed(diagnostics) ?? ""
      warnings += diagnostics.count { $0.severity == .warning }
      error = error ?? diagnostics.first { $0.severity == .error }?.headline
    }
  }

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1") }
    if collect {
      if shard != nil || resume { throw ValidationError("--collect goes with neither --shard nor --resume") }
    } else if each.isEmpty {
      throw ValidationError("--each names the parameter to run over")
    }
    if let shard, Shard(written: shard) == nil {
      throw ValidationError(
        shard.hasPrefix("auto")
          ? "--shard \(shard): the environment does not say which part this is; write k/n"
          : "--shard is written k/n with 1 ≤ k ≤ n, such as 2/4")
    }
  }

  func run() throws {
    try common.run {
      let stem = fileName(of: report).split(separator: ".").first.map(String.init) ?? "report"
      let folder = "\(output)/\(stem)"
      if collect { return try join(in: folder) }
      let start = secondsNow()
      // 1. What to run over.
      let system = try SystemWorld(vocabularies: common.vocabularies, keepsChecksums: true)
      let (base, sources) = try load(report, settings: settings, system: system)
      common.report(sources.diagnostics)
      var values = try values(of: base, sources: sources, system: system)
      let shard = shard.flatMap { Shard(written: $0) }
      values = shard?.part(of: values) ?? values
      if !base.outputName.isEmpty, !base.outputName.contains("{{"), values.count > 1 {
        throw DiagnosticError(Message.sameName(base.outputName, each: each, file: report))
      }
      // What the theme is made of counts as well.
      let theme = try base.readTheme(system.world)
      let fingerprint = system.inputs.fingerprint(
        settings.map { "\($0.name)=\($0.value)" } + [standard.rawValue])
      // 2. Every value, on as many workers as asked for.
      let kept = resume ? finished(in: folder, of: shard, fingerprint: fingerprint) : [:]
      let outcomes = runAll(
        values, kept: kept, base: base, fonts: theme.fonts, sources: sources, system: system,
        folder: folder)
      // 3. What was written, in the order of the values.
      let manifest = BatchManifest(
        report: fileName(of: report), parameter: each, inputs: fingerprint, shard: shard,
        briefings: Array(zip(values, outcomes)))
      let name = BatchManifest.fileName(of: shard)
      try FileSystem.write(Array(manifest.text.utf8), to: "\(folder)/\(name)")
      FileSystem.writeStandardError(outcomes.map(\.messages).joined())
      let failed = outcomes.count(where: \.failed)
      let milliseconds = Int(((secondsNow() - start) * 1000).rounded())
      common.say(
        "Wrote \(outcomes.count - failed - kept.count) of \(outcomes.count) briefings to \(folder)/ in \(milliseconds) ms"
          + (kept.isEmpty ? "" : "; \(kept.count) were there")
          + (failed > 0 ? "; \(failed) failed, see \(folder)/\(name)" : ""))
      if failed > 0 { throw ExitCode(1) }
    }
  }

  /// Joins the manifests of the parts.
  private func join(in folder: String) throws {
    let manifest = try BatchManifest.collect(in: folder)
    try FileSystem.write(Array(manifest.text.utf8), to: "\(folder)/\(BatchManifest.fileName(of: nil))")
    let failed = manifest.briefings.filter { $0.outcome.failed }
    for briefing in failed { common.report([Message.failedBriefing(briefing.value, briefing.outcome.error ?? "")]) }
    common.say("\(manifest.briefings.count - failed.count) of \(manifest.briefings.count) briefings are in \(folder)/")
    if !failed.isEmpty { throw ExitCode(1) }
  }

  private func runAll(
    _ values: [String], kept: [String: Outcome], base: Report, fonts: [BriefingTheme.Font], sources: SourceSet,
    system: SystemWorld, folder: String
  ) -> [Outcome] {
    let workers = max(1, min(jobs ?? FileSystem.processorCount, values.count))
    let showsProgress = !common.quiet && FileSystem.isTerminal(STDERR_FILENO)
    var outcomes = values.map { value -> Outcome in
      if let outcome = kept[value] { return outcome }
      var outcome = Outcome()
      outcome.note([Message.workerEnded(value)], common)
      return outcome
    }
    let missing = values.indices.filter { kept[values[$0]] == nil }
    // One engine a worker: fonts and shaped text are shared by its briefings.
    var engine: TextEngine?
    func outcome(_ task: Int) -> Outcome {
      do throws(DiagnosticError) {
        let shared = if let engine { engine } else { try system.makeTextEngine(language: base.language, theme: fonts) }
        engine = shared
        return try one(
          values[missing[task]], base: base, sources: sources, system: system, engine: shared, folder: folder)
      } catch {
        var outcome = Outcome()
        outcome.note(error.diagnostics, common)
        return outcome
      }
    }
    var finished = kept.count
    func finish(_ task: Int, _ outcome: Outcome) {
      outcomes[missing[task]] = outcome
      finished += 1
      if showsProgress {
        FileSystem.writeStandardError("\r\(finished)/\(values.count) \(values[missing[task]])\u{1B}[K")
      }
    }
    if workers == 1 {
      for task in missing.indices { finish(task, outcome(task)) }
    } else {
      Workers.run(missing.count, in: workers, work: { outcome($0).encoded }) { task, answer in
        if let outcome = Outcome(encoded: answer) { finish(task, outcome) }
      }
    }
    if showsProgress { FileSystem.writeStandardError("\r\u{1B}[K") }
    return outcomes
  }

  private func one(
    _ value: String, base: Report, sources: SourceSet, system: SystemWorld, engine: TextEngine, folder: String
  ) throws(DiagnosticError) -> Outcome {
    let report = try base.with(settings.map { ($0.name, $0.value) } + [(name: each, value: value)])
    // A parameter may also choose what is read, such as the articles of a month.
    let own = report.readsSameSources(as: base) ? nil : try system.sources(of: report)
    var rendered = try render(
      report, sources: own ?? sources, system: system, engine: engine, standard: standard, chartFiles: charts)
    if report.outputName.isEmpty { rendered.name = value }
    var outcome = Outcome(
      name: rendered.name, pages: rendered.pages, bytes: rendered.pdf.count,
      checksum: sha256(rendered.pdf))
    outcome.note((own?.diagnostics ?? []) + rendered.diagnostics, common)
    do throws(FileSystem.Failure) {
      if charts {
        for chart in rendered.charts {
          try FileSystem.write(chart.svg, to: "\(folder)/\(rendered.name)-charts/\(chart.name).svg")
        }
      }
      if observations {
        try FileSystem.write(rendered.observations, to: "\(folder)/\(rendered.name)-observations.csv")
      }
      try FileSystem.write(rendered.pdf, to: "\(folder)/\(rendered.name).pdf")
    } catch {
      outcome.note([Message.unwritable(error)], common)
    }
    return outcome
  }

  // MARK: Values, parts, manifest

  private func values(
    of report: Report, sources: SourceSet, system: SystemWorld
  ) throws(DiagnosticError) -> [String] {
    guard let parameter = report.parameters.first(where: { $0.name == each }) else {
      throw DiagnosticError(Message.noParameter(each, known: report.parameters.map(\.name), file: self.report))
    }
    var found: [String] = []
    if let path = values {
      guard let bytes = FileSystem.read(path) else { throw DiagnosticError(Message.unreadable(path)) }
      let csv = try parseCSV(SourceText(name: path, bytes: bytes))
      let column = csv.records.first?.fields.firstIndex(of: each) ?? 0
      found = csv.records.dropFirst().compactMap { column < $0.fields.count ? $0.fields[column] : nil }
    } else {
      found = try sources.values(of: parameter)
    }
    var seen: Set<String> = []
    found = found.filter { !$0.isEmpty && seen.insert($0).inserted }
    if found.isEmpty { throw DiagnosticError(Message.noValues(each, file: self.report)) }
    return found
  }

  /// What an earlier run wrote from the same inputs and is still there unchanged, by value.
  private func finished(in folder: String, of shard: Shard?, fingerprint: String) -> [String: Outcome] {
    guard let manifest = BatchManifest(in: folder, of: shard), manifest.inputs == fingerprint else { return [:] }
    let kept = manifest.briefings.filter { BatchManifest.isThere($0.outcome, in: folder) }
    return Dictionary(kept.map { ($0.value, $0.outcome) }) { first, _ in first }
  }
}

extension BatchCommand.Outcome {
  /// As bytes between processes: fields with their lengths before them.
  var encoded: [UInt8] {
    let fields = [name, "\(pages)", "\(bytes)", checksum, messages, "\(warnings)", error.map { "!" + $0 } ?? ""]
    return fields.flatMap { Array("\($0.utf8.count):".utf8) + Array($0.utf8) }
  }

  /// Nil for bytes that `encoded` did not make.
  init?(encoded: [UInt8]) {
    var fields: [String] = []
    var rest = encoded[...]
    while let colon = rest.firstIndex(of: UInt8(ascii: ":")),
      let count = Int(String(decoding: rest[..<colon], as: UTF8.self)), count >= 0, rest.endIndex - colon > count
    {
      let start = rest.index(after: colon)
      fields.append(String(decoding: rest[start..<start + count], as: UTF8.self))
      rest = rest[(start + count)...]
    }
    guard rest.isEmpty, fields.count == 7, let pages = Int(fields[1]), let bytes = Int(fields[2]),
      let warnings = Int(fields[5])
    else { return nil }
    self.init(
      name: fields[0], pages: pages, bytes: bytes, checksum: fields[3], messages: fields[4], warnings: warnings,
      error: fields[6].isEmpty ? nil : String(fields[6].dropFirst()))
  }
}
