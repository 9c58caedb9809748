import Charting
import Layout
public import Notation
import OrderedCollections

extension ThemeReader {
  static let pageKeys = ["size", "orientation", "margins", "gutter", "text"]
  static let marginKeys = ["top", "right", "bottom", "left", "inside", "outside"]
  static let sizeKeys = ["width", "height"]
  /// Of a header or footer.
  static let lineKeys = ["left", "center", "right", "rule"]
  static let fontKeys = ["text", "headings", "labels", "families"]
  static let familyKeys = ["name", "files"]
  static var typeKeys: [String] { ["size", "leading", "ratio"] + roles.map(\.name) }
  /// Of one role of text.
  static let styleKeys = ["family", "size", "leading", "weight", "italic", "color", "align", "hyphenate"]
  static let colorKeys = ["accent", "brand", "text", "muted", "rules", "contrary"]
  static let logoKeys = ["file", "alternative", "height", "on"]
}

extension BriefingTheme {
  /// The JSON Schema of a theme file.
  public static var schema: Node { JSONSchema.document("A theme of briefing", definition, definitions: [:]) }

  /// A theme inside another schema: a name, the path of a YAML file, or a mapping.
  static var definition: Node {
    JSONSchema.either(
      [named, JSONSchema.mapping(ThemeReader.keys + ThemeReader.configKeys, parts, "")],
      "The look of pages and charts: a name, the path of a YAML file, or a mapping")
  }

  /// A theme of the program, or a file.
  private static var named: Node {
    let names = ChartTheme.named.map(\.key)
    return JSONSchema.either(
      [JSONSchema.word(names, ""), ["type": "string", "pattern": Node("\\.ya?ml$")]],
      "\(names.joined(separator: ", ")), or the path of a YAML file")
  }

  private static var parts: KeyValuePairs<String, Node> {
    [
      "base": named, "page": page, "type": type, "fonts": fonts, "colors": colors, "header": line, "footer": line,
      "logo": logo, "charts": JSONSchema.names(to: JSONSchema.anything(""), "Keys of a Vega-Lite config"),
    ]
  }

  private static func length(_ description: String) -> Node {
    JSONSchema.either([JSONSchema.number(""), JSONSchema.text("")], description + " (points, or with pt, mm, cm, in)")
  }

  private static var page: Node {
    let sides = ThemeReader.marginKeys
    return JSONSchema.mapping(
      ThemeReader.pageKeys,
      [
        "size": JSONSchema.either(
          [
            JSONSchema.word(ThemeReader.PaperName.allCases.map(\.rawValue), ""),
            JSONSchema.mapping(
              ThemeReader.sizeKeys, ["width": length("Width"), "height": length("Height")],
              required: ThemeReader.sizeKeys, ""),
          ], "The paper"),
        "orientation": JSONSchema.word(ThemeReader.Orientation.allCases.map(\.rawValue), ""),
        "margins": JSONSchema.either(
          [
            length("On all sides"),
            JSONSchema.mapping(
              sides,
              [
                "top": length("Top"), "right": length("Right"), "bottom": length("Bottom"), "left": length("Left"),
                "inside": length("At the binding"), "outside": length("Away from it"),
              ],
              ""),
          ], ""),
        "gutter": length("Between the twelve columns"),
        "text": JSONSchema.wholeNumber(from: 3, to: 12, "How many of twelve columns running text takes"),
      ], "The sheet")
  }

  private static var type: Node {
    let style = JSONSchema.mapping(
      ThemeReader.styleKeys,
      [
        "family": JSONSchema.text("A font family"), "size": length("Size"), "leading": length("From line to line"),
        "weight": JSONSchema.anything("From 100 to 900, or a word"), "italic": JSONSchema.flag(""),
        "color": JSONSchema.text("A colour"),
        "align": JSONSchema.word(PageTheme.LineEnds.allCases.map(\.rawValue), "Where lines end"),
        "hyphenate": JSONSchema.flag("Whether words may be divided"),
      ], "")
    var roles: Node = [:]
    for role in ThemeReader.roles { roles = roles.setting(role.name, to: style) }
    let scale = JSONSchema.mapping(
      ThemeReader.typeKeys,
      [
        "size": length("Of running text"), "leading": length("The baseline grid"),
        "ratio": JSONSchema.number("From each size to the next, from 1.05 to 1.8"),
      ], "Sizes and styles of type")
    var properties = scale["properties"] ?? [:]
    for (name, entry) in roles.mapping ?? [:] { properties = properties.setting(name, to: entry.node) }
    return scale.setting("properties", to: properties)
  }

  private static var fonts: Node {
    JSONSchema.mapping(
      ThemeReader.fontKeys,
      [
        "text": JSONSchema.text("The family of running text"), "headings": JSONSchema.text("The family of headings"),
        "labels": JSONSchema.text("The family of tables and charts"),
        "families": JSONSchema.list(
          of: JSONSchema.mapping(
            ThemeReader.familyKeys,
            ["name": JSONSchema.text("As the font files have it"), "files": JSONSchema.texts("Paths of the files")],
            required: ThemeReader.familyKeys, ""), "Families that the program does not know"),
      ], "")
  }

  private static var colors: Node {
    JSONSchema.either(
      [
        JSONSchema.texts("The colours of the house, the most important first"),
        JSONSchema.mapping(
          ThemeReader.colorKeys,
          [
            "accent": JSONSchema.text("Of links, key figures and the like"),
            "brand": JSONSchema.texts("Of charts, the most important first"), "text": JSONSchema.text(""),
            "muted": JSONSchema.text("Of captions and small print"), "rules": JSONSchema.text("Of thin lines"),
            "contrary": JSONSchema.text("Of what is below zero"),
          ], ""),
      ], "")
  }

  private static var line: Node {
    let words = "Text with {title}, {issuer}, {heading}, {date}, {kicker}, {page}, {n}, {m}"
    return JSONSchema.either(
      [
        JSONSchema.flag(""),
        JSONSchema.mapping(
          ThemeReader.lineKeys,
          [
            "left": JSONSchema.text(words), "center": JSONSchema.text(words), "right": JSONSchema.text(words),
            "rule": JSONSchema.flag("Whether a thin line parts it from the page"),
          ], ""),
      ], "What stands on every page")
  }

  private static var logo: Node {
    JSONSchema.either(
      [
        JSONSchema.flag(""),
        JSONSchema.mapping(
          ThemeReader.logoKeys,
          [
            "file": JSONSchema.text("A PNG, or an SVG of plain shapes"),
            "alternative": JSONSchema.text("What it says to those who do not see it"), "height": length("Height"),
            "on": JSONSchema.texts("title, header"),
          ], required: ["file", "alternative"], ""),
      ], "")
  }
}
