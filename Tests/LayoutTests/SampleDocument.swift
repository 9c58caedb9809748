import Frames
import Geometry

@testable import Layout

/// A small briefing with one of each block.
enum SampleDocument {
  static let sources: [SourceEntry] = [
    SourceEntry(
      anchor: "source-1", number: "[1]",
      text: "Provincial Bureau of Statistics, “Industry in the first quarter”, 18 April 2024",
      quote: "Value added of industrial enterprises above designated size grew 6.3 % year on year.",
      place: "paragraph 2"),
    SourceEntry(
      anchor: "source-2", number: "[2]", text: "City Daily, “Car cluster passes the mark”, 3 May 2024",
      quote: "The automobile cluster reached a scale of 480 billion yuan.", place: "paragraph 5"),
    SourceEntry(anchor: "source-3", number: "[3]", text: "output.csv", place: "row 12, column value"),
  ]

  static func value(_ text: String, _ source: Int) -> RichText {
    RichText(spans: [
      RichText.Span(text, link: Link(.anchor("source-\(source)"), description: "Source of \(text)"))
    ])
  }

  static func chart(_ width: Double, _ height: Double) -> Frame {
    let bars = (0..<8).map { i -> FrameItem in
      let length = height * (0.3 + 0.08 * Double(i))
      return .shape(
        Shape(
          .rect(Rect(x: Double(i) * width / 8, y: height - length, width: width / 8 - 6, height: length)),
          fill: .color(Color(hex: 0x12436D))))
    }
    return Frame(size: Size(width, height), items: bars)
  }

  static func document(theme: PageTheme, tableRows: Int = 60) -> Document {
    Document(
      metadata: PagedDocument.Metadata(title: "Regional industry briefing", author: "Investment Bureau"),
      blocks: opening(theme) + table(rows: tableRows) + closing(theme), runningHead: "Regional industry briefing",
      runningFoot: "Investment Bureau")
  }

  static func opening(_ theme: PageTheme) -> [Block] {
    [
      .title(
        TitleBlock(
          kicker: "Monthly briefing", title: "Regional industry in May 2024",
          subtitle: "Growth holds, and the car cluster carries it", date: "31 May 2024", issuer: "Investment Bureau",
          lead: [
            "Industrial value added grew " + value("6.3 %", 1) + ", half a point more than in the winter quarter.",
            "The car cluster reached " + value("480 billion yuan", 2) + " and dwarfs all others.",
            "Targets for 2025 stand; two of five clusters are behind their path.",
          ])),
      .keyFigures([
        KeyFigure(label: "Value added", value: value("+6.3", 1), detail: "% on year", note: "Q1 2024"),
        KeyFigure(label: "Car cluster", value: value("480", 2), detail: "bn yuan", note: "nearly, end of April"),
        KeyFigure(label: "Exports", value: value("−2.1", 3), detail: "% on year", note: "January to April"),
        KeyFigure(label: "Projects signed", value: value("37", 3), note: "since January"),
      ]),
      .contents(title: "", depth: 2),
      .heading(Heading(level: 1, text: "Jilin leads the north-east")),
      .paragraph(
        "Industrial value added in Jilin grew " + value("6.3 %", 1)
          + " in the first quarter, more than in any other province of the north-east. Car making, which reached "
          + value("480 billion yuan", 2)
          + ", accounts for half of it; chemicals and food stayed where they were a year ago. The bureau expects "
          + "the growth to hold until the summer, when the effect of the low base ends and the new lines of the "
          + "battery plant begin to count."),
      .figure(
        Figure(
          frame: chart(theme.contentWidth, 180), label: "Figure 1",
          title: "Jilin’s car cluster dwarfs the others", caption: "Scale of clusters, billion yuan, 2023.",
          source: "Provincial Bureau of Statistics [1]", alternative: "Bars for eight clusters.", anchor: "figure-1")),
      .heading(Heading(level: 2, text: "What is behind the growth")),
      .paragraph(
        RichText(spans: [
          RichText.Span("Three things "), RichText.Span("came together", strong: true),
          RichText.Span(", as "), RichText.Span("City Daily", emphasis: true), RichText.Span(" reports:"),
        ])),
      .list(
        List(items: [
          [.paragraph("New lines started in two plants.")],
          [
            .paragraph(
              "Orders from abroad held up longer than expected, in particular for heavy lorries and for parts.")
          ],
          [.paragraph("Prices of steel and power fell.")],
        ])),
    ]
  }

  static func table(rows: Int) -> [Block] {
    let body = (0..<rows).map { i in
      Table.Row([
        Table.Cell(RichText("Sector number \(i + 1)")),
        Table.Cell(value("\((i * 7919) % 1000 + 5).\(i % 10)", 1 + i % 3)),
        Table.Cell(RichText(i % 9 == 4 ? "–" : "\((i * 31) % 23 - 9).\(i % 7)\(i % 11 == 3 ? " (p)" : "")")),
        Table.Cell(RichText(i % 13 == 5 ? "no data" : "\((i * 104_729) % 20_000)")),
      ])
    }
    return [
      .table(
        Table(
          label: "Table 1", title: "Gross output by sector",
          columns: [
            Table.Column(header: "Sector"),
            Table.Column(header: "Gross output", unit: "bn yuan", alignment: .decimal),
            Table.Column(header: "Change on year", unit: "%", alignment: .decimal),
            Table.Column(header: "Employees", unit: "persons", alignment: .decimal),
          ],
          rows: [Table.Row(["Manufacturing"], kind: .group)] + body + [
            Table.Row(["Total", "25,301.4", "4.2", "604,211"], kind: .total)
          ], note: "(p) provisional.", source: "output.csv [3]", anchor: "table-1"))
    ]
  }

  static func closing(_ theme: PageTheme) -> [Block] {
    [
      .heading(Heading(level: 1, text: "Two clusters are behind")),
      .figures([
        Figure(
          frame: chart(theme.halfWidth, 120), label: "Figure 2", title: "Behind the path",
          caption: "Index, 2020 = 100.",
          alternative: "Eight bars.", anchor: "figure-2"),
        Figure(
          frame: chart(theme.halfWidth, 120), label: "Figure 3", title: "Ahead of the path",
          caption: "Index, 2020 = 100; a longer caption that takes two lines because there is more to say about it.",
          alternative: "Eight bars.", anchor: "figure-3"),
      ]),
      .paragraph("The bureau wants to wait for the summer before it acts.", .quote),
      .list(List(ordered: true, items: [[.paragraph("Watch orders.")], [.paragraph("Watch prices.")]])),
      .rule,
      .paragraph("Figures are rounded.", .small),
      .heading(Heading(level: 1, text: "Sources", anchor: "sources")),
      .sources(sources),
    ]
  }
}
