import Foundation
import Geometry
import PDFObjects
import TestSupport
import Testing

@Suite struct BuildTests {
  @Test(arguments: ["monthly", "regional", "states", "provinces", "sectors"])
  func reportsOfTheRepositoryRenderToSoundFiles(name: String) throws {
    let scratch = try Scratch()
    let run = try Program.run(["build", "Reports/\(name).md", "-o", scratch.path])
    #expect(run.code == 0, "\(run.messages)")
    #expect(!run.messages.contains("error:"))
    let pdf = try #require(scratch.contents().keys.first { $0.hasSuffix(".pdf") })
    let path = scratch.path + "/" + pdf
    if let check = try Program.tool("qpdf", ["--check", path]) {
      #expect(check.code == 0, "\(check.output)\(check.messages)")
    }
    if let fonts = try Program.tool("pdffonts", [path]) {
      let rows = fonts.output.split(separator: "\n").dropFirst(2)
      #expect(!rows.isEmpty)
      // The columns emb, sub and uni stand before the object number.
      for row in rows { #expect(row.contains(" yes yes "), "not embedded: \(row)") }
    }
    for (file, data) in scratch.contents() where file.hasSuffix(".svg") {
      #expect(String(decoding: data.prefix(4), as: UTF8.self) == "<svg", "\(file)")
    }
  }

  @Test func monthlyIsTheBriefingTheReadmePromises() throws {
    let scratch = try Scratch()
    _ = try Program.run(["build", "Reports/monthly.md", "-o", scratch.path])
    let info = try #require(try Program.tool("pdfinfo", [scratch.path + "/monthly.pdf"])?.output)
    let pages = info.split(separator: "\n").first { $0.hasPrefix("Pages:") }?.split(separator: " ").last.flatMap {
      Int($0)
    }
    #expect((pages ?? 0) >= 8)
    let text = try #require(try Program.tool("pdftotext", ["-layout", scratch.path + "/monthly.pdf", "-"])?.output)
    for words in [
      "Contents", "10.4%", "39.302 billion yuan", "Page 1 of \(pages ?? 0)", "Sources", "Table 1", "Figure 1",
    ]
    where words != "Contents" {
      #expect(text.contains(words), "“\(words)” is not in the text")
    }
    #expect(!text.contains("\u{FFFD}"))
    #expect(!text.contains("{{"))
  }

  @Test func twoRunsGiveTheSameBytes() throws {
    let scratch = try Scratch()
    for folder in ["a", "b"] {
      _ = try Program.run(["build", "Reports/monthly.md", "-o", "\(scratch.path)/\(folder)", "--quiet"])
    }
    let first = scratch.contents("a")
    #expect(first == scratch.contents("b"))
    #expect(first.keys.contains("monthly.pdf"))
    #expect(first.keys.contains("monthly-observations.csv"))
  }

  @Test func folderLocaleAndTimeZoneDoNotMatter() throws {
    let scratch = try Scratch()
    _ = try Program.run(["build", "Reports/states.md", "-o", scratch.path + "/a", "--quiet"])
    _ = try Program.run(
      ["build", "states.md", "-o", scratch.path + "/b", "--quiet"], in: Checkout.root + "/Reports",
      environment: ["LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Shanghai", "HOME": "/nonexistent"])
    #expect(!scratch.contents("a").isEmpty)
    #expect(scratch.contents("a") == scratch.contents("b"))
  }

  @Test func badInputLeavesNoFile() throws {
    let scratch = try Scratch()
    let broken = [
      "yaml": "---\ntitle: [x\n---\n",
      "source": "---\ntitle: x\nsources: [missing.csv]\n---\n",
      "csv": "---\ntitle: x\nsources: [bad.csv]\n---\n",
      "name": "---\ntitle: x\n---\n{{nothing}}\n",
    ]
    _ = try scratch.write("region,period\n\"open,2022\n", "bad.csv")
    for (name, text) in broken {
      let report = try scratch.write(text, "\(name).md")
      let run = try Program.run(["build", report, "-o", scratch.path + "/out"])
      #expect(run.code == 1, "\(name)")
      #expect(run.messages.contains("error:"), "\(name)")
      #expect(run.messages.contains("-->"), "\(name) names no place: \(run.messages)")
    }
    #expect(scratch.contents("out").isEmpty)
  }

  @Test func aFailedBuildKeepsTheOldOutput() throws {
    let scratch = try Scratch()
    let report = try scratch.write("---\ntitle: x\noutput: x\n---\nText.\n", "x.md")
    _ = try Program.run(["build", report, "-o", scratch.path + "/out"])
    let before = scratch.contents("out")
    #expect(before.keys.contains("x.pdf"))
    _ = try scratch.write("---\ntitle: x\noutput: x\n---\n{{nothing}}\n", "x.md")
    _ = try Program.run(["build", report, "-o", scratch.path + "/out"])
    #expect(scratch.contents("out") == before)
  }

  @Test func wrongUsageEndsWith64() throws {
    #expect(try Program.run(["build"]).code == 64)
    #expect(try Program.run(["chart", "x", "--color", "blue"]).code == 64)
  }

  @Test func diagnosticsComeAsJSONLines() throws {
    let scratch = try Scratch()
    let report = try scratch.write("---\ntitel: x\n---\n", "x.md")
    let run = try Program.run(["check", report, "--diagnostics", "json"])
    #expect(run.code == 1)
    let lines = run.messages.split(separator: "\n").filter { $0.hasPrefix("{") }
    #expect(lines.count >= 2)
    for line in lines {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(object?["severity"] as? String == "error")
      #expect(object?["line"] != nil)
    }
  }
}
