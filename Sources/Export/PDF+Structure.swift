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

  private var elements: [StructureElement]
  private let boxes: [Int: Rect]
  private var kids: [[Kid]]
  private var pages: [[Int?]] = []
  private var annotations: [(page: Int, object: PDFObject, element: Int)] = []
  /// Links that stand where their text begins.
  private var placed: Set<Int> = []

  init(_ elements: [StructureElement], boxes: [Int: Rect]) {
    self.elements = elements
    self.boxes = boxes
    kids = Array(repeating: [], count: elements.count)
  }

  /// Adds the content of the pages. Links come into the text around them; all else keeps the order of the structure.
  mutating func add(_ marks: Marks) {
    pages = marks.pages
    for (page, marks) in pages.enumerated() {
      for case (let number, let element?) in marks.enumerated() {
        if elements[element].kind == .link, placed.insert(element).inserted, let parent = elements[element].parent {
          kids[parent].append(.element(element))
        }
        kids[element].append(.content(page: page, number: number))
      }
    }
    for (index, element) in elements.enumerated() {
      if let parent = element.parent, !placed.contains(index) { kids[parent].append(.element(index)) }
    }
  }

  /// Adds the annotations of links, to their own elements or to new ones where they lie in something else.
  mutating func add(_ new: [Navigation.Annotation]) {
    for annotation in new {
      var element = annotation.element.flatMap { elements.indices.contains($0) ? $0 : nil } ?? 0
      if elements[element].kind != .link {
        elements.append(StructureElement(.link, in: element))
        kids.append([])
        kids[element].append(.element(elements.count - 1))
        element = elements.count - 1
      }
      kids[element].append(.annotation(annotations.count))
      annotations.append((annotation.page, annotation.object, element))
    }
  }

  /// Writes the tree, and from every page and annotation the way to it.
  func write(to file: borrowing PDFFile) {
    let root = file.add(.dictionary([("Type", .name("StructTreeRoot"))]))
    let pageObjects = pages.indices.map { file.page($0) }
    var objects: [PDFObject] = []
    for (index, element) in elements.enumerated() {
      var entries: [(String, PDFValue)] = [("Type", .name("StructElem")), ("S", .name(element.kind.name))]
      if case .figure(let alternative) = element.kind { entries.append(("Alt", .text(alternative))) }
      if let attributes = element.kind.attributes(box: boxes[index]) { entries.append(("A", attributes)) }
      entries.append(("P", .object(element.parent.map { objects[$0] } ?? root)))
      objects.append(file.add(.dictionary(entries)))
    }
    for (index, kids) in kids.enumerated() where !kids.isEmpty {
      let page = kids.lazy.compactMap { if case .content(let page, _) = $0 { page } else { nil as Int? } }.first
      if let page { file.set("Pg", of: objects[index], to: .object(pageObjects[page])) }
      let values = kids.map { kid -> PDFValue in
        switch kid {
        case .content(let there, let number):
          there == page
            ? .integer(number)
            : .dictionary([("Type", .name("MCR")), ("Pg", .object(pageObjects[there])), ("MCID", .integer(number))])
        case .element(let element): .object(objects[element])
        case .annotation(let number):
          .dictionary([
            ("Type", .name("OBJR")), ("Obj", .object(annotations[number].object)),
            ("Pg", .object(pageObjects[annotations[number].page])),
          ])
        }
      }
      file.set("K", of: objects[index], to: values.count == 1 ? values[0] : .array(values))
    }
    var numbers: [PDFValue] = []
    for (index, marks) in pages.enumerated() {
      file.set("StructParents", of: pageObjects[index], to: .integer(index))
      numbers += [.integer(index), .array(marks.map { $0.map { .object(objects[$0]) } ?? .null })]
    }
    for (index, annotation) in annotations.enumerated() {
      file.set("StructParent", of: annotation.object, to: .integer(pages.count + index))
      numbers += [.integer(pages.count + index), .object(objects[annotation.element])]
    }
    file.set("K", of: root, to: .object(objects[0]))
    file.set("ParentTree", of: root, to: .object(file.add(.dictionary([("Nums", .array(numbers))]))))
    file.set("ParentTreeNextKey", of: root, to: .integer(pages.count + annotations.count))
    file.set("StructTreeRoot", of: file.catalog, to: .object(root))
    file.set("MarkInfo", of: file.catalog, to: .dictionary([("Marked", .boolean(true))]))
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
    case .contents: "TOC"
    case .contentsItem: "TOCI"
    }
  }

  fileprivate func attributes(box: Rect?) -> PDFValue? {
    func table(_ entries: [(String, PDFValue)], span: Int) -> PDFValue {
      .dictionary([("O", .name("Table"))] + entries + (span > 1 ? [("ColSpan", .integer(span))] : []))
    }
    switch self {
    case .list(let ordered):
      return .dictionary([("O", .name("List")), ("ListNumbering", .name(ordered ? "Decimal" : "Disc"))])
    case .headerCell(let scope, let span):
      return table([("Scope", .name(scope == .row ? "Row" : "Column"))], span: span)
    case .cell(let span): return span > 1 ? table([], span: span) : nil
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
    if metadata.language.isEmpty { problems.append(missingLanguage()) }
    var figures = 0
    for (index, element) in structure.enumerated() {
      if index == 0 ? element.parent != nil : !(0..<index).contains(element.parent ?? -1) {
        problems.append(badParent(of: index))
      }
      guard case .figure(let alternative) = element.kind else { continue }
      figures += 1
      if alternative.isEmpty { problems.append(missingAlternative(figure: figures)) }
    }
    return problems
  }
}
