import ArgumentParser
import Briefings
import Cairo
import Diagnostics
import Dispatch
import Export
import Glibc
import Notation
import Synchronization

struct BatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch", abstract: "Renders one briefing for each value of a parameter, in parallel.",
    discussion: """
      briefing batch Reports/regional.md --each region
      briefing batch Reports/states.md --each state --jobs 2 -o output
      briefing batch Reports/regional.md --each region --values regions.csv --shard 1/4

      Writes output/REPORT/VALUE.pdf for each value and output/REPORT/manifest.json, the same bytes whatever the number of
      workers. Exit code 0 when every briefing was written, 1 when one was not; the manifest says which.
      """)

  @Argument(help: "The report file.", completion: .file(extensions: ["md"]))
  var report: String

  @Option(help: "The parameter to run over.")
  var each: String

  @Option(help: "A CSV whose first column, or the column named like the parameter, holds the values.")
  var values: String?

  @Option(name: .customLong("set"), help: "Sets another parameter: name=value. May be repeated.")
  var settings: [Setting] = []

  @Option(name: .shortAndLong, help: "Workers; as many as there are processors when left out.")
  var jobs: Int?

  @Option(help: "Only the k-th of n equal parts: k/n, k from 1.")
  var shard: String?

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
  struct Outcome: Sendable {
    var name = ""
    var pages = 0
    var bytes = 0
    var checksum = ""
    var diagnostics: [Diagnostic] = []
    var failed: Bool { diagnostics.hasErrors }
  }

  /// What the workers have done so far.
  struct Progress: Sendable {
    var outcomes: [Outcome]
    var finished = 0
  }

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1") }
    if let shard, part(shard) == nil { throw ValidationError("--shard is written k/n with 1 ≤ k ≤ n, such as 2/4") }
  }

  func run() throws {
    try common.run {
      let start = secondsNow()
      // 1. What to run over.
      let system = try SystemWorld(vocabularies: common.vocabularies)
      let (base, sources) = try load(report, settings: settings, system: system)
      common.report(sources.diagnostics)
      var values = try values(of: base, sources: sources, system: system)
      if let shard, let (k, n) = part(shard) {
        values = values.enumerated().filter { $0.offset % n == k - 1 }.map(\.element)
      }
      if !base.outputName.isEmpty, !base.outputName.contains("{{"), values.count > 1 {
        throw DiagnosticError(Message.sameName(base.outputName, each: each, file: report))
      }
      let fingerprint = system.inputs.fingerprint(
        settings.map { "\($0.name)=\($0.value)" } + [standard.rawValue])
      // 2. Every value, on as many workers as asked for.
      let stem = fileName(of: report).split(separator: ".").first.map(String.init) ?? "report"
      let folder = "\(output)/\(stem)"
      let kept = resume ? finished(in: folder, fingerprint: fingerprint) : [:]
      let outcomes = try runAll(values, kept: kept, base: base, sources: sources, system: system, folder: folder)
      // 3. What was written, in the order of the values.
      try FileSystem.write(
        Array(manifest(values, outcomes, fingerprint: fingerprint).utf8), to: "\(folder)/manifest.json")
      for outcome in outcomes { common.report(outcome.diagnostics) }
      let failed = outcomes.count(where: \.failed)
      let milliseconds = Int(((secondsNow() - start) * 1000).rounded())
      common.say(
        "Wrote \(outcomes.count - failed - kept.count) of \(outcomes.count) briefings to \(folder)/ in \(milliseconds) ms"
          + (kept.isEmpty ? "" : "; \(kept.count) were there")
          + (failed > 0 ? "; \(failed) failed, see \(folder)/manifest.json" : ""))
      if failed > 0 { throw ExitCode(1) }
    }
  }

  private func runAll(
    _ values: [String], kept: [String: Outcome], base: Report, sources: SourceSet, system: SystemWorld, folder: String
  ) throws -> [Outcome] {
    let workers = max(1, min(jobs ?? FileSystem.processorCount, values.count))
    let next = Atomic<Int>(0)
    let done = Mutex(Progress(outcomes: Array(repeating: Outcome(), count: values.count)))
    let showsProgress = !common.quiet && FileSystem.isTerminal(STDERR_FILENO)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      // One engine a worker: fonts and shaped text are shared by its briefings.
      var engine: TextEngine?
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < values.count else { return }
        var outcome = Outcome()
        if let done = kept[values[index]] {
          outcome = done
        } else {
          do throws(DiagnosticError) {
            let shared = if let engine { engine } else { try system.makeTextEngine() }
            engine = shared
            outcome = try one(
              values[index], base: base, sources: sources, system: system, engine: shared, folder: folder)
          } catch {
            outcome.diagnostics = error.diagnostics
          }
        }
        let finished = done.withLock { state in
          state.outcomes[index] = outcome
          state.finished += 1
          return state.finished
        }
        if showsProgress {
          FileSystem.writeStandardError("\r\(finished)/\(values.count) \(values[index])\u{1B}[K")
        }
      }
    }
    if showsProgress { FileSystem.writeStandardError("\r\u{1B}[K") }
    return done.withLock { $0.outcomes }
  }

  private func one(
    _ value: String, base: Report, sources: SourceSet, system: SystemWorld, engine: TextEngine, folder: String
  ) throws(DiagnosticError) -> Outcome {
    let report = try Report(
      base.source, settings: settings.map { ($0.name, $0.value) } + [(name: each, value: value)])
    // A parameter may also choose what is read, such as the articles of a month.
    let own = report.readsSameSources(as: base) ? nil : try system.sources(of: report)
    var rendered = try render(
      report, sources: own ?? sources, system: system, engine: engine, standard: standard, chartFiles: charts)
    if report.outputName.isEmpty { rendered.name = value }
    var outcome = Outcome(
      name: rendered.name, pages: rendered.pages, bytes: rendered.pdf.count, checksum: sha256(rendered.pdf),
      diagnostics: (own?.diagnostics ?? []) + rendered.diagnostics)
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
      outcome.diagnostics.append(Message.unwritable(error))
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

  private func part(_ text: String) -> (Int, Int)? {
    let numbers = text.split(separator: "/").compactMap { Int($0) }
    guard numbers.count == 2, numbers[0] >= 1, numbers[0] <= numbers[1] else { return nil }
    return (numbers[0], numbers[1])
  }

  /// What an earlier run wrote from the same inputs and is still there unchanged, by value.
  private func finished(in folder: String, fingerprint: String) -> [String: Outcome] {
    guard let bytes = FileSystem.read("\(folder)/manifest.json"),
      let manifest = try? parseJSON(SourceText(name: "manifest.json", bytes: bytes)),
      manifest["inputs"]?.string == fingerprint
    else { return [:] }
    var found: [String: Outcome] = [:]
    for entry in manifest["briefings"]?.sequence ?? [] {
      guard let value = entry["value"]?.string, let file = entry["file"]?.string, file.hasSuffix(".pdf"),
        let checksum = entry["sha256"]?.string, let pdf = FileSystem.read("\(folder)/\(file)"), sha256(pdf) == checksum
      else { continue }
      found[value] = Outcome(
        name: String(file.dropLast(4)), pages: Int(entry["pages"]?.number ?? 0), bytes: pdf.count, checksum: checksum)
    }
    return found
  }

  private func manifest(_ values: [String], _ outcomes: [Outcome], fingerprint: String) -> String {
    var lines: [String] = []
    for (value, outcome) in zip(values, outcomes) {
      var fields = ["\"value\": \(jsonString(value))", "\"status\": \(outcome.failed ? "\"failed\"" : "\"written\"")"]
      if !outcome.failed {
        fields += [
          "\"file\": \(jsonString(outcome.name + ".pdf"))", "\"pages\": \(outcome.pages)",
          "\"bytes\": \(outcome.bytes)", "\"sha256\": \"\(outcome.checksum)\"",
        ]
      }
      let warnings = outcome.diagnostics.count { $0.severity == .warning }
      fields.append("\"warnings\": \(warnings)")
      if let error = outcome.diagnostics.first(where: { $0.severity == .error }) {
        fields.append("\"error\": \(jsonString(error.headline))")
      }
      lines.append("    {\(fields.joined(separator: ", "))}")
    }
    return """
      {
        "report": \(jsonString(fileName(of: report))),
        "parameter": \(jsonString(each)),
        "inputs": "\(fingerprint)",
        "briefings": [
      \(lines.joined(separator: ",\n"))
        ]
      }

      """
  }
}
