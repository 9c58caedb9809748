public import Notation

extension ChartSpec {
  /// The JSON Schema of a specification: the keys, channels, marks and words this program reads, its own and those of
  /// Vega-Lite. Parts that only Vega-Lite describes, such as scales and axes, may hold anything.
  public static var schema: Node {
    JSONSchema.document("A chart of briefing, in the language of Vega-Lite", chart(), definitions: definitions)
  }

  /// What `schema` and the schemas of documents that hold charts refer to.
  public static var definitions: KeyValuePairs<String, Node> {
    [
      "view": view(SpecDecoder.viewKeys), "mark": mark, "encoding": encoding, "channel": channel, "labels": labels,
      "transform": transform, "lint": lint,
    ]
  }

  /// A chart with further keys, such as those a report adds.
  public static func chart(adding keys: [String] = [], _ values: KeyValuePairs<String, Node> = [:]) -> Node {
    var chart = view(SpecDecoder.viewKeys + SpecDecoder.topKeys + keys)
    var properties = chart["properties"] ?? [:]
    for (key, value) in topValues { properties = properties.setting(key, to: value) }
    for (key, value) in values { properties = properties.setting(key, to: value) }
    chart = chart.setting("properties", to: properties)
    return chart
  }

  private static let topValues: KeyValuePairs<String, Node> = [
    "config": JSONSchema.mappingOfAnything("The look, as in Vega-Lite"),
    "datasets": JSONSchema.names(to: JSONSchema.anything(""), "Rows by the names that `data: {name: …}` uses"),
    "source": JSONSchema.text("Where the figures come from: a line under the plot"),
    "notes": JSONSchema.texts("What readers must know, such as breaks in a series: lines under the plot"),
    "lint": JSONSchema.reference("lint"),
  ]

  private static func view(_ keys: [String]) -> Node {
    let size = JSONSchema.either(
      [JSONSchema.number(""), JSONSchema.word(["container"], ""), JSONSchema.mappingOfAnything("")],
      "Points of the plot, `container`, or `{step: …}` for each category")
    let views = JSONSchema.list(of: JSONSchema.reference("view"), "")
    let text = JSONSchema.either(
      [JSONSchema.texts(""), JSONSchema.mappingOfAnything(""), ["type": "null"]],
      "The finding; or a mapping with `text` and `subtitle`")
    return JSONSchema.mapping(
      keys,
      [
        "description": JSONSchema.text(
          "What the chart shows, for readers who do not see it; made from the values where absent"),
        "title": text,
        "data": JSONSchema.either(
          [JSONSchema.mappingOfAnything(""), ["type": "null"]], "`values`, or the `url` of a file"),
        "transform": JSONSchema.oneOrMany(JSONSchema.reference("transform"), "What is done to the rows, in order"),
        "mark": JSONSchema.reference("mark"), "encoding": JSONSchema.reference("encoding"), "width": size,
        "height": size,
        "layer": views, "concat": views, "hconcat": views, "vconcat": views, "spec": JSONSchema.reference("view"),
        "labels": JSONSchema.reference("labels"),
      ], "A view: one mark, or views over or beside each other"
    ).setting("patternProperties", to: ["^\\$": [:]])
  }

  private static var mark: Node {
    let forms = FormType.allCases.map(\.rawValue)
    let written = FormType.allCases.map { form in
      JSONSchema.mapping(
        form.properties,
        ["type": JSONSchema.word([form.rawValue], ""), "format": JSONSchema.text("A number format of d3")],
        required: ["type"], "")
    }
    let marks: Node = [
      "type": "object", "required": ["type"],
      "properties": ["type": JSONSchema.word(MarkType.allCases.map(\.rawValue), "")],
    ]
    return JSONSchema.either(
      [JSONSchema.word(MarkType.allCases.map(\.rawValue) + forms, ""), marks] + written,
      "What draws a row: a mark of Vega-Lite or a form of briefings (\(forms.joined(separator: ", ")))")
  }

  private static var encoding: Node {
    var schema = JSONSchema.mapping(Channel.allCases.map(\.rawValue), [:], "Which fields the channels show")
    var properties: Node = [:]
    let one = JSONSchema.reference("channel")
    for channel in Channel.allCases {
      properties = properties.setting(
        channel.rawValue, to: JSONSchema.either([one, JSONSchema.list(of: one, ""), ["type": "null"]], ""))
    }
    // Nothing is drawn of a tooltip, whatever it says.
    properties = properties.setting(Channel.tooltip.rawValue, to: [:])
    let status = JSONSchema.reference("channel").setting(
      "description", to: "Whether a figure is actual, a target, planned, provisional, nearly reached or exceeded")
    properties = properties.setting(Channel.status.rawValue, to: status)
    schema = schema.setting("properties", to: properties)
    return schema
  }

  private static var channel: Node {
    let types = FieldType.allCases.map(\.rawValue)
    return JSONSchema.mapping(
      SpecDecoder.channelKeys,
      [
        "type": ["type": "string", "pattern": Node("^(\(types.joined(separator: "|"))|[a-zA-Z])$")],
        "aggregate": JSONSchema.either(
          [
            JSONSchema.word(AggregateOperation.allCases.map(\.rawValue), ""), JSONSchema.mappingOfAnything(""),
            ["type": "null"],
          ],
          "How the rows of a group become one value"),
        "title": JSONSchema.either([JSONSchema.texts(""), ["type": "null"]], "Of the axis or legend"),
      ], "A field and how it is shown")
  }

  private static var labels: Node {
    let plan = JSONSchema.mapping(
      LabelPlan.keys,
      [
        "type": JSONSchema.text(""), "priority": JSONSchema.text("The field by which labels are placed first"),
        "format": JSONSchema.text("A number format of d3"),
        "ends": JSONSchema.word(LabelPlan.Ends.allCases.map(\.rawValue), "Of lines"),
        "position": JSONSchema.word(LabelPlan.Position.allCases.map(\.rawValue), "Where a label stands at its mark"),
      ], "")
    return JSONSchema.either(
      [JSONSchema.flag(""), JSONSchema.word(["direct", "none"], ""), plan],
      "Names and values beside the marks, none over another")
  }

  private static var transform: Node {
    JSONSchema.either(
      Transforming.names.map { ["type": "object", "required": [Node($0)]] }, "One of the transforms")
  }

  private static var lint: Node {
    JSONSchema.mapping(
      ChartLint.keys,
      [
        "ignore": JSONSchema.oneOrMany(
          JSONSchema.word(LintRule.allCases.map(\.rawValue), ""), "Rules that do not hold here"),
        "reason": JSONSchema.text("Why"),
      ], required: ["reason"], "Editorial rules that are not told")
  }
}

extension JSONSchema {
  /// A mapping that only Vega-Lite describes.
  static func mappingOfAnything(_ description: String) -> Node {
    names(to: anything(""), description)
  }
}
