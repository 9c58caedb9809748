import Briefings
import Diagnostics
import Foundation
import TestSupport

/// A world in memory, with the vocabularies and lexicons of the checkout.
struct TestWorld {
  var files: [String: String]

  var world: World {
    let files = files
    return World(
      read: { files[$0].map { Array($0.utf8) } },
      list: { pattern in
        let parts = pattern.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
        return files.keys.filter { $0.hasPrefix(parts[0]) && $0.hasSuffix(parts[parts.count - 1]) }.sorted()
      },
      vocabularies: Self.resources("Observations"), lexicons: Self.resources("Extraction"))
  }

  private static func resources(_ module: String) -> [SourceText] {
    let folder = Checkout.root + "/Sources/\(module)/Resources"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".csv") }.sorted().map { name in
      SourceText(name: name, bytes: Array(FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()))
    }
  }

  /// Assembles the report `report.md`.
  func assemble(settings: [(name: String, value: String)] = [], lints: Bool = false) throws -> Briefing {
    let world = world
    let report = try Report(SourceText(name: "report.md", text: files["report.md"] ?? ""), settings: settings)
    let sources = try SourceSet(report.sources, folder: report.folder, world: world)
    return try report.assemble(sources: sources, world: world, measurer: FixedWidthMeasurer(), lintsCharts: lints)
  }

  /// The diagnostics of a report that may fail.
  func problems(settings: [(name: String, value: String)] = [], lints: Bool = false) -> [Diagnostic] {
    do {
      return try assemble(settings: settings, lints: lints).diagnostics
    } catch let error as DiagnosticError {
      return error.diagnostics
    } catch {
      return [Diagnostic(.error, code: "test", "\(error)")]
    }
  }
}

let table = """
  region,period,measure,unit,value
  CN-JL,2022,gdp,CNY_100M,12000.50
  CN-JL,2023,gdp,CNY_100M,13531.19
  CN-LN,2022,gdp,CNY_100M,28975.1
  CN-LN,2023,gdp,CNY_100M,30209.4
  CN-HL,2023,gdp,CNY_100M,
  """
