public import ArgumentParser
import Diagnostics
public import Export
import Glibc

/// Options that every command has.
struct CommonOptions: ParsableArguments {
  @Option(help: "How problems are written: human, short (one line each) or json (one object a line).")
  var diagnostics: DiagnosticStyle = .human

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  @Option(help: "Colours on standard error: auto, always or never.")
  var color: ColorChoice = .auto

  @Option(name: .customLong("vocabulary"), help: "A further vocabulary file (CSV); may be repeated.")
  var vocabularies: [String] = []

  /// When to colour.
  enum ColorChoice: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

  var usesColor: Bool {
    switch color {
    case .always: true
    case .never: false
    case .auto: FileSystem.isTerminal(STDERR_FILENO) && !hasNoColor
    }
  }

  private var hasNoColor: Bool { unsafe getenv("NO_COLOR") != nil }

  /// Prints problems to standard error, errors also when quiet.
  func report(_ diagnostics: [Diagnostic]) { FileSystem.writeStandardError(printed(diagnostics)) }

  /// Problems as they are printed.
  func printed(_ diagnostics: [Diagnostic]) -> String {
    var text = ""
    for diagnostic in diagnostics.inReadingOrder() where !quiet || diagnostic.severity == .error {
      text += diagnostic.printed(self.diagnostics.printed, color: usesColor)
    }
    return text
  }

  /// Prints a message to standard error unless quiet.
  func say(_ text: String) {
    if !quiet { FileSystem.writeStandardError(text + "\n") }
  }

  /// Runs a command's work; problems of the input end it with exit code 1.
  func run(_ work: () throws -> Void) throws {
    do {
      try work()
    } catch let error as DiagnosticError {
      report(error.diagnostics)
      throw ExitCode(1)
    } catch let failure as FileSystem.Failure {
      report([Message.unwritable(failure)])
      throw ExitCode(1)
    }
  }
}

/// How problems are written.
enum DiagnosticStyle: String, ExpressibleByArgument, CaseIterable {
  case human, short, json

  var printed: Diagnostic.Style {
    switch self {
    case .human: .human
    case .short: .short
    case .json: .json
    }
  }
}

extension PDFStandard: ExpressibleByArgument {}

extension SVGText: ExpressibleByArgument {}

/// A `name=value` of the command line.
struct Setting: ExpressibleByArgument {
  var name: String
  var value: String

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else { return nil }
    name = String(parts[0])
    value = String(parts[1])
  }
}

/// Seconds since an arbitrary moment, for telling how long the work took.
func secondsNow() -> Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
