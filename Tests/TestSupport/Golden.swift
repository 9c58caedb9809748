import Foundation
public import Testing

/// Compares text with a file beside the test. A difference or a missing file fails and leaves the live text beside the
/// golden as `NAME.live`; with `RECORD_GOLDENS=1` in the environment the golden is written *and the test still fails*,
/// so that a recording is never mistaken for a pass.
public func expectGolden(
  _ actual: String, _ name: String, file: StaticString = #filePath, sourceLocation: SourceLocation = #_sourceLocation
) {
  let folder = URL(fileURLWithPath: "\(file)").deletingLastPathComponent().appendingPathComponent("Goldens")
  let golden = folder.appendingPathComponent(name)
  let live = folder.appendingPathComponent(name + ".live")
  if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(actual.utf8).write(to: golden)
    } catch {
      Issue.record("could not record \(golden.path): \(error)", sourceLocation: sourceLocation)
    }
    Issue.record("recorded \(name): look at it, then run again without recording", sourceLocation: sourceLocation)
    return
  }
  guard let data = try? Data(contentsOf: golden) else {
    Issue.record("no golden \(name): record it with RECORD_GOLDENS=1", sourceLocation: sourceLocation)
    return
  }
  let expected = String(decoding: data, as: UTF8.self)
  if expected == actual {
    try? FileManager.default.removeItem(at: live)
    return
  }
  try? Data(actual.utf8).write(to: live)
  let (a, b) = (
    expected.split(separator: "\n", omittingEmptySubsequences: false),
    actual.split(separator: "\n", omittingEmptySubsequences: false)
  )
  let line = zip(a, b).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(a.count, b.count)
  let want = line < a.count ? a[line] : "(end)"
  let got = line < b.count ? b[line] : "(end)"
  Issue.record(
    "\(name) differs from line \(line + 1):\n  golden: \(want)\n  live:   \(got)", sourceLocation: sourceLocation)
}

/// Folders of the checkout, found from this file.
public enum Checkout {
  /// The top of the repository.
  public static let root = URL(fileURLWithPath: "\(#filePath)").deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  /// The folder with data that is never committed, or nil where it is absent: tests that need it skip with a reason.
  public static var shared: String? {
    let path = URL(fileURLWithPath: root).deletingLastPathComponent().appendingPathComponent("shared").path
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }
}
