internal import Diagnostics
internal import Frames
internal import Geometry
internal import PDFObjects

/// The structure of a document as a tagged PDF has it: elements with their content on the pages.
struct TaggedStructure {
  /// What an element holds, in reading order.
  private enum Kid {
    case content(page: Int, number: Int)
    case element(Int)
    case annotation(Int)
  }

  private let standard: PDFStandard
  private var elements: [StructureElement]
  private let boxes: [Int: Rect]
  /// The header cells that others name.
  private let headers: Set<Int>
  private var kids: [[Kid]]
  private var pages: [[Int?]] = []
  private var annotations: [(page: Int, object: Int, element: Int)] = []
  /// The elements that lead to a footnote, by the footnote.
  private var citations: [Int: [Int]] = [:]
  /// Links and the like that stand where their text begins.
  private var placed: Set<Int> = []
  /// The elements as they stand in the file.
  private(set) var objects: [Int] = []
  private let root: Int
  private let space: Int?

  /// Puts the elements into a file, their content still to come.
  init(
    _ document: [StructureElement], marks: Marks, boxes: [Int: Rect], standard: PDFStandard, to draft: inout PDFDraft
  ) {
    self.standard = standard
    self.boxes = boxes
    elements = document
    headers = Set(document.compactMap(\.header))
    pages = marks.pages
    if standard == .ua2 {
      pages = Self.wrapContents(&elements, pages: pages)
      Self.moveCaptions(&elements)
    }
    kids = Array(repeating: [], count: elements.count)
    root = draft.add([("Type", .name("StructTreeRoot"))])
    space =
      standard == .ua2
      ? draft.add([("Type", .name("Namespace")), ("NS", .text(StructureNamespace.pdf20))]) : nil
    // What lies within a text comes where it begins there; all else keeps the order of the structure.
    for (page, marks) in pages.enumerated() {
      for case (let number, let element?) in marks.enumerated() {
        var inner = element
        while elements[inner].kind == .link || elements[inner].kind == .span, placed.insert(inner).inserted,
          let parent = elements[inner].parent
        {
          kids[parent].append(.element(inner))
          inner = parent
        }
        kids[element].append(.content(page: page, number: number))
      }
    }
    for (index, element) in elements.enumerated() {
      if let parent = element.parent, !placed.contains(index) { kids[parent].append(.element(index)) }
      objects.append(draft.add(entries(of: index)))
    }
    // An element that was put around others comes after them.
    for (index, element) in elements.enumerated() {
      if let parent = element.parent, parent > index {
        draft.set("P", of: objects[index], to: .reference(objects[parent]))
      }
    }
  }

  /// PDF/UA-2 wants what an entry of the contents says in a paragraph.
  private static func wrapContents(_ elements: inout [StructureElement], pages: [[Int?]]) -> [[Int?]] {
    var wrapper: [Int: Int] = [:]
    let count = elements.count
    for index in 0..<count where elements[index].kind == .contentsItem {
      wrapper[index] = elements.count
      elements.append(StructureElement(.paragraph, in: index))
    }
    for index in 0..<count {
      if let parent = elements[index].parent, let instead = wrapper[parent] { elements[index].parent = instead }
    }
    return pages.map { $0.map { $0.map { wrapper[$0] ?? $0 } } }
  }

  /// PDF 2.0 knows captions in what they name, not beside it (ISO/TS 32005, table 5).
  private static func moveCaptions(_ elements: inout [StructureElement]) {
    for (index, element) in elements.enumerated() where element.kind == .caption {
      let beside = elements[index...].firstIndex { other in
        if case .figure = other.kind { other.parent == element.parent } else { false }
      }
      if let beside { elements[index].parent = beside }
    }
  }

  private func entries(of index: Int) -> [(String, PDFValue)] {
    let kind = elements[index].kind
    let name = kind == .note && standard == .ua2 ? "FENote" : kind.name
    var entries: [(String, PDFValue)] = [("Type", .name("StructElem")), ("S", .name(name))]
    if let language = elements[index].language { entries.append(("Lang", .text(language))) }
    if kind == .note { entries.append(("ID", .text(Self.identifier(ofNote: index)))) }
    if case .figure(let alternative) = kind { entries.append(("Alt", .text(alternative))) }
    if headers.contains(index) { entries.append(("ID", .text(Self.identifier(ofHeader: index)))) }
    if let attributes = elements[index].attributes(box: boxes[index]) { entries.append(("A", attributes)) }
    let parent = elements[index].parent
    if parent ?? -1 < index { entries.append(("P", .reference(parent.map { objects[$0] } ?? root))) }
    if let space, !StructureNamespace.isOfPDF17(name) { entries.append(("NS", .reference(space))) }
    return entries
  }

  private static func identifier(ofNote index: Int) -> String { "note-\(index)" }
  fileprivate static func identifier(ofHeader index: Int) -> String { "header-\(index)" }

  /// Where an annotation lies that has no element of its own, and where it leads.
  private struct Way: Hashable {
    var element: Int
    var destination: Link.Destination
  }

  /// Adds the annotations of links, to their own elements or to new ones where they lie in something else. The values of
  /// a chart that come from one source are one link of many areas: whoever goes through the elements meets it once.
  mutating func add(_ new: [Navigation.Annotation], to draft: inout PDFDraft) {
    var ways: [Way: Int] = [:]
    for annotation in new {
      var element = annotation.element.flatMap { elements.indices.contains($0) ? $0 : nil } ?? 0
      // A link may hold words in another language.
      while elements[element].kind == .span, let parent = elements[element].parent { element = parent }
      if elements[element].kind != .link {
        let way = Way(element: element, destination: annotation.destination)
        if case .figure = elements[element].kind, let known = ways[way] {
          kids[known].append(.annotation(annotations.count))
          annotations.append((annotation.page, annotation.object, known))
          continue
        }
        elements.append(StructureElement(.link, in: element))
        kids.append([])
        kids[element].append(.element(elements.count - 1))
        element = elements.count - 1
        ways[way] = element
        objects.append(draft.add(entries(of: element)))
      }
      kids[element].append(.annotation(annotations.count))
      annotations.append((annotation.page, annotation.object, element))
      if standard == .ua2, let target = annotation.target { refer(from: element, to: target, in: &draft) }
      if standard == .ua2, let target = annotation.target, let note = self.note(around: target) {
        draft.set("Ref", of: objects[element], to: .array([.reference(objects[note])]))
        citations[note, default: []].append(element)
      }
    }
  }

  /// The footnote that an element is in.
  private func note(around element: Int) -> Int? {
    var element: Int? = element
    while let index = element, elements[index].kind != .note { element = elements[index].parent }
    return element
  }

  /// PDF/UA-2 wants an entry of the contents to name what it leads to.
  private func refer(from link: Int, to target: Int, in draft: inout PDFDraft) {
    var element: Int? = link
    while let index = element, elements[index].kind != .contentsItem { element = elements[index].parent }
    if let item = element { draft.set("Ref", of: objects[item], to: .array([.reference(objects[target])])) }
  }

  /// Writes what the elements hold, and from every page and annotation the way to them.
  func finish(_ draft: inout PDFDraft) {
    let pageObjects = pages.indices.map { draft.number(ofPage: $0) }
    // A link whose address was refused is text like any other, and nothing at all without a text.
    let linked = Set(annotations.map(\.element))
    let unlinked = Set(elements.indices.filter { elements[$0].kind == .link && !linked.contains($0) })
    for index in unlinked.sorted() { draft.set("S", of: objects[index], to: .name("Span")) }
    let empty = unlinked.filter { kids[$0].isEmpty }
    for (index, kids) in kids.enumerated() {
      let kids = kids.filter { if case .element(let element) = $0 { !empty.contains(element) } else { true } }
      guard !kids.isEmpty else { continue }
      let page = kids.lazy.compactMap { if case .content(let page, _) = $0 { page } else { nil as Int? } }.first
      if let page { draft.set("Pg", of: objects[index], to: .reference(pageObjects[page])) }
      let values = kids.map { kid -> PDFValue in
        switch kid {
        case .content(let there, let number):
          there == page
            ? .integer(number)
            : .dictionary([("Type", .name("MCR")), ("Pg", .reference(pageObjects[there])), ("MCID", .integer(number))])
        case .element(let element): .reference(objects[element])
        case .annotation(let number):
          .dictionary([
            ("Type", .name("OBJR")), ("Obj", .reference(annotations[number].object)),
            ("Pg", .reference(pageObjects[annotations[number].page])),
          ])
        }
      }
      draft.set("K", of: objects[index], to: values.count == 1 ? values[0] : .array(values))
    }
    for (note, elements) in citations.sorted(by: { $0.key < $1.key }) {
      draft.set("Ref", of: objects[note], to: .array(elements.map { .reference(objects[$0]) }))
    }
    var numbers: [PDFValue] = []
    for (index, marks) in pages.enumerated() {
      draft.set("StructParents", of: pageObjects[index], to: .integer(index))
      numbers += [.integer(index), .array(marks.map { $0.map { .reference(objects[$0]) } ?? .null })]
    }
    for (index, annotation) in annotations.enumerated() {
      draft.set("StructParent", of: annotation.object, to: .integer(pages.count + index))
      numbers += [.integer(pages.count + index), .reference(objects[annotation.element])]
    }
    draft.set("K", of: root, to: .reference(objects[0]))
    draft.set("ParentTree", of: root, to: .reference(draft.add([("Nums", .array(numbers))])))
    draft.set("ParentTreeNextKey", of: root, to: .integer(pages.count + annotations.count))
    // Whoever looks up a name finds its element; the names stand in the order of their bytes.
    let named = elements.indices.compactMap { index -> (name: String, object: Int)? in
      if elements[index].kind == .note { return (Self.identifier(ofNote: index), objects[index]) }
      return headers.contains(index) ? (Self.identifier(ofHeader: index), objects[index]) : nil
    }
    if !named.isEmpty {
      let names = named.sorted { $0.name < $1.name }.flatMap { [.text($0.name), .reference($0.object)] as [PDFValue] }
      draft.set("IDTree", of: root, to: .reference(draft.add([("Names", .array(names))])))
    }
    if let space { draft.set("Namespaces", of: root, to: .array([.reference(space)])) }
    draft.set("StructTreeRoot", of: draft.catalogNumber, to: .reference(root))
    draft.set("MarkInfo", of: draft.catalogNumber, to: .dictionary([("Marked", .boolean(true))]))
  }
}

extension StructureElement.Kind {
  /// The standard structure type of PDF 1.7.
  fileprivate var name: String {
    switch self {
    case .document: "Document"
    case .division: "Div"
    case .heading(let level): "H\(min(max(level, 1), 6))"
    case .paragraph: "P"
    case .quote: "BlockQuote"
    case .list: "L"
    case .listItem: "LI"
    case .label: "Lbl"
    case .listBody: "LBody"
    case .table: "Table"
    case .row: "TR"
    case .headerCell: "TH"
    case .cell: "TD"
    case .figure: "Figure"
    case .caption: "Caption"
    case .link: "Link"
    case .span: "Span"
    case .note: "Note"
    case .contents: "TOC"
    case .contentsItem: "TOCI"
    }
  }
}

extension StructureElement {
  fileprivate func attributes(box: Rect?) -> PDFValue? {
    func table(_ entries: [(String, PDFValue)], span: Int) -> PDFValue? {
      var entries = entries
      if span > 1 { entries.append(("ColSpan", .integer(span))) }
      if rows > 1 { entries.append(("RowSpan", .integer(rows))) }
      if let header { entries.append(("Headers", .array([.text(TaggedStructure.identifier(ofHeader: header))]))) }
      return entries.isEmpty ? nil : .dictionary([("O", .name("Table"))] + entries)
    }
    switch kind {
    case .list(let ordered):
      return .dictionary([("O", .name("List")), ("ListNumbering", .name(ordered ? "Decimal" : "Disc"))])
    case .headerCell(let scope, let span):
      return table([("Scope", .name(scope == .row ? "Row" : "Column"))], span: span)
    case .cell(let span): return table([], span: span)
    case .figure:
      guard let box else { return nil }
      let corners = [box.minX, box.minY, box.maxX, box.maxY].map { PDFValue.real($0) }
      return .dictionary([("O", .name("Layout")), ("Placement", .name("Block")), ("BBox", .array(corners))])
    default: return nil
    }
  }
}

extension PagedDocument {
  /// What keeps a document with a structure from being a tagged file.
  var structureProblems: [Diagnostic] {
    guard !structure.isEmpty else { return [] }
    var problems: [Diagnostic] = []
    if metadata.title.isEmpty { problems.append(missingTitle()) }
    if metadata.language.isEmpty {
      problems.append(missingLanguage())
    } else if !isLanguageTag(metadata.language) {
      problems.append(badLanguage(metadata.language))
    }
    var figures = 0
    for (index, element) in structure.enumerated() {
      if index == 0 ? element.parent != nil : !(0..<index).contains(element.parent ?? -1) {
        problems.append(badParent(of: index))
      }
      if let language = element.language, !isLanguageTag(language) { problems.append(badLanguage(language)) }
      guard case .figure(let alternative) = element.kind else { continue }
      figures += 1
      if alternative.isEmpty { problems.append(missingAlternative(figure: figures)) }
    }
    return problems
  }
}
