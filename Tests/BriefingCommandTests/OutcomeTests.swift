import Testing

@testable import BriefingCommand

@Suite struct OutcomeTests {
  @Test(arguments: [
    BatchCommand.Outcome(),
    BatchCommand.Outcome(name: "吉林 1:2", pages: 7, bytes: 12_345, checksum: "ab", messages: "a\n3:b", warnings: 2),
    BatchCommand.Outcome(error: ""), BatchCommand.Outcome(name: "x", error: "what it was"),
  ]) func whatAWorkerSendsArrives(outcome: BatchCommand.Outcome) throws {
    let arrived = try #require(BatchCommand.Outcome(encoded: outcome.encoded))
    #expect(arrived == outcome)
  }

  @Test(arguments: ["", "3:ab", "1:a", "x", "-1:a", "99999999999999999999:a"]) func anythingElseIsRefused(text: String)
  {
    #expect(BatchCommand.Outcome(encoded: Array(text.utf8)) == nil)
  }
}
