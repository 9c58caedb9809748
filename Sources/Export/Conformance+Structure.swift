internal import PDFObjects

/// Walks the elements of a structure, then holds the pages against them.
struct StructureCheck {
  let standard: PDFStandard
  /// For each page, by its object number, the element of each stretch of content.
  private var content: [Int: [Int: Int]] = [:]
  /// The element of each annotation, both by their object numbers.
  private var annotations: [Int: Int] = [:]
  /// What the numbers in pages and annotations lead back to.
  private var parents: [Int: PDFObject] = [:]
  private var headings: [Int] = []
  private var identifiers: Set<String> = []
  /// The elements that refer to each footnote, and those that the footnote says do.
  private var citations: [Int: (from: Set<Int>, named: Set<Int>)] = [:]
  /// The header cells that have names, and the names that cells of tables refer to.
  private var headerNames: Set<String> = []
  private var wantedHeaders: Set<String> = []

  init(standard: PDFStandard) { self.standard = standard }

  mutating func check(_ file: borrowing PDFFile, _ findings: inout Findings) {
    guard let root = file.entry("StructTreeRoot", of: file.catalog), let top = file.entry("K", of: root) else {
      findings.expect(false, "the file has no structure")
      return
    }
    let tops = file.list(of: top)
    findings.expect(tops.count == 1, "the structure has \(tops.count) parts at the top")
    for element in tops {
      findings.expect(file.nameText(["S"], of: element) == "Document", "the structure is no document")
      visit(element, under: root, kind: "StructTreeRoot", of: file, &findings)
    }
    for name in wantedHeaders.subtracting(headerNames).sorted() {
      findings.expect(false, "no header cell is named “\(name)”")
    }
    let numbers = file.entry(["ParentTree", "Nums"], of: root).map { file.items(of: $0) } ?? []
    for i in stride(from: 0, to: numbers.count - 1, by: 2) {
      if let key = file.number(of: numbers[i]) { parents[Int(key)] = numbers[i + 1] }
    }
    if standard == .ua2 {
      for (from, named) in citations.values {
        findings.expect(from == named, "a footnote does not name what refers to it")
      }
    }
  }

  @discardableResult
  private mutating func visit(
    _ element: PDFObject, under parent: PDFObject, kind parentKind: String, of file: borrowing PDFFile,
    _ findings: inout Findings
  ) -> String {
    let number = file.number(ofObject: element)
    let kind = file.nameText(["S"], of: element)
    findings.expect(
      file.entry("P", of: element).map { file.number(ofObject: $0) } == file.number(ofObject: parent),
      "\(kind) has another parent")
    checkElement(element, kind: kind, under: parentKind, of: file, &findings)
    // What it holds: content, annotations, other elements.
    let page = file.entry("Pg", of: element).map { file.number(ofObject: $0) }
    let kids = file.entry("K", of: element).map { file.list(of: $0) } ?? []
    var rows: [PDFObject] = []
    var hasAnnotation = false
    for kid in kids {
      if let place = file.number(of: kid) {
        findings.expect(page != nil, "\(kind) has content on no page")
        if let page { own(Int(place), on: page, by: number, kind: kind, &findings) }
        continue
      }
      switch file.nameText(["Type"], of: kid) {
      case "MCR":
        guard let page = file.entry("Pg", of: kid), let place = file.integer("MCID", of: kid) else {
          findings.expect(false, "\(kind) has content on no page")
          break
        }
        own(place, on: file.number(ofObject: page), by: number, kind: kind, &findings)
      case "OBJR":
        hasAnnotation = true
        findings.expect(kind == "Link", "an annotation lies in \(kind)")
        if let annotation = file.entry("Obj", of: kid) { annotations[file.number(ofObject: annotation)] = number }
      default:
        // Only numbers are kept of what lies in a part of the document.
        let mark = kind == "Document" ? file.mark() : nil
        let inner = visit(kid, under: element, kind: kind, of: file, &findings)
        if let mark { file.release(since: mark) }
        if inner == "TR" { rows.append(kid) }
        if ["THead", "TBody", "TFoot"].contains(inner), let held = file.entry("K", of: kid) {
          rows += file.list(of: held).filter { file.nameText(["S"], of: $0) == "TR" }
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

  private mutating func checkElement(
    _ element: PDFObject, kind: String, under parentKind: String, of file: borrowing PDFFile,
    _ findings: inout Findings
  ) {
    findings.expect(Self.kinds.contains(kind), "“\(kind)” is no standard element")
    if let needed = Self.parentKinds[kind] {
      findings.expect(needed.contains(parentKind), "\(kind) in \(parentKind)")
    }
    if let allowed = Self.childKinds[parentKind] {
      findings.expect(allowed.contains(kind), "\(parentKind) holds \(kind)")
    }
    switch kind {
    case "Figure", "Formula":
      let texts = ["Alt", "ActualText"].compactMap { file.entry($0, of: element).flatMap { file.text(of: $0) } }
      findings.expect(texts.contains { !$0.isEmpty }, "\(kind) without an alternative text")
      if kind == "Figure", file.entry("K", of: element) != nil {
        findings.expect(attribute("BBox", of: element, in: file) != nil, "Figure without its place on the page")
      }
    case "TH":
      let scope = attribute("Scope", of: element, in: file).flatMap { file.name(of: $0) } ?? ""
      findings.expect(["Row", "Column", "Both"].contains(scope), "TH without Scope")
      if let name = file.entry("ID", of: element).flatMap({ file.text(of: $0) }) {
        findings.expect(headerNames.insert(name).inserted, "TH without a name of its own")
      }
    case "L":
      findings.expect(attribute("ListNumbering", of: element, in: file) != nil, "L does not say how it is numbered")
    case "Note", "FENote":
      let id = file.entry("ID", of: element).flatMap { file.text(of: $0) } ?? ""
      findings.expect(!id.isEmpty && identifiers.insert(id).inserted, "\(kind) without a name of its own")
    case "TOCI":
      if standard == .ua2 {
        findings.expect(file.entry("Ref", of: element) != nil, "TOCI does not say what it leads to")
      }
    case "Caption":
      if standard == .ua2 {
        findings.expect(Self.captioned.contains(parentKind), "Caption in \(parentKind)")
      }
    default: break
    }
    let number = file.number(ofObject: element)
    for other in file.entry("Ref", of: element).map({ file.items(of: $0) }) ?? [] {
      if kind == "FENote" {
        citations[number, default: ([], [])].named.insert(file.number(ofObject: other))
      } else if file.nameText(["S"], of: other) == "FENote" {
        citations[file.number(ofObject: other), default: ([], [])].from.insert(number)
      }
    }
    if kind == "TH" || kind == "TD", let headers = attribute("Headers", of: element, in: file) {
      wantedHeaders.formUnion(file.list(of: headers).compactMap { file.text(of: $0) })
    }
    if kind.first == "H", let level = Int(kind.dropFirst()) {
      findings.expect(level <= (headings.last ?? 0) + 1, "H\(level) after H\(headings.last ?? 0)")
      headings.append(level)
    }
    if standard == .ua2 {
      let space = file.entry(["NS", "NS"], of: element).flatMap { file.text(of: $0) }
      let expected = StructureNamespace.isOfPDF17(kind) ? nil : StructureNamespace.pdf20
      findings.expect(space == expected, "\(kind) is in another namespace")
    }
  }

  /// Rows are as wide as each other, cells over several rows counted in each.
  private func checkColumns(_ rows: [PDFObject], of file: borrowing PDFFile, _ findings: inout Findings) {
    findings.expect(!rows.isEmpty, "Table without rows")
    var hanging: [(columns: Int, rows: Int)] = []
    var width: Int?
    for (index, row) in rows.enumerated() {
      var columns = hanging.reduce(0) { $0 + $1.columns }
      hanging = hanging.compactMap { $0.rows > 1 ? ($0.columns, $0.rows - 1) : nil }
      for cell in file.entry("K", of: row).map({ file.list(of: $0) }) ?? [] {
        let span = attribute("ColSpan", of: cell, in: file).flatMap { file.number(of: $0) }.map { Int($0) } ?? 1
        let height = attribute("RowSpan", of: cell, in: file).flatMap { file.number(of: $0) }.map { Int($0) } ?? 1
        columns += span
        if height > 1 { hanging.append((span, height - 1)) }
      }
      findings.expect(
        width == nil || width == columns, "row \(index + 1) of a table has \(columns) columns, not \(width ?? 0)")
      width = width ?? columns
    }
    findings.expect(hanging.isEmpty, "a cell reaches below its table")
  }

  private func attribute(_ key: String, of element: PDFObject, in file: borrowing PDFFile) -> PDFObject? {
    guard let attributes = file.entry("A", of: element) else { return nil }
    for part in file.list(of: attributes) {
      if let value = file.entry(key, of: part) { return value }
    }
    return nil
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
  func checkPage(_ index: Int, of file: borrowing PDFFile, _ findings: inout Findings) throws(PDFFailure) {
    let page = file.page(index)
    let name = "page \(index + 1)"
    let owners = content[file.number(ofObject: page)] ?? [:]
    let back = parent("StructParents", of: page, in: file).map { file.items(of: $0) } ?? []
    findings.expect(file.nameText(["Tabs"], of: page) == "S", "\(name): links are not in the order of the text")
    let marks = PageMarks(try file.content(of: page))
    findings.expect(marks.unmarked == 0, "\(name): \(marks.unmarked) things painted outside marks")
    findings.expect(marks.isBalanced, "\(name): marks or states do not end where they should")
    findings.expect(marks.unknown.isEmpty, "\(name): unknown operators \(marks.unknown.joined(separator: ", "))")
    for place in marks.places {
      guard let owner = owners[place] else {
        findings.expect(false, "\(name): content \(place) belongs to nothing")
        continue
      }
      findings.expect(
        place < back.count && file.number(ofObject: back[place]) == owner, "\(name): no way back from content \(place)")
    }
    findings.expect(
      Set(marks.places).count == marks.places.count && Set(marks.places) == Set(owners.keys),
      "\(name): elements have content that is not there")
    for annotation in file.entry("Annots", of: page).map({ file.items(of: $0) }) ?? [] {
      let owner = annotations[file.number(ofObject: annotation)]
      findings.expect(owner != nil, "\(name): an annotation lies in no Link")
      findings.expect(
        parent("StructParent", of: annotation, in: file).map { file.number(ofObject: $0) } == owner,
        "\(name): no way back from an annotation")
      let description = file.entry("Contents", of: annotation).flatMap { file.text(of: $0) } ?? ""
      findings.expect(!description.isEmpty, "\(name): an annotation without a description")
      findings.expect(
        file.integer("F", of: annotation).map { $0 & 0x127 == 4 } ?? false, "\(name): an annotation is not printed")
      let kind = file.nameText(["Subtype"], of: annotation)
      findings.expect(kind == "Link", "\(name): an annotation is \(kind)")
      let action = file.nameText(["A", "S"], of: annotation)
      findings.expect(["", "URI", "GoTo"].contains(action), "\(name): a link does \(action)")
      if standard == .ua2, action != "URI" {
        findings.expect(
          file.entry(["A", "SD"], of: annotation) != nil, "\(name): a link leads to a place, not to an element")
      }
    }
  }

  private func parent(_ key: String, of object: PDFObject, in file: borrowing PDFFile) -> PDFObject? {
    file.integer(key, of: object).flatMap { parents[$0] }
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
