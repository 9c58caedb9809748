import Foundation
import TestSupport
import Testing

@Suite struct ExtractCommandTests {
  @Test func figuresComeWithQuoteAndPlace() throws {
    let scratch = try Scratch()
    let article = try scratch.write(
      "---\ntitle: T\npublished: 2024-05-01\n---\nIn the first quarter, Jilin's industrial added value rose 10.4 percent.\n",
      "a.md")
    let run = try Program.run(["extract", article])
    #expect(run.code == 0, "\(run.messages)")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[1].contains("10.4 percent"))
    #expect(lines[1].contains("CN-JL"))
    #expect(lines[1].contains("2024-Q1"))
  }

  @Test func explainNamesWhatWasNotTaken() throws {
    let run = try Program.run(["extract", "-", "--explain"], input: "Call 0571-8505 1234 about the C919.\n")
    #expect(run.code == 0)
    #expect(run.messages.contains("phone"))
  }

  @Test func aFolderWithoutArticlesIsAnError() throws {
    let scratch = try Scratch()
    let run = try Program.run(["extract", scratch.path])
    #expect(run.code == 1)
  }
}
