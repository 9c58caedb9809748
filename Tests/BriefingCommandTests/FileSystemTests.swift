import Foundation
import Testing

@testable import BriefingCommand

@Suite struct FileSystemTests {
  @Test(arguments: [
    ("a.csv", "*.csv", true), ("a.csv", "*.md", false), ("a.csv", "a.csv", true), ("abc", "a*c", true),
    ("ac", "a*c", true), ("a", "a*a", false), ("abcabc", "*b*b*", true), ("abc", "*b*b*", false), ("x", "*", true),
  ])
  func patterns(name: String, pattern: String, matches: Bool) {
    #expect(FileSystem.matches(name[...], pattern[...]) == matches)
  }

  @Test func writesWholeFilesAndMakesFolders() throws {
    let folder = NSTemporaryDirectory() + "briefing-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/a/b/c.txt"
    try FileSystem.write(Array("one".utf8), to: path)
    try FileSystem.write(Array("two".utf8), to: path)
    #expect(FileSystem.read(path) == Array("two".utf8))
    #expect(FileSystem.names(in: folder + "/a/b") == ["c.txt"])
  }

  @Test func aFailedWriteSaysWhyAndLeavesNothing() {
    let error = #expect(throws: FileSystem.Failure.self) {
      try FileSystem.write([1], to: "/proc/nowhere/x.txt")
    }
    #expect(error?.path == "/proc/nowhere")
  }

  @Test func folderIsNoFile() { #expect(FileSystem.read("/") == nil) }
}
