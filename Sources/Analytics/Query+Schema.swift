public import Notation
import Observations

extension Query {
  /// What a query may hold, for JSON Schema. Further keys may be dimensions of the tables asked.
  public static var schema: Node { schema(adding: [], [:]) }

  /// A query with further keys, such as those of a report.
  public static func schema(adding keys: [String], _ values: KeyValuePairs<String, Node>) -> Node {
    let names = JSONSchema.either([JSONSchema.texts(""), ["type": "null"]], "")
    let aggregate = JSONSchema.either(
      [
        JSONSchema.word(Aggregate.plain.map(\.name), ""),
        JSONSchema.mapping(Aggregate.written, ["mean": ["type": "object"]], ""),
      ], "")
    let comparison = JSONSchema.either(
      [JSONSchema.word(QueryDecoder.comparisons, ""), JSONSchema.mapping(QueryDecoder.comparisons, [:], "")], "")
    var schema = JSONSchema.mapping(
      Self.keys + keys,
      [
        "measure": JSONSchema.texts("Names of measures"),
        "by": JSONSchema.texts("The columns before the value, in their order"),
        "where": JSONSchema.mapping(conditionKeys, conditions, others: names, "Which figures"),
        "aggregate": JSONSchema.oneOrMany(aggregate, "How the values of a group become one"),
        "compare": JSONSchema.oneOrMany(comparison, "Further columns: shares, ranks, growth …"),
        "sort": JSONSchema.texts("Columns; a minus before one for the largest first"),
        "limit": JSONSchema.wholeNumber(from: 1, "How many rows at most"),
        "breaks": JSONSchema.word(["keep", "leave out"], "Changes across breaks of the series"),
        "frequency": JSONSchema.word(
          TimePeriod.Unit.Frequency.words.map(\.word), "Of the periods that held records are added up over"),
      ], others: names, "A question about the figures of the sources")
    var properties = schema["properties"] ?? [:]
    for (key, value) in conditions { properties = properties.setting(key, to: value) }
    for (key, value) in values { properties = properties.setting(key, to: value) }
    schema = schema.setting("properties", to: properties)
    return schema
  }

  private static var conditions: KeyValuePairs<String, Node> {
    [
      "region": JSONSchema.either(
        [JSONSchema.texts(""), JSONSchema.mapping(["within"], ["within": JSONSchema.texts("")], "")],
        "Codes or names, or `{within: …}`"),
      "within": JSONSchema.texts("A region and every place in it"),
      "level": JSONSchema.texts("Of the regions: country, subdivision, city, nuts1, nuts2, nuts3"),
      "sector": JSONSchema.texts("Names or codes of sectors"), "status": JSONSchema.texts("actual, target, plan …"),
      "period": JSONSchema.texts("A period, a range as 2013..2022, `latest`, `last 10`, or `any`"),
      "change": JSONSchema.texts("Growth from what to what"), "unit": JSONSchema.texts("Units"),
      "document": JSONSchema.texts("Files"), "source": JSONSchema.text("articles, tables, or any"),
    ]
  }
}
