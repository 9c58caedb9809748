import Diagnostics
import Frames
import Geometry
import Notation

enum Message {
  // MARK: Report files

  static func noFrontMatter(_ source: SourceText) -> Diagnostic {
    Diagnostic(
      .error, code: "report.front-matter", "the report does not start with front matter",
      at: Origin(file: source.name, line: 1, column: 1), excerpt: source.line(1).map(String.init),
      help: "start the file with a line of three dashes, `title: …`, and another line of three dashes")
  }

  static func openFrontMatter(_ source: SourceText) -> Diagnostic {
    Diagnostic(
      .error, code: "report.front-matter", "the front matter is never closed",
      at: Origin(file: source.name, line: 1, column: 1), excerpt: source.line(1).map(String.init),
      help: "end it with a line of three dashes")
  }

  static func missingTitle(_ header: Node, file: String) -> Diagnostic {
    Diagnostic(
      .error, code: "report.title", "the report has no title", at: header.origin ?? Origin(file: file),
      help: "add `title: …` to the front matter; readers and screen readers name the document by it")
  }

  static func unknownLanguage(_ language: String, at node: Node) -> Diagnostic {
    node.diagnostic(
      .warning, code: "report.language", "nothing is known of the language “\(language)”",
      help: "printed words and numbers are English; en, de, fr and zh are known")
  }

  static func unknownSetting(_ name: String, known: [String], file: String) -> Diagnostic {
    Diagnostic(
      .error, code: "report.unknown-parameter", "the report has no parameter “\(name)”", at: Origin(file: file),
      help: suggestionHelp(for: name, among: known))
  }

  static func parameterWithoutValue(_ name: String, _ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "report.parameter", "the parameter “\(name)” has no value",
      help: "give it a `default:` or set it on the command line with --set \(name)=…")
  }

  static func sourceWithoutFile(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "report.source", "this source names no file", help: "add `file: path/to/file.csv`")
  }

  // MARK: Templates

  static func brokenTemplate(_ error: any Error, in source: SourceText, line: Int, column: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "report.template", "a tag in double braces is broken: \(error)",
      at: Origin(file: source.name, line: line, column: max(1, column)), excerpt: source.line(line).map(String.init),
      help: "every {{#name}} needs its {{/name}}, and every {{ its }}")
  }

  static func openSection(_ name: String, in source: SourceText, line: Int, column: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "report.template", "the section “\(name)” is never closed",
      at: Origin(file: source.name, line: line, column: column), excerpt: source.line(line).map(String.init),
      help: "end it with {{/\(name)}}")
  }

  static func strayClose(
    _ name: String, open: String?, in source: SourceText, line: Int, column: Int
  ) -> Diagnostic {
    Diagnostic(
      .error, code: "report.template", "{{/\(name)}} closes a section that is not open here",
      at: Origin(file: source.name, line: line, column: column), excerpt: source.line(line).map(String.init),
      help: open.map { "the open section is “\($0)”: close it first" } ?? "open it with {{#\(name)}}")
  }

  static func unsupportedTag(_ sign: String, in source: SourceText, line: Int, column: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "report.template", "tags that start with “{{\(sign)” are not part of reports",
      at: Origin(file: source.name, line: line, column: column), excerpt: source.line(line).map(String.init),
      help: "a report is one file: it has no partials, blocks or own delimiters")
  }

  static func unknownName(
    _ name: String, known: [String], in source: SourceText, line: Int, column: Int
  ) -> Diagnostic {
    Diagnostic(
      .error, code: "report.unknown-name", "nothing is named “\(name)”",
      at: Origin(file: source.name, line: line, column: column), excerpt: source.line(line).map(String.init),
      help: suggestionHelp(for: name, among: known) + " (names come from `figures`, `sets` and `parameters`)")
  }

  // MARK: Sources

  static func nothingMatches(_ reference: Report.SourceReference) -> Diagnostic {
    reference.node.diagnostic(
      .error, code: "report.source", "no file matches “\(reference.pattern)”",
      help: "paths are seen from the folder of the report; * stands for any part of a file name")
  }

  static func unreadable(_ path: String, _ reference: Report.SourceReference) -> Diagnostic {
    reference.node.diagnostic(
      .error, code: "report.source", "\(path) cannot be read",
      help: "check that the file exists and may be read; paths are seen from the folder of the report")
  }

  static func unknownFileType(_ path: String, _ reference: Report.SourceReference) -> Diagnostic {
    reference.node.diagnostic(
      .error, code: "report.source", "\(path) is neither an article nor a table",
      help: "articles end in .md or .txt, tables in .csv, .tsv, .json, .xlsx or .ods")
  }

  static func undatedArticle(_ path: String, _ reference: Report.SourceReference) -> Diagnostic {
    Diagnostic(
      .warning, code: "report.published", "\(path) does not say when it came out, so it is left out",
      at: reference.node.origin, help: "add `published: 2024-05-16` to its front matter, or ask for no `published` here"
    )
  }

  static func publishedTable(_ path: String, _ reference: Report.SourceReference) -> Diagnostic {
    reference.node.diagnostic(
      .warning, code: "report.published", "\(path) is a table, which is read whenever it came out",
      help: "keep `published` to articles")
  }

  static func nothingPublished(_ reference: Report.SourceReference) -> Diagnostic {
    reference.node.diagnostic(
      .warning, code: "report.published", "no article of “\(reference.pattern)” came out in the time asked for",
      help: "look at `published` here and at the period set on the command line")
  }

  static func furtherDisagreements(_ count: Int) -> Diagnostic {
    Diagnostic(
      .warning, code: "sources.disagree", "sources disagree on \(count) more figures",
      help: "list them with `briefing extract --format json` or ask for them with `briefing query`")
  }

  static func badArticleLanguage(_ language: String, _ path: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "article.language", "“\(language)” is no language tag", at: Origin(file: path),
      help: "write `language: de` or `language: zh-TW`; what is quoted is marked with it")
  }

  // MARK: Markup

  static func unprintedMarkup(_ text: String, at place: Origin) -> Diagnostic {
    let tag = text.split(whereSeparator: \.isNewline).first.map { $0.count > 40 ? $0.prefix(40) + "…" : $0 } ?? ""
    return Diagnostic(
      .warning, code: "report.html", "HTML is not printed: \(tag)", at: place,
      help:
        "write it in Markdown; of HTML there are <span lang=\"de\">, <div lang=\"ar\" dir=\"rtl\">, <br> and comments")
  }

  static func inlineImage(_ address: String, at place: Origin) -> Diagnostic {
    Diagnostic(
      .warning, code: "report.image", "a picture within a text is not printed: \(address)", at: place,
      help: "give it a paragraph of its own, or write an `image` block")
  }

  static func imageWithoutAlternative(_ file: String, at place: Origin) -> Diagnostic {
    Diagnostic(
      .error, code: "report.image", "nothing says what \(file) shows to those who cannot see it", at: place,
      help: "write it between the brackets, ![A map of the plants](map.png), or as `alternative: …`")
  }

  static func imageWithoutFile(_ node: Node) -> Diagnostic {
    node.diagnostic(.error, code: "report.image", "this image has no file", help: "write `file: map.png`")
  }

  static func distantImage(_ address: String, at place: Origin) -> Diagnostic {
    Diagnostic(
      .error, code: "report.image", "\(address) is not fetched", at: place,
      help: "save the picture beside the report, so that the same input gives the same pages")
  }

  static func unreadableImage(_ path: String, at place: Origin) -> Diagnostic {
    Diagnostic(.error, code: "report.image", "\(path) cannot be read", at: place, help: "paths start at the report")
  }

  static func badImage(_ path: String, line: Int?, _ reason: String, at place: Origin) -> Diagnostic {
    Diagnostic(
      .error, code: "report.image", "\(path)\(line.map { ", line \($0)" } ?? "") cannot be printed: \(reason)",
      at: place,
      help: pictureHelp)
  }

  private static let pictureHelp =
    "save it as PNG, as JPEG in RGB, or as plain SVG with its text and effects as paths in plain colours"

  static func textInMarkup(at place: Origin) -> Diagnostic {
    Diagnostic(
      .error, code: "report.html", "the text on the lines of this tag would not be printed", at: place,
      help: "leave an empty line after <div …> and before </div>, so that it is read as Markdown")
  }

  static func openMarkup(_ name: String, at place: Origin) -> Diagnostic {
    Diagnostic(
      .error, code: "report.html", "<\(name)> is never closed", at: place,
      help: name == "div" ? "end it with </div> on a line of its own" : "end it with </\(name)> in the same paragraph")
  }

  static func strayMarkup(_ name: String, at place: Origin) -> Diagnostic {
    Diagnostic(
      .error, code: "report.html", "</\(name)> closes nothing", at: place, help: "take it away, or open it before")
  }

  static func badLanguage(_ language: String, at place: Origin) -> Diagnostic {
    Diagnostic(
      .error, code: "report.html", "“\(language)” is no language tag", at: place, help: "write it like de or zh-TW")
  }

  static func badDirection(_ direction: String, at place: Origin) -> Diagnostic {
    Diagnostic(
      .error, code: "report.html", "`dir` cannot be “\(direction)”", at: place, help: "it is ltr, rtl or auto")
  }

  static func directionOfSpan(at place: Origin) -> Diagnostic {
    Diagnostic(
      .warning, code: "report.html", "`dir` holds for whole paragraphs", at: place,
      help: "write it at a <div>; words within a line run as their letters do")
  }

  static func unknownAttribute(_ name: String, of tag: String, at place: Origin) -> Diagnostic {
    Diagnostic(
      .warning, code: "report.html", "`\(name)` says nothing here", at: place, help: "<\(tag)> takes `lang` and `dir`")
  }

  // MARK: Figures and sets

  static func badPeriod(_ text: String, _ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "report.period", "“\(text)” is no period",
      help: "write 2024, 2024-05, 2024-Q1 or an interval such as 2022-Q1/2022-Q3")
  }

  static func unknownRegion(_ text: String, _ node: Node, known: [String]) -> Diagnostic {
    node.diagnostic(
      .error, code: "report.region", "there is no region “\(text)”",
      help: nearestMatch(to: text, in: known).map { "did you mean “\($0)”?" }
        ?? "write a code such as CN-JL (ISO 3166) or a name of the regions vocabulary")
  }

  ///
  /// - Parameter others: a condition with which there would be answers were it another, and what it might be.
  static func figureWithoutData(_ name: String, others: (key: String, values: [String])?, _ node: Node) -> Diagnostic {
    let instead = others.map { key, values in
      "with another `\(key)` there is an answer: \(values.prefix(8).joined(separator: ", "))\(values.count > 8 ? ", …" : "")"
    }
    return node.diagnostic(
      .warning, code: "report.no-data", "nothing in the sources answers the figure “\(name)”",
      help: "it is printed as “no data”; "
        + (instead ?? "check measure, region and period against the observations CSV"))
  }

  static func ambiguousFigure(_ name: String, _ node: Node, count: Int) -> Diagnostic {
    node.diagnostic(
      .warning, code: "report.ambiguous", "\(count) different values answer the figure “\(name)”; the first is printed",
      help: "narrow it by sector, period or status, or choose with `sort` and `limit: 1`")
  }

  static func nothingHeld(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "query.frequency", "no table holds records that could be added up over other periods",
      help: "write rows: records and hold: true in the mapping of a table, or take the frequency out of the query")
  }

  static func otherPeriods(_ node: Node, _ path: String) -> Diagnostic {
    node.diagnostic(
      .error, code: "query.frequency",
      "the records of \(path) cannot be added up over \(node.scalarText ?? "such") periods",
      help: "their rows state longer periods, or the sums have more than 18 digits; ask for longer or shorter ones")
  }

  static func unknownColumn(_ name: String, in node: Node, known: [String]) -> Diagnostic {
    node.diagnostic(
      .error, code: "report.unknown-column", "the query has no column “\(name)”",
      help: suggestionHelp(for: name, among: known))
  }

  static func badCondition(_ text: String, _ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "report.condition", "“\(text)” compares with no number",
      help: "write a number behind the sign, as in `at: { growth: \"> 5\" }`")
  }

  static func unknownReference(_ name: String, _ source: SourceText, line: Int, known: [String]) -> Diagnostic {
    Diagnostic(
      .error, code: "report.unknown-reference", "nothing in this report is named “\(name)”",
      at: Origin(file: source.name, line: line, column: 1), excerpt: source.line(line).map(String.init),
      help: known.isEmpty
        ? "give a chart or table `id: name` and refer to it as @fig-name or @tbl-name"
        : suggestionHelp(for: name, among: known))
  }

  static func repeatedIdentifier(_ name: String, at origin: Origin?) -> Diagnostic {
    Diagnostic(
      .error, code: "report.repeated-id", "“\(name)” names something already", at: origin,
      help: "give each figure, table and section a name of its own")
  }

  // MARK: Blocks

  static func unknownFence(_ name: String, _ source: SourceText, line: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "report.unknown-block", name.isEmpty ? "this block has no name" : "there is no block “\(name)”",
      at: Origin(file: source.name, line: line, column: 1), excerpt: source.line(line).map(String.init),
      help: suggestionHelp(
        for: name, among: ["chart", "table", "figures", "summary", "contents", "sources", "page-break"]))
  }

  static func emptyBlock(_ kind: String, _ node: Node) -> Diagnostic {
    node.diagnostic(
      .warning, code: "report.no-data", "this \(kind) has nothing to show",
      help: "a sentence that says so stands in its place; set it with `empty: …`")
  }

  static func unknownScale(_ text: String, _ node: Node, known: [String]) -> Diagnostic {
    node.diagnostic(
      .error, code: "report.scale", "values cannot be shown in “\(text)”",
      help: suggestionHelp(for: text, among: known))
  }

  static func noCards(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "report.key-figures", "a block of key figures is a list",
      help: "write each as `- label: …` with `value: \"{{ name }}\"` below it")
  }

  static func incompleteCard(_ node: Node) -> Diagnostic {
    node.diagnostic(.error, code: "report.key-figures", "a key figure needs a label and a value")
  }

  static func summaryWithoutPoints(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "report.summary", "this summary says nothing",
      help: "add `points:` with a list of sentences; `figures:` beside it takes what a `figures` block does")
  }

  static func tableWithoutQuery(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "report.table", "this table has no query",
      help: "add `query: { measure: …, by: [region] }` or `mentions: { by: [region, sector] }`")
  }

  static func pivotWithoutValue(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "report.table", "a pivoted table needs a column of values",
      help: "name one in `columns`, such as value or share")
  }

  static func sparklineWithoutSeries(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "report.table", "a line in a cell shows the numbers of one pivot column",
      help: "pivot one column, such as period, whose values share a unit")
  }

  static func cellsWithoutValues(_ name: String, _ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "report.table", "the cells of “\(name)” hold no numbers to show as heat or bars",
      help: "put `cells` to a column of values")
  }

  static func tornSpanner(_ title: String, _ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "report.table", "the columns under “\(title)” do not stand side by side, or have a header already",
      help: "put the columns of each spanner next to each other, each under one spanner")
  }

  static func overlappingCells(_ count: Int, first: String, _ node: Node) -> Diagnostic {
    node.diagnostic(
      .warning, code: "report.table-overlap",
      count == 1
        ? "a second value for “\(first)” has no cell of its own, and is left out"
        : "\(count) values have no cells of their own, and are left out, the first for “\(first)”",
      help: "add the column that tells them apart to `columns`, or narrow the query")
  }

  static func subtotalWithoutGroup(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "report.table", "there are no groups to sum", help: "add `group: …` with a column of the query")
  }

  static func sumOfMentions(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "report.table", "what articles name is not summed: a paragraph may name several",
      help: "ask for it in a `mentions` of its own")
  }

  static func sumOfPart(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "report.table", "a total would hold more than the rows that `limit` leaves",
      help: "leave out `limit`, or name the regions or sectors the table is to have")
  }

  static func sumOfStatistics(_ own: String, _ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "report.table", "the rows hold another statistic, \(own), whose values are not to be summed",
      help: "ask for the same statistic over all: `total: { statistic: \(own), title: … }`")
  }

  static func sumWithoutName(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "report.table", "a total has no column for its name",
      help: "let the first of `columns` say what the rows are about")
  }

  static func unknownRow(_ name: String, _ node: Node, known: [String]) -> Diagnostic {
    node.diagnostic(
      .warning, code: "report.table", "no row of this table begins with “\(name)”",
      help: suggestionHelp(for: name, among: known))
  }

  // MARK: Themes

  static func unknownTheme(_ name: String, _ node: Node, known: [String]) -> Diagnostic {
    node.diagnostic(
      .error, code: "theme.unknown", "there is no theme “\(name)”",
      help: suggestionHelp(for: name, among: known) + ", or the path of a file that ends in .yaml")
  }

  static func circularTheme(_ path: String, _ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "theme.circular", "the theme \(path) stands on itself",
      help: "let `base` name another theme")
  }

  static func unreadableOfTheme(_ path: String, _ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "theme.file", "\(path) cannot be read",
      help: "check that the file exists; paths are seen from the file they are written in")
  }

  static func marginsOfBothKinds(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "theme.margins", "margins are given both by side and by binding",
      help: "write `left` and `right`, or for print on both sides `inside` and `outside`")
  }

  static func marginsTooWide(_ node: Node, width: Double, height: Double) -> Diagnostic {
    node.diagnostic(
      .error, code: "theme.margins",
      "the margins leave \(Int(width)) × \(Int(height)) points for text",
      help: "leave at least 170 points, six centimetres, in both directions")
  }

  static func noLength(_ key: String, _ node: Node, range: ClosedRange<Double>) -> Diagnostic {
    node.diagnostic(
      .error, code: "theme.length",
      "“\(key)” is no length from \(Int(range.lowerBound)) to \(Int(range.upperBound)) points",
      help: "write it as 12pt, 20mm, 2cm or 0.8in")
  }

  static func unknownRunningWord(_ name: String, _ node: Node, known: [String]) -> Diagnostic {
    node.diagnostic(
      .error, code: "theme.running-word", "nothing on a page is named “{\(name)}”",
      help: suggestionHelp(for: name, among: known))
  }

  static func familyWithoutFiles(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "theme.family", "a family needs a name and its files",
      help: "write `{ name: Brand Sans, files: [BrandSans-Regular.ttf, BrandSans-SemiBold.ttf] }`")
  }

  static func noColor(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "theme.color", "“\(node.scalarText ?? node.kind)” is no colour",
      help: "write it as \"#12436D\", in quotation marks, or by a CSS name such as teal")
  }

  static func textColorChanged(_ color: Color, _ legible: Color, _ node: Node) -> Diagnostic {
    node.diagnostic(
      .note, code: "theme.contrast",
      "text in \(color.hexText) is hard to read on white (\(numberText(color.contrast(with: .white), decimals: 1)) : 1); it is set in "
        + legible.hexText,
      help: "choose a darker colour; text wants 4.5 : 1 (WCAG 2.2, 1.4.3)")
  }

  static func logoWithoutAlternative(_ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "theme.logo", "the logo says nothing to readers who do not see it",
      help: "add `alternative:` with the name of the house")
  }

  static func logoWithoutFile(_ node: Node) -> Diagnostic {
    node.diagnostic(.error, code: "theme.logo", "this logo names no file", help: "add `file: logo.svg` or a PNG")
  }

  static func unknownLogoPlace(_ name: String, _ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "theme.logo", "a logo cannot stand on “\(name)”",
      help: suggestionHelp(for: name, among: ["title", "header"]))
  }

  static func unreadableLogo(_ path: String, line: Int?, _ reason: String, _ node: Node) -> Diagnostic {
    node.diagnostic(
      .error, code: "theme.logo", "\(path)\(line.map { ", line \($0)" } ?? ""): \(reason)", help: pictureHelp)
  }
}
