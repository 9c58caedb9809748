internal import Frames
internal import PDFObjects

/// Walks the elements of a structure, then holds the pages against them.
struct StructureCheck {
  let standard: PDFStandard
  /// For each page, by its object number, the element of each stretch of content.
  private var content: [Int: [Int: Int]] = [:]
  /// The element of each annotation, both by their object numbers.
  private var annotations: [Int: Int] = [:]
  /// What the numbers in pages and annotations lead back to.
  private var parents: [Int: PDFValue] = [:]
  private var headings: [Int] = []
  private var identifiers: Set<String> = []
  /// The elements that refer to each footnote, and those that the footnote says do.
  private var citations: [Int: (from: Set<Int>, named: Set<Int>)] = [:]
  /// The header cells that have names, and the names that cells of tables refer to.
  private var headerNames: Set<String> = []
  private var wantedHeaders: Set<String> = []

  init(standard: PDFStandard) { self.standard = standard }

  mutating func check<Source: PDFObjectSource & ~Copyable>(_ file: borrowing Source, _ findings: inout Findings) {
    let root = file.value(file.catalogNumber).entry("StructTreeRoot") ?? .null
    let tree = file.resolved(root)
    guard let top = tree.entry("K") else {
      findings.expect(false, "the file has no structure")
      return
    }
    let tops = Self.kids(top, in: file)
    findings.expect(tops.count == 1, "the structure has \(tops.count) parts at the top")
    for top in tops {
      let element = file.resolved(top)
      findings.expect(element.entry("S")?.name == "Document", "the structure is no document")
      visit(
        element, number: top.reference ?? 0, under: root.reference ?? 0, kind: "StructTreeRoot", of: file,
        &findings)
    }
    for name in wantedHeaders.subtracting(headerNames).sorted() {
      findings.expect(false, "no header cell is named “\(name)”")
    }
    let numbers = file.resolved(tree.entry("ParentTree") ?? .null).entry("Nums").map { file.resolved($0).items } ?? []
    for i in stride(from: 0, to: numbers.count - 1, by: 2) {
      if let key = numbers[i].integer { parents[key] = numbers[i + 1] }
    }
    if standard == .ua2 {
      for (from, named) in citations.values {
        findings.expect(from == named, "a footnote does not name what refers to it")
      }
    }
  }

  /// What an entry `K` holds: one thing or several.
  private static func kids<Source: PDFObjectSource & ~Copyable>(_ value: PDFValue, in file: borrowing Source)
    -> [PDFValue]
  {
    if value.reference != nil, case .array(let items) = file.resolved(value) { return items }
    return value.list
  }

  @discardableResult
  private mutating func visit<Source: PDFObjectSource & ~Copyable>(
    _ element: PDFValue, number: Int, under parent: Int, kind parentKind: String, of file: borrowing Source,
    _ findings: inout Findings
  ) -> String {
    let kind = element.entry("S")?.name ?? ""
    findings.expect(element.entry("P")?.reference == parent, "\(kind) has another parent")
    checkElement(element, number: number, kind: kind, under: parentKind, of: file, &findings)
    // What it holds: content, annotations, other elements.
    let page = element.entry("Pg")?.reference
    var rows: [PDFValue] = []
    var hasAnnotation = false
    for kid in element.entry("K").map({ Self.kids($0, in: file) }) ?? [] {
      if let place = kid.number {
        findings.expect(page != nil, "\(kind) has content on no page")
        if let page { own(Int(place), on: page, by: number, kind: kind, &findings) }
        continue
      }
      let part = file.resolved(kid)
      switch part.entry("Type")?.name {
      case "MCR":
        guard let page = part.entry("Pg")?.reference, let place = part.entry("MCID")?.integer else {
          findings.expect(false, "\(kind) has content on no page")
          break
        }
        own(place, on: page, by: number, kind: kind, &findings)
      case "OBJR":
        hasAnnotation = true
        findings.expect(kind == "Link", "an annotation lies in \(kind)")
        if let annotation = part.entry("Obj")?.reference { annotations[annotation] = number }
      default:
        let inner = visit(part, number: kid.reference ?? 0, under: number, kind: kind, of: file, &findings)
        if inner == "TR" { rows.append(part) }
        if ["THead", "TBody", "TFoot"].contains(inner), let held = part.entry("K") {
          rows += Self.kids(held, in: file).map { file.resolved($0) }.filter { $0.entry("S")?.name == "TR" }
        }
      }
    }
    if kind == "Link" { findings.expect(hasAnnotation, "a Link leads nowhere") }
    if kind == "Table" { checkColumns(rows, of: file, &findings) }
    return kind
  }

  private mutating func own(_ place: Int, on page: Int, by element: Int, kind: String, _ findings: inout Findings) {
    let before = content[page, default: [:]].updateValue(element, forKey: place)
    findings.expect(before == nil, "\(kind) has content that another element has as well")
  }

  private mutating func checkElement<Source: PDFObjectSource & ~Copyable>(
    _ element: PDFValue, number: Int, kind: String, under parentKind: String, of file: borrowing Source,
    _ findings: inout Findings
  ) {
    findings.expect(Self.kinds.contains(kind), "“\(kind)” is no standard element")
    if let needed = Self.parentKinds[kind] {
      findings.expect(needed.contains(parentKind), "\(kind) in \(parentKind)")
    }
    if let allowed = Self.childKinds[parentKind] {
      findings.expect(allowed.contains(kind), "\(parentKind) holds \(kind)")
    }
    if element.entry("Lang") != nil {
      let language = text("Lang", of: element, in: file)
      findings.expect(isLanguageTag(language), "“\(language)” of \(kind) is no language tag")
    }
    switch kind {
    case "Figure", "Formula":
      let texts = ["Alt", "ActualText"].map { text($0, of: element, in: file) }
      findings.expect(texts.contains { !$0.isEmpty }, "\(kind) without an alternative text")
      if kind == "Figure", element.entry("K") != nil {
        findings.expect(attribute("BBox", of: element, in: file) != nil, "Figure without its place on the page")
      }
    case "TH":
      let scope = attribute("Scope", of: element, in: file)?.name ?? ""
      findings.expect(["Row", "Column", "Both"].contains(scope), "TH without Scope")
      if element.entry("ID") != nil {
        findings.expect(
          headerNames.insert(text("ID", of: element, in: file)).inserted, "TH without a name of its own")
      }
    case "L":
      findings.expect(attribute("ListNumbering", of: element, in: file) != nil, "L does not say how it is numbered")
    case "Note", "FENote":
      let id = text("ID", of: element, in: file)
      findings.expect(!id.isEmpty && identifiers.insert(id).inserted, "\(kind) without a name of its own")
    case "TOCI":
      if standard == .ua2 {
        findings.expect(element.entry("Ref") != nil, "TOCI does not say what it leads to")
      }
    case "Caption":
      if standard == .ua2 {
        findings.expect(Self.captioned.contains(parentKind), "Caption in \(parentKind)")
      }
    default: break
    }
    for other in element.entry("Ref").map({ file.resolved($0).items }) ?? [] {
      guard let place = other.reference else { continue }
      if kind == "FENote" {
        citations[number, default: ([], [])].named.insert(place)
      } else if file.resolved(other).entry("S")?.name == "FENote" {
        citations[place, default: ([], [])].from.insert(number)
      }
    }
    if kind == "TH" || kind == "TD", let headers = attribute("Headers", of: element, in: file) {
      wantedHeaders.formUnion(headers.list.compactMap { file.resolved($0).text })
    }
    if kind.utf8.first == UInt8(ascii: "H"), let level = Int(kind.dropFirst()) {
      findings.expect(level <= (headings.last ?? 0) + 1, "H\(level) after H\(headings.last ?? 0)")
      headings.append(level)
    }
    if standard == .ua2 {
      let space = element.entry("NS").flatMap { file.resolved($0).entry("NS") }.flatMap { file.resolved($0).text }
      let expected = StructureNamespace.isOfPDF17(kind) ? nil : StructureNamespace.pdf20
      findings.expect(space == expected, "\(kind) is in another namespace")
    }
  }

  /// Rows are as wide as each other, cells over several rows counted in each.
  private func checkColumns<Source: PDFObjectSource & ~Copyable>(
    _ rows: [PDFValue], of file: borrowing Source, _ findings: inout Findings
  ) {
    findings.expect(!rows.isEmpty, "Table without rows")
    var hanging: [(columns: Int, rows: Int)] = []
    var width: Int?
    for (index, row) in rows.enumerated() {
      var columns = hanging.reduce(0) { $0 + $1.columns }
      hanging = hanging.compactMap { $0.rows > 1 ? ($0.columns, $0.rows - 1) : nil }
      for cell in row.entry("K").map({ Self.kids($0, in: file) }) ?? [] {
        let cell = file.resolved(cell)
        let span = attribute("ColSpan", of: cell, in: file)?.integer ?? 1
        let height = attribute("RowSpan", of: cell, in: file)?.integer ?? 1
        columns += span
        if height > 1 { hanging.append((span, height - 1)) }
      }
      findings.expect(
        width == nil || width == columns, "row \(index + 1) of a table has \(columns) columns, not \(width ?? 0)")
      width = width ?? columns
    }
    findings.expect(hanging.isEmpty, "a cell reaches below its table")
  }

  private func attribute<Source: PDFObjectSource & ~Copyable>(
    _ key: String, of element: PDFValue, in file: borrowing Source
  ) -> PDFValue? {
    guard let attributes = element.entry("A") else { return nil }
    for part in file.resolved(attributes).list {
      if let value = file.resolved(part).entry(key) { return file.resolved(value) }
    }
    return nil
  }

  private func text<Source: PDFObjectSource & ~Copyable>(_ key: String, of object: PDFValue, in file: borrowing Source)
    -> String
  {
    object.entry(key).flatMap { file.resolved($0).text } ?? ""
  }

  /// What may hold what; elements that are not named may stand anywhere.
  private static let parentKinds: [String: Set<String>] = [
    "TR": ["Table", "THead", "TBody", "TFoot"], "TD": ["TR"], "TH": ["TR"], "THead": ["Table"], "TBody": ["Table"],
    "TFoot": ["Table"], "LI": ["L"], "LBody": ["LI"], "TOCI": ["TOC"], "Document": ["StructTreeRoot"],
  ]

  /// What may lie in what; elements that are not named may hold anything.
  private static let childKinds: [String: Set<String>] = [
    "L": ["LI", "L", "Caption"], "LI": ["Lbl", "LBody"], "TR": ["TH", "TD"],
    "Table": ["TR", "THead", "TBody", "TFoot", "Caption"],
  ]

  /// What has a caption in PDF 2.0, where no caption stands beside it.
  private static let captioned: Set<String> = ["Figure", "Formula", "Table", "L", "TOC"]

  private static let kinds: Set<String> = [
    "Document", "Part", "Sect", "Div", "Aside", "Title", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "BlockQuote",
    "Quote", "Caption", "TOC", "TOCI", "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody", "TFoot", "TR", "TH", "TD",
    "Span", "Em", "Strong", "Sub", "Code", "Note", "FENote", "Reference", "BibEntry", "Link", "Annot", "Figure",
    "Formula",
  ]

  // MARK: Pages

  /// Nothing is painted outside a mark, and every mark and annotation has its element and leads back to it.
  func checkPage<Source: PDFObjectSource & ~Copyable>(
    _ index: Int, of file: borrowing Source, _ findings: inout Findings
  ) throws(PDFFailure) {
    let number = file.number(ofPage: index)
    let page = file.value(number)
    let name = "page \(index + 1)"
    let owners = content[number] ?? [:]
    let back = parent("StructParents", of: page).map { file.resolved($0).items } ?? []
    findings.expect(page.entry("Tabs")?.name == "S", "\(name): links are not in the order of the text")
    let marks = PageMarks(try file.content(ofPage: index))
    findings.expect(marks.unmarked == 0, "\(name): \(marks.unmarked) things painted outside marks")
    findings.expect(marks.isBalanced, "\(name): marks or states do not end where they should")
    findings.expect(marks.unknown.isEmpty, "\(name): unknown operators \(marks.unknown.joined(separator: ", "))")
    for place in marks.places {
      guard let owner = owners[place] else {
        findings.expect(false, "\(name): content \(place) belongs to nothing")
        continue
      }
      findings.expect(
        place < back.count && back[place].reference == owner, "\(name): no way back from content \(place)")
    }
    findings.expect(
      Set(marks.places).count == marks.places.count && Set(marks.places) == Set(owners.keys),
      "\(name): elements have content that is not there")
    for item in page.entry("Annots").map({ file.resolved($0).items }) ?? [] {
      let annotation = file.resolved(item)
      let owner = annotations[item.reference ?? 0]
      findings.expect(owner != nil, "\(name): an annotation lies in no Link")
      findings.expect(
        parent("StructParent", of: annotation).map { $0.reference ?? 0 } == owner,
        "\(name): no way back from an annotation")
      findings.expect(
        !text("Contents", of: annotation, in: file).isEmpty, "\(name): an annotation without a description")
      findings.expect(
        annotation.entry("F")?.integer.map { $0 & 0x127 == 4 } ?? false, "\(name): an annotation is not printed")
      let kind = annotation.entry("Subtype")?.name ?? ""
      findings.expect(kind == "Link", "\(name): an annotation is \(kind)")
      let action = annotation.entry("A").map { file.resolved($0) }
      let does = action?.entry("S")?.name ?? ""
      findings.expect(["", "URI", "GoTo"].contains(does), "\(name): a link does \(does)")
      if standard == .ua2, does != "URI" {
        findings.expect(
          action?.entry("SD") != nil, "\(name): a link leads to a place, not to an element")
      }
    }
  }

  private func parent(_ key: String, of object: PDFValue) -> PDFValue? {
    object.entry(key)?.integer.flatMap { parents[$0] }
  }
}

/// What a page's content says of its marks.
private struct PageMarks {
  /// The numbers of marked content, in order.
  var places: [Int] = []
  /// How often something is painted outside any mark.
  var unmarked = 0
  /// Whether marks and states of graphics end, in the right order and not too deep.
  var isBalanced = true
  /// Operators that PDF does not have.
  var unknown: [String] = []

  init(_ content: [UInt8]) {
    var reader = ContentReader(content)
    var depth = 0
    var states = 0
    while let found = reader.next() {
      switch found {
      case .beginMarkedWithProperties:
        depth += 1
        if let place = reader.value(after: "MCID").flatMap({ reader.number($0) }) { places.append(Int(place)) }
      case .beginMarked: depth += 1
      case .endMarked:
        depth -= 1
        if depth < 0 { isBalanced = false }
      case Self.save:
        states += 1
        if states > 28 { isBalanced = false }
      case Self.restore:
        states -= 1
        if states < 0 { isBalanced = false }
      default:
        if depth == 0, Self.painting.contains(found) {
          unmarked += 1
        } else if !Self.known.contains(found), !Self.painting.contains(found) {
          unknown.append(reader.keyword)
        }
      }
    }
    if depth != 0 || states != 0 { isBalanced = false }
  }

  private static let save = ContentOperator("q")
  private static let restore = ContentOperator("Q")
  private static let painting = Set(
    (["Tj", "TJ", "'", "\"", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "EI"] as [StaticString]).map {
      ContentOperator($0)
    })
  /// Colours for print are left out: the files say what three colours mean, and no more.
  private static let known = Set(
    ([
      "cm", "w", "J", "j", "M", "d", "ri", "i", "gs", "m", "l", "c", "v", "y", "h", "re", "n", "W", "W*", "BT", "ET",
      "Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts", "Td", "TD", "Tm", "T*", "CS", "cs", "SC", "SCN", "sc", "scn", "G", "g",
      "RG", "rg", "BI", "ID", "MP", "DP",
    ] as [StaticString]).map { ContentOperator($0) })
}

/// The namespaces of structure elements in PDF 2.0.
enum StructureNamespace {
  static let pdf20 = "http://iso.org/pdf2/ssn"

  /// Whether a kind of element was left out of the namespace of PDF 2.0, so that it keeps the one of PDF 1.7.
  static func isOfPDF17(_ kind: String) -> Bool {
    ["BlockQuote", "TOC", "TOCI", "Quote", "Note", "Reference", "BibEntry", "Code"].contains(kind)
  }
}
