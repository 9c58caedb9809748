/// Font files by family, in the order in which families stand in for characters that the family asked for lacks.
public struct FontSet: Hashable, Sendable {
  /// A family and the files that hold it.
  public struct Family: Hashable, Sendable {
    /// The name that text styles ask for.
    public var name: String
    /// Paths of the files.
    public var files: [String]

    /// A family of these files.
    public init(name: String, files: [String]) {
      self.name = name
      self.files = files
    }
  }

  /// The first stands in for families that are not in the set.
  public var families: [Family]

  /// The families of the set that stand for the generic names of CSS, such as `sans-serif`; they set nothing else.
  public var generics: [String: String] = [:]

  /// A set of these families.
  public init(families: [Family]) { self.families = families }

  /// Picks the files of the families from a list of paths by their names: “Noto Serif” takes `NotoSerif-*` but not
  /// `NotoSerifDisplay-*`, and “Noto Sans CJK SC” takes the collection `NotoSansCJK-*.ttc`. Variable fonts are left
  /// out, as they lose their name in a PDF. A family without a file comes back with no files.
  public static func select(families: [String], from paths: [String]) -> FontSet {
    let wanted = Set(families.flatMap(stems))
    var byStem: [String: [String]] = [:]
    for path in paths {
      // Folders hold hundreds of files: their names are looked at as bytes, and most of them end here.
      let bytes = path.utf8
      let file = bytes[(bytes.lastIndex(of: UInt8(ascii: "/")).map(bytes.index(after:)) ?? bytes.startIndex)...]
      guard let dot = file.lastIndex(of: UInt8(ascii: ".")), !file.contains(UInt8(ascii: "[")) else { continue }
      let stem = Substring(file[..<(file.firstIndex(of: UInt8(ascii: "-")) ?? dot)]).lowercased()
      guard wanted.contains(stem),
        ["ttf", "otf", "ttc"].contains(Substring(file[file.index(after: dot)...]).lowercased())
      else { continue }
      byStem[stem, default: []].append(path)
    }
    return FontSet(
      families: families.map { name in
        Family(name: name, files: stems(of: name).lazy.compactMap { byStem[$0] }.first?.sorted() ?? [])
      })
  }

  /// How the names of a family's files may start, the most particular first.
  private static func stems(of family: String) -> [String] {
    let words = family.lowercased().split(separator: " ")
    let whole = words.joined()
    guard words.dropLast().last == "cjk" else { return [whole] }
    return [whole, words.dropLast().joined()]
  }
}
