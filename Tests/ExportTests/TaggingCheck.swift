import PDFObjects

/// What of the rules of PDF/UA-1 and PDF/A-3a a file breaks that the exporter is to keep, one line each.
///
/// The content of the pages is read anew here, not with the code that wrote it.
func taggingProblems(_ bytes: [UInt8]) throws -> [String] {
  let file = try PDFFile(bytes)
  var problems: [String] = []
  func expect(_ holds: Bool, _ problem: @autoclosure () -> String) { if !holds { problems.append(problem()) } }
  func name(_ keys: [String], _ object: PDFObject) -> String {
    file.entry(keys, of: object).map { file.source(of: $0) } ?? ""
  }

  // 1. What the catalogue says.
  let catalog = file.catalog
  expect(name(["MarkInfo", "Marked"], catalog) == "true", "not marked")
  expect(name(["ViewerPreferences", "DisplayDocTitle"], catalog) == "true", "title not shown")
  expect(file.entry("Lang", of: catalog) != nil, "no language")
  expect(file.entry("Metadata", of: catalog) != nil, "no metadata")
  expect(file.entry("OutputIntents", of: catalog) != nil, "no output intent")
  expect(file.entry("ID", of: file.trailer) != nil, "no ID")
  guard let root = file.entry("StructTreeRoot", of: catalog), let top = file.entry("K", of: root),
    let tree = file.entry(["ParentTree", "Nums"], of: root)
  else { return problems + ["no structure"] }

  // 2. The elements, each with its content, under its parent.
  var content: [String: Int] = [:]
  var annotations: [Int: Int] = [:]
  var levels: [Int] = []
  func visit(_ element: PDFObject, under parent: PDFObject, kind parentKind: String) {
    let number = file.number(ofObject: element)
    let kind = name(["S"], element)
    expect(
      file.entry("P", of: element).map { file.number(ofObject: $0) } == file.number(ofObject: parent),
      "\(kind) has another parent")
    switch kind {
    case "/Figure": expect(file.entry("Alt", of: element) != nil, "Figure without Alt")
    case "/TH": expect(["/Row", "/Column"].contains(name(["A", "Scope"], element)), "TH without Scope")
    case "/LI": expect(parentKind == "/L", "LI in \(parentKind)")
    case "/TR": expect(parentKind == "/Table", "TR in \(parentKind)")
    case "/TOCI": expect(parentKind == "/TOC", "TOCI in \(parentKind)")
    default: break
    }
    expect(!["/TD", "/TH"].contains(kind) || parentKind == "/TR", "\(kind) in \(parentKind)")
    if kind.hasPrefix("/H"), let level = Int(kind.dropFirst(2)) {
      expect(level <= (levels.last ?? 0) + 1, "H\(level) after H\(levels.last ?? 0)")
      levels.append(level)
    }
    guard let kids = file.entry("K", of: element) else { return }
    let page = file.entry("Pg", of: element)
    for kid in file.source(of: kids).hasPrefix("[") ? file.items(of: kids) : [kids] {
      if let place = file.number(of: kid), let page {
        content["\(file.number(ofObject: page))/\(Int(place))"] = number
      } else if name(["Type"], kid) == "/MCR", let page = file.entry("Pg", of: kid),
        let place = file.entry("MCID", of: kid).flatMap({ file.number(of: $0) })
      {
        content["\(file.number(ofObject: page))/\(Int(place))"] = number
      } else if name(["Type"], kid) == "/OBJR", let annotation = file.entry("Obj", of: kid) {
        expect(kind == "/Link", "annotation in \(kind)")
        annotations[file.number(ofObject: annotation)] = number
      } else {
        visit(kid, under: element, kind: kind)
      }
    }
  }
  visit(top, under: root, kind: "")

  // 3. The pages: nothing painted outside a mark, and from every mark and annotation the way to its element.
  let numbers = file.items(of: tree)
  var parents: [Int: PDFObject] = [:]
  for i in stride(from: 0, to: numbers.count - 1, by: 2) {
    if let key = file.number(of: numbers[i]) { parents[Int(key)] = numbers[i + 1] }
  }
  func parent(_ key: String, of object: PDFObject) -> PDFObject? {
    file.entry(key, of: object).flatMap { file.number(of: $0) }.flatMap { parents[Int($0)] }
  }
  for index in 0..<file.pageCount {
    let page = file.page(index)
    let owners = parent("StructParents", of: page).map { file.items(of: $0) } ?? []
    expect(name(["Tabs"], page) == "/S", "page \(index + 1): no tab order")
    let marks = try markedPlaces(file.content(of: page))
    expect(marks.unmarked == 0, "page \(index + 1): \(marks.unmarked) things painted outside marks")
    for place in marks.places {
      let owner = content["\(file.number(ofObject: page))/\(place)"]
      expect(owner != nil, "page \(index + 1): content \(place) belongs to nothing")
      expect(
        place < owners.count && file.number(ofObject: owners[place]) == owner,
        "page \(index + 1): no way back from content \(place)")
    }
    for annotation in file.entry("Annots", of: page).map({ file.items(of: $0) }) ?? [] {
      let owner = annotations[file.number(ofObject: annotation)]
      expect(owner != nil, "page \(index + 1): annotation in no Link")
      expect(
        parent("StructParent", of: annotation).map { file.number(ofObject: $0) } == owner,
        "page \(index + 1): no way back from an annotation")
      expect(file.entry("Contents", of: annotation) != nil, "page \(index + 1): annotation without a description")
    }
  }
  return problems
}

/// The numbers of marked content, and how often something is painted outside any.
private func markedPlaces(_ content: [UInt8]) -> (places: [Int], unmarked: Int) {
  var places: [Int] = []
  var unmarked = 0
  var depth = 0
  let painting: Set<String> = ["Tj", "TJ", "'", "\"", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do"]
  var operands: [String] = []
  var word: [UInt8] = []
  func close() {
    guard !word.isEmpty else { return }
    let text = String(decoding: word, as: UTF8.self)
    word = []
    switch text {
    case "BDC", "BMC":
      depth += 1
      if let key = operands.lastIndex(of: "/MCID"), key + 1 < operands.count, let place = Int(operands[key + 1]) {
        places.append(place)
      }
      operands = []
    case "EMC":
      depth -= 1
      operands = []
    default:
      if painting.contains(text), depth == 0 { unmarked += 1 }
      if text.first.map({ $0.isLetter || $0 == "'" || $0 == "\"" }) ?? false {
        operands = []
      } else {
        operands.append(text)
      }
    }
  }
  var i = 0
  while i < content.count {
    switch content[i] {
    case UInt8(ascii: "("):
      close()
      var nesting = 1
      while nesting > 0, i + 1 < content.count {
        i += 1
        switch content[i] {
        case UInt8(ascii: "\\"): i += 1
        case UInt8(ascii: "("): nesting += 1
        case UInt8(ascii: ")"): nesting -= 1
        default: break
        }
      }
    case 0...0x20, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "]"): close()
    case UInt8(ascii: "/"):
      close()
      word.append(content[i])
    default: word.append(content[i])
    }
    i += 1
  }
  close()
  return (places, unmarked)
}
