import Analytics
import Charting
import Layout
public import Notation
import OrderedCollections
import Tables

extension Report {
  /// The JSON Schema of the front matter of a report. Under `definitions` stand those of its blocks: `chart`, `table`,
  /// `figures`, `summary` and `contents`. Any single value may also be the `$name` of a parameter or list.
  public static var schema: Node {
    var definitions: Node = [:]
    for (name, definition) in ChartSpec.definitions { definitions = definitions.setting(name, to: definition) }
    let own: KeyValuePairs<String, Node> = [
      "query": query, "set": set, "mentions": MentionTable.schema, "mapping": TableMapping.schema,
      "theme": BriefingTheme.definition,
      "chart": Assembler.chartSchema, "table": Assembler.tableSchema, "figures": Assembler.figuresSchema,
      "image": Assembler.imageSchema,
      "summary": Assembler.summarySchema,
      "contents": Assembler.contentsSchema,
    ]
    for (name, definition) in own { definitions = definitions.setting(name, to: definition) }
    return JSONSchema.document("The front matter of a report of briefing", frontMatter, definitions: [:])
      .setting("definitions", to: definitions).acceptingNames
  }

  private static var frontMatter: Node {
    let period = JSONSchema.text("Such as 2024, 2024-Q1 or 2024-05")
    let source = JSONSchema.either(
      [
        JSONSchema.text(""),
        JSONSchema.mapping(
          sourceKeys,
          [
            "file": JSONSchema.text("A path seen from the report; * stands for any name"), "title": JSONSchema.text(""),
            "publisher": JSONSchema.text(""), "mapping": JSONSchema.reference("mapping"),
            "published": JSONSchema.either(
              [period, JSONSchema.mapping(publicationKeys, ["from": period, "until": period], "")],
              "Only articles of this time"),
          ], required: ["file"], ""),
      ], "A file the report draws on")
    let parameter = JSONSchema.either(
      [
        JSONSchema.text(""),
        JSONSchema.mapping(
          parameterKeys,
          [
            "default": JSONSchema.text(""), "type": JSONSchema.word(Parameter.Kind.allCases.map(\.rawValue), ""),
            "values": JSONSchema.either(
              [JSONSchema.texts(""), JSONSchema.reference("query")], "What a batch runs over"),
          ], ""),
      ], "")
    return JSONSchema.mapping(
      keys,
      [
        "title": JSONSchema.text("Of the briefing"), "subtitle": JSONSchema.text(""),
        "kicker": JSONSchema.text("A line over the title"), "lead": JSONSchema.texts("The main findings on the cover"),
        "issuer": JSONSchema.text("Who publishes it"), "date": JSONSchema.text("As printed; the period where absent"),
        "period": period, "language": JSONSchema.text("BCP 47, such as en-GB"),
        "paper": JSONSchema.word(Paper.allCases.map(\.rawValue), ""),
        "breaks": JSONSchema.wholeNumber(from: 0, to: 4, "Headings up to this level begin a page"),
        "output": JSONSchema.text("The name of the files"), "subject": JSONSchema.text(""),
        "keywords": JSONSchema.texts("Of the document"), "sources": JSONSchema.oneOrMany(source, "Articles and tables"),
        "parameters": JSONSchema.names(to: parameter, "Values the command line may set"),
        "lists": JSONSchema.names(to: JSONSchema.anything(""), "What `$name` stands for"),
        "figures": JSONSchema.names(to: JSONSchema.reference("query"), "Single values by the names that tags print"),
        "sets": JSONSchema.names(to: JSONSchema.reference("set"), "Rows by the names that tags repeat over"),
        "theme": JSONSchema.reference("theme"), "lint": JSONSchema.reference("lint"),
      ], required: ["title"], "")
  }

  /// A query of a report, which may choose rows afterwards or ask for what articles name.
  private static var query: Node {
    Query.schema(
      adding: ["at", "mentions"] + Figures.printingKeys,
      [
        "at": JSONSchema.names(
          to: JSONSchema.text(""), "The rows to take, by the texts and numbers of columns, or as growth: \"> 5\""),
        "show": JSONSchema.text("The column whose value is printed, or `rows` for how many rows there are"),
        "decimals": JSONSchema.wholeNumber(from: 0, to: 9, "Places after the point, all digits before it"),
        "signed": JSONSchema.flag("Whether a plus stands before what is above zero"),
        "mentions": JSONSchema.reference("mentions"),
      ])
  }
}

extension Report {
  /// The rows of a query, or of what articles name, with further figures and sets for each of them.
  private static var set: Node {
    JSONSchema.either(
      [
        JSONSchema.reference("query"),
        JSONSchema.mapping(
          ["query", "mentions", "each"],
          [
            "query": JSONSchema.reference("query"), "mentions": JSONSchema.reference("mentions"),
            "each": JSONSchema.names(
              to: JSONSchema.reference("set"), "Figures and sets of a row; `$column` is its value in a column"),
          ], ""),
      ], "")
  }
}

extension MentionTable {
  static var schema: Node {
    let texts = JSONSchema.texts("")
    return JSONSchema.mapping(
      keys,
      [
        "by": texts, "level": texts, "least": JSONSchema.wholeNumber(from: 1, "Paragraphs it is named in"),
        "limit": JSONSchema.wholeNumber(from: 1, "How many rows at most"), "region": texts, "sector": texts,
        "document": texts,
      ], "What the articles name, and how often")
  }
}

extension Assembler {
  static var chartSchema: Node {
    ChartSpec.chart(
      adding: chartKeys,
      [
        "width": JSONSchema.word(ChartWidth.allCases.map(\.rawValue), "Of the page: all of it or half"),
        "name": JSONSchema.text("Of the SVG file"), "empty": JSONSchema.text("What is said where there is no data"),
        "caption": JSONSchema.text("Under the figure"),
        "in": JSONSchema.text("The scale of the values: million, billion …"),
        "subtitle": JSONSchema.text("Measure, unit, place and period"),
        "stretch": JSONSchema.flag("Whether the height may change a little to fill the page"),
        "id": JSONSchema.text("For references in the text"),
        "data": JSONSchema.mapping(
          ["query", "mentions", "values", "url", "name", "format", "sequence", "sphere", "graticule"],
          ["query": JSONSchema.reference("query"), "mentions": JSONSchema.reference("mentions")],
          "A `query`, what the articles name (`mentions`), or data as in Vega-Lite"),
      ])
  }

  static var tableSchema: Node {
    let text = JSONSchema.text("")
    let column = JSONSchema.either(
      [
        text,
        JSONSchema.mapping(
          TableRequest.columnKeys,
          [
            "field": text, "title": text, "signed": JSONSchema.flag("Whether a plus is written"),
            "decimals": JSONSchema.wholeNumber(from: 0, to: 9, ""),
            "cells": JSONSchema.word(TableRequest.Cells.allCases.map(\.rawValue), "Beside the digits"),
            "note": JSONSchema.text("A remark on the column"),
          ], required: ["field"], ""),
      ], "")
    let sum = JSONSchema.either(
      [text, JSONSchema.mapping(TableRequest.sumKeys, ["statistic": text, "title": text], "")],
      "true, a title, or a mapping")
    let pivot = JSONSchema.either(
      [
        JSONSchema.texts(""),
        JSONSchema.mapping(
          TableRequest.pivotKeys,
          [
            "columns": JSONSchema.texts(""), "last": JSONSchema.wholeNumber(from: 0, to: 1000, "Columns shown"),
            "sparkline": JSONSchema.text("true, or the header of its column"),
          ], required: ["columns"], ""),
      ], "Columns of the answer whose texts become columns")
    let spanner = JSONSchema.mapping(TableRequest.spannerKeys, ["title": text, "columns": JSONSchema.texts("")], "")
    return JSONSchema.mapping(
      TableRequest.keys,
      [
        "title": text, "subtitle": text, "query": JSONSchema.reference("query"),
        "mentions": JSONSchema.reference("mentions"), "columns": JSONSchema.list(of: column, "In their order"),
        "group": JSONSchema.text("The column whose texts head groups of rows"), "pivot": pivot,
        "note": JSONSchema.text("Under the table"),
        "notes": JSONSchema.names(to: text, "Remarks on rows, by their first cell"),
        "empty": JSONSchema.text("What is said where there is no data"),
        "id": JSONSchema.text("For references in the text"),
        "total": sum, "subtotal": sum, "spanners": JSONSchema.list(of: spanner, "Headers over columns"),
        "wide": JSONSchema.word(Table.Wide.allCases.map(\.rawValue), "What becomes of a table wider than the page"),
      ], "Rows of a query")
  }

  static var figuresSchema: Node {
    let text = JSONSchema.text("")
    return JSONSchema.list(
      of: JSONSchema.mapping(
        figureKeys, ["label": text, "value": text, "note": text, "detail": text], required: ["label", "value"], ""),
      "Cards with one figure each")
  }

  static var summarySchema: Node {
    JSONSchema.mapping(
      summaryKeys, ["points": JSONSchema.texts("A sentence or two each"), "figures": figuresSchema],
      required: ["points"], "What the report says in short, with cards beside it")
  }

  static var imageSchema: Node {
    let text = JSONSchema.text("")
    return JSONSchema.mapping(
      imageKeys,
      [
        "file": JSONSchema.text("PNG, JPEG or plain SVG, seen from the report"),
        "alternative": JSONSchema.text("What it shows, for those who cannot see it"), "title": text,
        "caption": JSONSchema.text("Under the picture"), "source": JSONSchema.text("Who made it"),
        "width": JSONSchema.word(ChartWidth.allCases.map(\.rawValue), "Of the page; its own size without it"),
        "id": JSONSchema.text("For references in the text"),
      ], required: ["file", "alternative"], "A picture from a file")
  }

  static var contentsSchema: Node {
    JSONSchema.either(
      [
        JSONSchema.mapping(
          contentsKeys,
          [
            "title": JSONSchema.text(""), "depth": JSONSchema.wholeNumber(from: 1, to: 6, "Levels of headings"),
            "of": JSONSchema.word(ContentsKind.allCases.map(\.rawValue), ""),
          ], ""), ["type": "null"],
      ], "A table of contents, or a list of figures or tables")
  }
}

extension Node {
  /// A schema in which words, numbers and truth values may also be `$name`.
  fileprivate var acceptingNames: Node {
    switch value {
    case .sequence(let items): return Node(.sequence(items.map(\.acceptingNames)))
    case .mapping(let entries):
      var copy = Node(
        .mapping(entries.mapValues { Node.Entry(keyLine: 0, keyColumn: 0, node: $0.node.acceptingNames) }))
      let takesWord = self["enum"]?.sequence != nil
      let takesNumber = ["integer", "number", "boolean"].contains(self["type"]?.string ?? "")
      guard takesWord || takesNumber else { return copy }
      let description = self["description"]
      copy = copy.removing(["description"])
      let either: Node = ["anyOf": [copy, ["type": "string", "pattern": "^\\$"]]]
      return description.map { either.setting("description", to: $0) } ?? either
    default: return self
    }
  }
}
