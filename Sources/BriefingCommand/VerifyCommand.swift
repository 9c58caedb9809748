import ArgumentParser
import Briefings
import Diagnostics
import Notation
import Verification

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Traces every value that a finished briefing prints back to its source.",
    discussion: """
      briefing verify output/monthly.pdf
      briefing verify output/monthly.pdf --sources seeds/articles --json

      Reads the text, the links and the attached observations of the PDF. A value is traced when its digits are those of
      the attached value, that is the one of an observation or can be computed from several, and the observation's
      quote holds it. With --sources the quotes are looked up in the files. Numbers that lead nowhere are listed.
      Exit code 0 when every value is traced, 1 when one is not.
      """)

  @Argument(help: "The PDF.", completion: .file(extensions: ["pdf"]))
  var file: String

  @Option(help: "A folder with the sources, to look quotes up in; may be repeated.", completion: .directory)
  var sources: [String] = []

  @Flag(help: "Print every value with where it comes from, not only those in doubt.")
  var all = false

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.run {
      guard let bytes = FileSystem.read(file) else { throw DiagnosticError(Message.unreadable(file)) }
      let paths = sources.flatMap { FileSystem.isFolder($0) ? FileSystem.files(below: $0) : [$0] }
      let found = try verify(bytes, name: file) { name in
        paths.first { fileName(of: $0) == name }.flatMap { FileSystem.read($0) }
      }
      FileSystem.writeStandardOutput(Array((json ? object(found) : lines(found)).utf8))
      if found.values.contains(where: { $0.status != .traced }) { throw ExitCode(1) }
    }
  }

  private func lines(_ found: Verification) -> String {
    var out = ""
    for value in found.values where all || value.status != .traced {
      let reason = value.reason.isEmpty ? value.origin : value.reason
      out += "page \(value.page): \(value.status.rawValue): \(value.text)"
      out += value.source.isEmpty ? "" : " [\(value.source)]"
      out += reason.isEmpty ? "\n" : ": \(reason)\n"
    }
    let counts = Verification.Value.Status.allCases.map { "\(found.count($0)) \($0.rawValue)" }
    return out
      + "\(file): \(found.values.count) values: \(counts.joined(separator: ", ")); \(found.periods) periods and \(found.scales) steps of scales left aside\n"
  }

  private func object(_ found: Verification) -> String {
    let values = found.values.map { value in
      let fields = [
        ("status", value.status.rawValue), ("text", value.text), ("place", name(of: value.place)),
        ("source", value.source), ("origin", value.origin), ("reason", value.reason),
      ]
      let texts = fields.map { "\"\($0.0)\": \(jsonString($0.1))" }
      return "    {\"page\": \(value.page), \(texts.joined(separator: ", "))}"
    }
    let counts = Verification.Value.Status.allCases.map { "  \"\($0.rawValue)\": \(found.count($0))" }
    let list = values.isEmpty ? "[]" : "[\n\(values.joined(separator: ",\n"))\n  ]"
    return """
      {
        "file": \(jsonString(file)),
      \(counts.joined(separator: ",\n")),
        "periods": \(found.periods),
        "scales": \(found.scales),
        "values": \(list)
      }

      """
  }

  private func name(of place: Verification.Value.Place) -> String {
    switch place {
    case .text: "text"
    case .heading: "heading"
    case .table: "table"
    case .figure(let file): file.isEmpty ? "figure" : "figure: \(file)"
    }
  }
}
