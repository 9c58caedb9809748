public import Notation
import Observations

extension TableMapping {
  /// What a mapping may hold, for JSON Schema.
  public static var schema: Node {
    let roles = Role.allCases.map(\.rawValue)
    let columns = JSONSchema.mapping(roles, roleValues, "Which column holds what")
    let sign = JSONSchema.text("One sign, or tab, comma, semicolon, bar")
    let measure = JSONSchema.either(
      [
        JSONSchema.text(""),
        JSONSchema.mapping(
          ["measure", "unit", "sector"],
          ["measure": JSONSchema.text(""), "unit": JSONSchema.text(""), "sector": JSONSchema.text("")],
          required: ["measure"], ""),
      ], "")
    return JSONSchema.mapping(
      keys,
      [
        "layout": JSONSchema.word(Layout.allCases.map(\.rawValue), "A row for each figure, or periods side by side"),
        "rows": JSONSchema.word(
          Rows.allCases.map(\.rawValue), "Whether a row is a figure, or one of the records it is the sum of"),
        "frequency": JSONSchema.word(
          TimePeriod.Unit.Frequency.words.map(\.word), "Of the figures that records are added up to"),
        "hold": JSONSchema.flag("Whether records stay in memory, for queries with a frequency"),
        "delimiter": sign, "decimal": JSONSchema.word([".", ","], "The decimal sign"),
        "skip": JSONSchema.wholeNumber(from: 0, "Lines before the header"),
        "header": JSONSchema.wholeNumber(from: 0, to: 9, "Lines of the header"), "columns": columns,
        "constants": JSONSchema.mapping(roles, roleValues, "What holds for every row"),
        "measures": JSONSchema.names(to: measure, "Columns that each hold a measure"),
        "periods": JSONSchema.texts(
          "The value columns of a wide table: a period, a list, a range, or a pattern with {period}"),
        "missing": JSONSchema.oneOrMany(
          ["type": ["string", "number", "boolean", "null"]], "Texts that stand for no value"),
        "dates": JSONSchema.word(DateOrder.allCases.map(\.rawValue), "How dates such as 3/4/2024 are written"),
        "brackets": JSONSchema.word(Brackets.allCases.map(\.rawValue), "What a number in brackets is"),
        "dataset": JSONSchema.text("Of several in a file, by key, label or number"),
        "sheet": JSONSchema.text("Of a workbook, by name or number"),
        "sheet": JSONSchema.text("Of a workbook, by name or number"),
        "fill": JSONSchema.texts("Columns whose empty cells mean that of the row above"),
        "regions": JSONSchema.names(to: JSONSchema.text(""), "Codes of regions by the names in the table"),
        "indent": JSONSchema.word(["sector"], "Whether spaces say which sector one is part of"),
        "dimensions": JSONSchema.texts("Further columns to ask and group by"),
        "where": JSONSchema.names(to: JSONSchema.texts(""), "The rows to read, by the texts of columns"),
      ], "How a table is to be read")
  }

  private static var roleValues: KeyValuePairs<String, Node> {
    ["period": JSONSchema.text(""), "value": JSONSchema.text("")]
  }
}
