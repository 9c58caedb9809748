import Diagnostics
import Export
import Foundation
import Frames
import Geometry

enum Samples {
  static let paths: [String] = {
    let root = "/usr/share/fonts"
    let found = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return found.map { "\(root)/\($0)" }
  }()

  static let fonts = FontSet.select(families: ["Inter", "Noto Serif", "Noto Sans CJK SC"], from: paths)
  static let fontsAreInstalled = fonts.families.allSatisfy { !$0.files.isEmpty }

  static let heading = TextStyle(family: "Inter", size: 20, weight: 600)
  static let body = TextStyle(family: "Noto Serif", size: 10)
  static let figures = TextStyle(family: "Inter", size: 9, tabularFigures: true)

  /// Two pages with text, links both ways and bookmarks on three levels.
  static func document(linkingTo anchor: String = "end") -> PagedDocument {
    let first = Frame(
      size: Size(400, 300),
      items: [
        .anchor("start", Point(20, 30)),
        .text(TextRun("Regional briefing", style: heading, at: Point(20, 40), width: 0)),
        .text(TextRun("An efficient office offers staff coffee.", style: body, at: Point(20, 70), width: 0)),
        .text(TextRun("吉林省汽车产业", style: body, at: Point(20, 90), width: 0)),
        .text(TextRun("1,111.10", style: figures, at: Point(380, 110), anchor: .end, width: 0)),
        .link(Rect(x: 20, y: 60, width: 100, height: 12), Link(.anchor(anchor), description: "To the end")),
        .group(
          Group(
            transform: .translation(10, 100), opacity: 0.5,
            link: Link(.address("https://example.org/ä?a=1&b=2"), description: "Example"),
            items: [
              .shape(
                Shape(
                  .rect(Rect(x: 10, y: 20, width: 50, height: 30), cornerRadius: 4),
                  fill: .linearGradient(
                    start: Point(10, 0), end: Point(60, 0),
                    stops: [
                      GradientStop(offset: 0, color: Color(hex: 0x12436D)),
                      GradientStop(offset: 1, color: Color(hex: 0x28A197)),
                    ])))
            ])),
        .text(TextRun("turned", style: figures, at: Point(200, 200), width: 0, angle: -90)),
      ])
    let second = Frame(
      size: Size(300, 400),
      items: [
        .anchor("middle", Point(20, 100)), .anchor("end", Point(20, 350)),
        .text(TextRun("The end", style: heading, at: Point(20, 370), width: 0)),
        .link(Rect(x: 20, y: 350, width: 100, height: 20), Link(.anchor("start"), description: "Back")),
      ])
    return PagedDocument(
      pages: [first, second],
      outline: [
        .init(title: "Überblick", level: 1, anchor: "start"), .init(title: "中间", level: 2, anchor: "middle"),
        .init(title: "End", level: 3, anchor: "end"), .init(title: "Again", level: 1, anchor: "start"),
      ],
      metadata: .init(
        title: "Monthly “briefing”", author: "A. Nobody", subject: "Industry", keywords: ["a", "b"], language: "en-GB",
        date: "2024-05-31T10:00:00+08:00"))
  }

  /// A horizontal bar chart as the charting module makes them.
  static func bars(_ count: Int, color: UInt32 = 0x12436D) -> Frame {
    let label = TextStyle(family: "Inter", size: 9)
    let ink = Color(hex: 0x3D3D3D)
    let height = Double(count) * 18
    var bars: [FrameItem] = []
    var names: [FrameItem] = []
    var values: [FrameItem] = []
    for i in 0..<count {
      let y = Double(i) * 18 + 2
      let width = 270 - Double(i) * 19.371
      bars.append(
        .shape(Shape(.rect(Rect(x: 0, y: y, width: width, height: 14)), fill: .color(Color(hex: color)))))
      names.append(
        .text(
          TextRun("Region number \(i + 1)", style: label, at: Point(-6, y + 10), anchor: .end, width: 70, color: ink)))
      values.append(
        .text(TextRun("\(i * 13 % 97).\(i)", style: label, at: Point(width + 4, y + 10), width: 20, color: ink)))
    }
    var grid: [FrameItem] = []
    var ticks: [FrameItem] = []
    for i in 0...5 {
      let x = Double(i) * 56
      grid.append(
        .shape(Shape(.line(Point(x, 0), Point(x, height)), stroke: Stroke(.color(Color(hex: 0xDDDDDD)), width: 0.5))))
      ticks.append(
        .text(TextRun("\(i * 20)", style: label, at: Point(x, height + 12), anchor: .middle, width: 10, color: ink)))
    }
    return Frame(
      size: Size(400, height + 60),
      items: [
        .text(
          TextRun(
            "Output by region", style: TextStyle(family: "Inter", size: 12, weight: 600), at: Point(0, 14), width: 100)),
        .group(
          Group(
            role: "mark-group role-frame root", transform: .translation(90, 30),
            items: [
              .group(Group(role: "mark-rule role-axis-grid", items: grid)),
              .group(Group(role: "mark-rect role-mark marks", items: bars)),
              .group(Group(role: "mark-text role-axis-label", items: names)),
              .group(Group(role: "mark-text role-mark labels", items: values)),
              .group(Group(role: "mark-text role-axis-label", items: ticks)),
            ])),
      ])
  }
}

func isInstalled(_ program: String) -> Bool { FileManager.default.isExecutableFile(atPath: "/usr/bin/\(program)") }

/// Runs a program and gives back what it wrote.
func output(of program: String, _ arguments: [String]) throws -> (status: Int32, text: String) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/\(program)")
  process.arguments = arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: data, as: UTF8.self))
}

/// The bytes in a file of their own for the time of the call.
func withFile<R>(_ bytes: [UInt8], _ suffix: String, _ body: (String) throws -> R) throws -> R {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).\(suffix)")
  try Data(bytes).write(to: url)
  defer { try? FileManager.default.removeItem(at: url) }
  return try body(url.path)
}
