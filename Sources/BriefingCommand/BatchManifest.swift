import Cairo
import Diagnostics
import Glibc
import Notation

/// What a batch, or a part of it, has written.
struct BatchManifest {
  /// The name of the report file.
  var report: String
  var parameter: String
  /// What everything was made from, as a checksum.
  var inputs: String
  /// The part that this is of a batch; nil for a whole one.
  var shard: Shard?
  var briefings: [(value: String, outcome: BatchCommand.Outcome)]

  /// The name of the file: each part has its own, so that parts may write to one folder.
  static func fileName(of shard: Shard?) -> String {
    shard.map { "manifest-\($0.number)-of-\($0.count).json" } ?? "manifest.json"
  }

  /// The part that a manifest of this name tells of; nil for other names and the manifest of a whole.
  static func shard(ofFile name: String) -> Shard? {
    let numbers = name.dropFirst("manifest-".count).dropLast(".json".count).split(separator: "-of-")
    guard numbers.count == 2, let shard = Shard(Int(numbers[0]), of: Int(numbers[1])) else { return nil }
    return fileName(of: shard) == name ? shard : nil
  }

  /// The manifest as JSON, without a time or a path.
  var text: String {
    var lines: [String] = []
    for (value, outcome) in briefings {
      var fields = ["\"value\": \(jsonString(value))", "\"status\": \(outcome.failed ? "\"failed\"" : "\"written\"")"]
      if !outcome.failed {
        fields += [
          "\"file\": \(jsonString(outcome.name + ".pdf"))", "\"pages\": \(outcome.pages)",
          "\"bytes\": \(outcome.bytes)", "\"sha256\": \"\(outcome.checksum)\"",
        ]
      }
      fields.append("\"warnings\": \(outcome.warnings)")
      if let error = outcome.error { fields.append("\"error\": \(jsonString(error))") }
      lines.append("    {\(fields.joined(separator: ", "))}")
    }
    let part = shard.map { "\n  \"shard\": \"\($0.number)/\($0.count)\"," } ?? ""
    return """
      {
        "report": \(jsonString(report)),
        "parameter": \(jsonString(parameter)),
        "inputs": "\(inputs)",\(part)
        "briefings": [
      \(lines.joined(separator: ",\n"))
        ]
      }

      """
  }

  /// Reads the manifest of a folder.
  /// - Returns: nil where there is none, or one that cannot be read.
  init?(in folder: String, of shard: Shard? = nil) {
    let name = Self.fileName(of: shard)
    guard let bytes = FileSystem.read("\(folder)/\(name)"),
      let manifest = try? parseJSON(SourceText(name: name, bytes: bytes)),
      let inputs = manifest["inputs"]?.string, let list = manifest["briefings"]?.sequence
    else { return nil }
    self.init(
      report: manifest["report"]?.string ?? "", parameter: manifest["parameter"]?.string ?? "", inputs: inputs,
      shard: shard, briefings: [])
    for entry in list {
      guard let value = entry["value"]?.string else { return nil }
      var outcome = BatchCommand.Outcome(
        pages: Int(entry["pages"]?.number ?? 0), bytes: Int(entry["bytes"]?.number ?? 0),
        checksum: entry["sha256"]?.string ?? "", warnings: Int(entry["warnings"]?.number ?? 0),
        error: entry["error"]?.string)
      if let file = entry["file"]?.string, file.hasSuffix(".pdf") { outcome.name = String(file.dropLast(4)) }
      if entry["status"]?.string != "written", outcome.error == nil { return nil }
      briefings.append((value, outcome))
    }
  }

  init(
    report: String, parameter: String, inputs: String, shard: Shard?,
    briefings: [(value: String, outcome: BatchCommand.Outcome)]
  ) {
    self.report = report
    self.parameter = parameter
    self.inputs = inputs
    self.shard = shard
    self.briefings = briefings
  }

  /// Whether a briefing is there as the manifest says.
  static func isThere(_ outcome: BatchCommand.Outcome, in folder: String) -> Bool {
    guard !outcome.failed, let pdf = FileSystem.read("\(folder)/\(outcome.name).pdf") else { return false }
    return sha256(pdf) == outcome.checksum
  }

  /// Joins the manifests of all parts of a batch into that of the whole; briefings that are not there any more, or
  /// changed, count as failed.
  /// - Throws: when there are no parts, parts are missing, or parts come from different inputs.
  static func collect(in folder: String) throws(DiagnosticError) -> BatchManifest {
    let shards = FileSystem.names(in: folder).compactMap { shard(ofFile: $0) }
    guard let count = shards.first?.count else { throw DiagnosticError(Message.noShards(in: folder)) }
    if let other = shards.first(where: { $0.count != count }) {
      throw DiagnosticError(Message.shardsOfSeveralBatches(in: folder, counts: [count, other.count].sorted()))
    }
    var parts: [BatchManifest] = []
    var problems: [Diagnostic] = []
    for number in 1...count {
      guard let shard = Shard(number, of: count) else { continue }
      if let part = BatchManifest(in: folder, of: shard) {
        parts.append(part)
      } else {
        problems.append(Message.missingShard(shard, in: folder))
      }
    }
    if !problems.isEmpty { throw DiagnosticError(problems) }
    let first = parts[0]
    for part in parts
    where (part.inputs, part.report, part.parameter) != (first.inputs, first.report, first.parameter) {
      problems.append(Message.otherInputs(of: part.shard, in: folder))
    }
    if !problems.isEmpty { throw DiagnosticError(problems) }
    guard let all = Shard.join(parts.map(\.briefings)) else {
      throw DiagnosticError(Message.otherInputs(of: parts.last?.shard, in: folder))
    }
    var whole = first
    whole.shard = nil
    whole.briefings = all.map { briefing in
      guard !briefing.outcome.failed, !isThere(briefing.outcome, in: folder) else { return briefing }
      var briefing = briefing
      briefing.outcome.note([Message.notThere("\(folder)/\(briefing.outcome.name).pdf")], nil)
      return briefing
    }
    return whole
  }
}
