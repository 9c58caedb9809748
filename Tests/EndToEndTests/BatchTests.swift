import Foundation
import TestSupport
import Testing

@Suite struct BatchTests {
  @Test(arguments: [("regional", "region", 31, "CN-GD"), ("states", "state", 51, "US-DC")])
  func workersDoNotChangeTheBytes(report: String, parameter: String, count: Int, value: String) throws {
    let scratch = try Scratch()
    for jobs in ["1", "2"] {
      let run = try Program.run([
        "batch", "Reports/\(report).md", "--each", parameter, "--jobs", jobs, "-o", "\(scratch.path)/\(jobs)",
        "--quiet",
      ])
      #expect(run.code == 0, "\(run.messages)")
    }
    let one = scratch.contents("1")
    #expect(one == scratch.contents("2"))
    #expect(one.keys.filter { $0.hasSuffix(".pdf") }.count == count)
    // A briefing of the batch is the briefing built alone.
    _ = try Program.run([
      "build", "Reports/\(report).md", "--set", "\(parameter)=\(value)", "-o", "\(scratch.path)/alone", "--quiet",
    ])
    #expect(scratch.contents("alone")["\(value).pdf"] == one["\(report)/\(value).pdf"])
  }

  @Test func shardsAddUpToTheWhole() throws {
    let scratch = try Scratch()
    let values = try scratch.write("region\nCN-BJ\nCN-SH\nCN-GD\n", "values.csv")
    for shard in ["1/2", "2/2"] {
      let run = try Program.run([
        "batch", "Reports/regional.md", "--each", "region", "--values", values, "--shard", shard, "-o",
        scratch.path + "/out", "--quiet",
      ])
      #expect(run.code == 0, "\(run.messages)")
    }
    let pdfs = scratch.contents("out").keys.filter { $0.hasSuffix(".pdf") }.sorted()
    #expect(pdfs == ["regional/CN-BJ.pdf", "regional/CN-GD.pdf", "regional/CN-SH.pdf"])
    // Collected, they are the batch made in one go.
    let collect = ["batch", "Reports/regional.md", "--collect", "-o", scratch.path + "/out"]
    let collected = try Program.run(collect)
    #expect(collected.code == 0 && collected.messages.contains("3 of 3 briefings"), "\(collected.messages)")
    _ = try Program.run([
      "batch", "Reports/regional.md", "--each", "region", "--values", values, "-o", scratch.path + "/whole", "--quiet",
    ])
    var out = scratch.contents("out")
    for shard in 1...2 { #expect(out.removeValue(forKey: "regional/manifest-\(shard)-of-2.json") != nil) }
    #expect(out == scratch.contents("whole"))
    // What is not there any more is told, and a part that is missing as well.
    try FileManager.default.removeItem(atPath: scratch.path + "/out/regional/CN-SH.pdf")
    let without = try Program.run(collect)
    #expect(without.code == 1 && without.messages.contains("“CN-SH” is missing"), "\(without.messages)")
    try FileManager.default.removeItem(atPath: scratch.path + "/out/regional/manifest-2-of-2.json")
    let unfinished = try Program.run(collect)
    #expect(unfinished.code == 1 && unfinished.messages.contains("run it with --shard 2/2"), "\(unfinished.messages)")
  }

  @Test(arguments: [
    (["SLURM_ARRAY_TASK_ID": "12", "SLURM_ARRAY_TASK_MIN": "11", "SLURM_ARRAY_TASK_COUNT": "3"], "auto"),
    (["JOB_COMPLETION_INDEX": "1"], "auto/3"),
    (["AWS_BATCH_JOB_ARRAY_INDEX": "1", "AWS_BATCH_JOB_ARRAY_SIZE": "3"], "auto"),
  ])
  func theEnvironmentSaysWhichPartToMake(variables: [String: String], shard: String) throws {
    let scratch = try Scratch()
    let values = try scratch.write("region\nCN-BJ\nCN-SH\nCN-GD\n", "values.csv")
    let arguments = [
      "batch", "Reports/regional.md", "--each", "region", "--values", values, "--shard", shard, "-o",
      scratch.path + "/out", "--quiet",
    ]
    let run = try Program.run(arguments, environment: variables)
    #expect(run.code == 0, "\(run.messages)")
    #expect(scratch.contents("out").keys.sorted() == ["regional/CN-SH.pdf", "regional/manifest-2-of-3.json"])
    #expect(try Program.run(arguments).code == 64)
  }

  @Test func resumingKeepsWhatIsThereAndMakesTheRest() throws {
    let scratch = try Scratch()
    let values = try scratch.write("region\nCN-BJ\nCN-SH\n", "values.csv")
    let arguments = [
      "batch", "Reports/regional.md", "--each", "region", "--values", values, "-o", scratch.path + "/out", "--resume",
    ]
    _ = try Program.run(arguments)
    let first = scratch.contents("out")
    try FileManager.default.removeItem(atPath: scratch.path + "/out/regional/CN-SH.pdf")
    let again = try Program.run(arguments)
    #expect(again.messages.contains("Wrote 1 of 2") && again.messages.contains("1 were there"))
    #expect(scratch.contents("out") == first)
  }

  @Test func oneBadValueFailsAloneAndIsNamed() throws {
    let scratch = try Scratch()
    let values = try scratch.write("region\nCN-BJ\nNowhere\n", "values.csv")
    let run = try Program.run([
      "batch", "Reports/regional.md", "--each", "region", "--values", values, "-o", scratch.path + "/out",
    ])
    #expect(run.code == 1)
    #expect(run.messages.contains("Nowhere"))
    let contents = scratch.contents("out")
    #expect(contents.keys.filter { $0.hasSuffix(".pdf") } == ["regional/CN-BJ.pdf"])
    let manifest = try #require(contents["regional/manifest.json"])
    let object = try #require(try JSONSerialization.jsonObject(with: manifest) as? [String: Any])
    let briefings = try #require(object["briefings"] as? [[String: Any]])
    #expect(briefings.map { $0["status"] as? String } == ["written", "failed"])
  }

  @Test func briefingsThatWouldOverwriteEachOtherAreRefused() throws {
    let scratch = try Scratch()
    let report = try scratch.write(
      "---\ntitle: x\noutput: same\nparameters: {a: {default: p, values: [p, q]}}\n---\n{{a}}\n", "x.md")
    let run = try Program.run(["batch", report, "--each", "a", "-o", scratch.path + "/out"])
    #expect(run.code == 1)
    #expect(run.messages.contains("batch.same-name"))
    #expect(scratch.contents("out").isEmpty)
  }

  @Test func unknownParameterIsRefused() throws {
    let run = try Program.run(["batch", "Reports/regional.md", "--each", "regin"])
    #expect(run.code == 1)
    #expect(run.messages.contains("did you mean “region”?"))
  }
}
