import Foundation
import TestSupport
import Testing

/// The built program, run as a user runs it.
enum Program {
  /// What a run gave.
  struct Run {
    var code: Int32
    var output: String
    var messages: String
  }

  /// The release build where `make test` made one, the debug build otherwise.
  static let path: String = {
    if let path = ProcessInfo.processInfo.environment["BRIEFING"] { return path }
    return Checkout.root + "/.build/debug/briefing"
  }()

  /// Runs it in a folder.
  static func run(
    _ arguments: [String], in folder: String = Checkout.root, input: String? = nil, environment: [String: String] = [:]
  ) throws -> Run {
    try run(path, arguments, in: folder, input: input, environment: environment)
  }

  /// Runs a tool found on the path; nil where there is none.
  static func tool(_ name: String, _ arguments: [String]) throws -> Run? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    guard let folder = folders.first(where: { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }) else {
      return nil
    }
    return try run("\(folder)/\(name)", arguments, in: Checkout.root, input: nil, environment: [:])
  }

  private static func run(
    _ path: String, _ arguments: [String], in folder: String, input: String?, environment: [String: String]
  ) throws -> Run {
    let process = Process()
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let files = try (0..<3).map { _ in try Scratch.file() }
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    if let input {
      try Data(input.utf8).write(to: files[2])
      process.standardInput = try FileHandle(forReadingFrom: files[2])
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    try process.run()
    process.waitUntilExit()
    return Run(
      code: process.terminationStatus, output: try String(decoding: Data(contentsOf: files[0]), as: UTF8.self),
      messages: try String(decoding: Data(contentsOf: files[1]), as: UTF8.self))
  }
}

/// A folder of its own for a test, removed with the value's scope.
final class Scratch {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "briefing-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file into the folder and returns its path.
  func write(_ text: String, _ name: String) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }

  /// Every file below the folder with its bytes.
  func contents(_ folder: String = "") -> [String: Data] {
    let root = path + (folder.isEmpty ? "" : "/" + folder)
    var found: [String: Data] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: root) ?? FileManager.DirectoryEnumerator() {
      if let data = FileManager.default.contents(atPath: root + "/" + name), !data.isEmpty { found[name] = data }
    }
    return found
  }

  static func file() throws -> URL {
    let url = URL(fileURLWithPath: NSTemporaryDirectory() + "briefing-stream-\(UUID().uuidString)")
    _ = FileManager.default.createFile(atPath: url.path, contents: nil)
    return url
  }
}
