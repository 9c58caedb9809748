internal import Diagnostics
internal import Frames
internal import Geometry
internal import PDFObjects

/// The links, anchors and bookmarks of a document in page coordinates.
struct Navigation {
  private struct Place {
    /// As spelt where it is; a link may compose the same characters otherwise.
    var name: String
    var page: Int
    /// From the bottom of the page.
    var top: Double
    /// The element that begins there.
    var element = 0

    /// The place as a point on its page or of its element.
    func destination(_ object: Int) -> PDFValue {
      .array([.reference(object), .name("XYZ"), .null, .real(top), .null])
    }
  }

  private var places: [String: Place] = [:]
  /// The names of places after which no element was met yet.
  private var opening: [String] = []
  private var links: [[(area: Rect, link: Link)]]
  /// The area of each figure, in page coordinates from the bottom left.
  private(set) var boxes: [Int: Rect] = [:]
  private let heights: [Double]
  private let outline: [PagedDocument.OutlineEntry]
  /// Links and bookmarks that lead nowhere.
  private(set) var problems: [Diagnostic] = []

  init(_ document: PagedDocument, engine: TextEngine) {
    heights = document.pages.map(\.size.height)
    outline = document.outline
    links = document.pages.map { _ in [] }
    for (index, page) in document.pages.enumerated() {
      collect(page.items, page: index, transform: .identity, element: nil, engine: engine)
    }
    for (index, page) in links.enumerated() {
      for (_, link) in page {
        guard case .anchor(let name) = link.destination, places[name] == nil else { continue }
        let problem = missingAnchor(name, from: link.description, page: index + 1)
        if !problems.contains(problem) { problems.append(problem) }
      }
    }
    for entry in outline where places[entry.anchor] == nil {
      problems.append(missingOutlineAnchor(entry.anchor, title: entry.title))
    }
  }

  private mutating func collect(
    _ items: [FrameItem], page: Int, transform: Transform, element: Int?, engine: TextEngine
  ) {
    for item in items {
      switch item {
      case .group(let group):
        begin(group.element)
        let inner = transform.applied(after: group.transform)
        let owner = element ?? group.element
        if let own = group.element {
          // What shows nothing is where it would stand.
          let box = transform.apply(item.bounds(engine) ?? Rect(x: 0, y: 0, width: 0, height: 0))
          boxes[own] = Rect(x: box.x, y: heights[page] - box.maxY, width: box.width, height: box.height)
        }
        if let link = group.link, let box = item.bounds(engine) {
          add(link, of: owner, area: transform.apply(box), page: page, engine: engine)
        }
        collect(group.items, page: page, transform: inner, element: owner, engine: engine)
      case .link(let rect, let link):
        add(link, of: element, area: transform.apply(rect), page: page, engine: engine)
      case .anchor(let name, let point):
        guard places[name] == nil else {
          engine.report(repeatedAnchor(name, page: page + 1))
          continue
        }
        places[name] = Place(name: name, page: page, top: heights[page] - transform.apply(point).y)
        opening.append(name)
      case .text(let run): begin(element ?? run.element)
      case .shape, .image: break
      }
    }
  }

  /// An element goes on here: it is what the names before it lead to.
  private mutating func begin(_ element: Int?) {
    guard let element, !opening.isEmpty else { return }
    for name in opening { places[name]?.element = element }
    opening = []
  }

  private mutating func add(_ link: Link, of element: Int?, area: Rect, page: Int, engine: TextEngine) {
    if case .address(let address) = link.destination, !isLinkable(address) {
      engine.report(unsupportedAddress(address))
      return
    }
    var link = link
    link.element = link.element ?? element
    links[page].append((area, link))
  }

  /// A link on a page and the element it belongs to.
  struct Annotation {
    var page: Int
    var element: Int?
    var object: Int
    var destination: Link.Destination
    /// The element it leads to, if that is in the document.
    var target: Int?
  }

  /// Writes annotations, named destinations and bookmarks. Tabbing follows the structure on every page.
  ///
  /// - Parameter elements: the structure elements for links that lead to elements rather than places, as PDF/UA-2 wants
  ///   them; none for links to places.
  func write(to draft: inout PDFDraft, elements: [Int]) -> [Annotation] {
    var written: [Annotation] = []
    var pages: [Int] = []
    for index in heights.indices {
      let page = draft.number(ofPage: index)
      pages.append(page)
      draft.set("Tabs", of: page, to: .name("S"))
    }
    for index in links.indices where !links[index].isEmpty {
      var annotations: [PDFValue] = []
      for (area, link) in links[index] {
        let object = draft.add(annotation(area, link, height: heights[index], elements: elements))
        annotations.append(.reference(object))
        var target: Int?
        if case .anchor(let name) = link.destination { target = places[name]?.element }
        written.append(
          Annotation(
            page: index, element: link.element, object: object, destination: link.destination, target: target))
      }
      draft.set("Annots", of: pages[index], to: .array(annotations))
    }
    let catalog = draft.catalogNumber
    if !places.isEmpty {
      let names = places.sorted { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }
      let entries = names.flatMap { entry -> [PDFValue] in
        let page = entry.value.destination(pages[entry.value.page])
        guard elements.indices.contains(entry.value.element) else { return [.bytes(entry.value.name), page] }
        return [
          .bytes(entry.value.name),
          .dictionary([("D", page), ("SD", entry.value.destination(elements[entry.value.element]))]),
        ]
      }
      let tree = draft.add([("Names", .array(entries))])
      draft.set("Names", of: catalog, to: .dictionary([("Dests", .reference(tree))]))
    }
    guard !outline.isEmpty else { return written }
    draft.set("Outlines", of: catalog, to: .reference(writeOutline(to: &draft, elements: elements)))
    draft.set("PageMode", of: catalog, to: .name("UseOutlines"))
    return written
  }

  private func annotation(
    _ area: Rect, _ link: Link, height: Double, elements: [Int]
  ) -> [(String, PDFValue)] {
    let corners = [area.minX, height - area.maxY, area.maxX, height - area.minY]
    var entries: [(String, PDFValue)] = [
      ("Type", .name("Annot")), ("Subtype", .name("Link")), ("Rect", .array(corners.map { .real($0) })),
      ("F", .integer(4)), ("Border", .array([.integer(0), .integer(0), .integer(0)])),
      ("Contents", .text(description(of: link))),
    ]
    switch link.destination {
    case .anchor(let name): entries.append(way(to: name, elements: elements))
    case .address(let address):
      entries.append(("A", .dictionary([("S", .name("URI")), ("URI", .bytes(percentEncoded(address)))])))
    }
    return entries
  }

  private func description(of link: Link) -> String {
    guard link.description.isEmpty else { return link.description }
    switch link.destination {
    case .anchor(let name): return name
    case .address(let address): return address
    }
  }

  /// What leads to a name: the name, or an action that leads to its element.
  private func way(to name: String, elements: [Int]) -> (String, PDFValue) {
    guard let place = places[name], elements.indices.contains(place.element) else {
      return ("Dest", .bytes(places[name]?.name ?? name))
    }
    return (
      "A",
      .dictionary([("S", .name("GoTo")), ("D", .bytes(place.name)), ("SD", place.destination(elements[place.element]))])
    )
  }

  /// The bookmarks, closed below the first level; a level that skips one counts as the next.
  private func writeOutline(
    to draft: inout PDFDraft, elements: [Int]
  ) -> Int {
    let root = draft.add([("Type", .name("Outlines"))])
    var nodes: [Int] = []
    var children: [[Int]] = []
    var top: [Int] = []
    var open: [(level: Int, node: Int)] = []
    for entry in outline {
      let node = nodes.count
      nodes.append(draft.add([("Title", .text(entry.title)), way(to: entry.anchor, elements: elements)]))
      children.append([])
      while let last = open.last, last.level >= entry.level { open.removeLast() }
      if let parent = open.last?.node { children[parent].append(node) } else { top.append(node) }
      open.append((entry.level, node))
    }
    func connect(_ list: [Int], under parent: Int, to draft: inout PDFDraft) {
      guard let first = list.first, let last = list.last else { return }
      draft.set("First", of: parent, to: .reference(nodes[first]))
      draft.set("Last", of: parent, to: .reference(nodes[last]))
      for (i, node) in list.enumerated() {
        draft.set("Parent", of: nodes[node], to: .reference(parent))
        if i > 0 { draft.set("Prev", of: nodes[node], to: .reference(nodes[list[i - 1]])) }
        if i + 1 < list.count { draft.set("Next", of: nodes[node], to: .reference(nodes[list[i + 1]])) }
        if !children[node].isEmpty { draft.set("Count", of: nodes[node], to: .integer(-children[node].count)) }
        connect(children[node], under: nodes[node], to: &draft)
      }
    }
    connect(top, under: root, to: &draft)
    draft.set("Count", of: root, to: .integer(top.count))
    return root
  }
}

/// Whether an address is one that readers may follow: nothing that runs or opens local files.
func isLinkable(_ address: String) -> Bool {
  let start = address.prefix(8).lowercased()
  return start.hasPrefix("https://") || start.hasPrefix("http://") || start.hasPrefix("mailto:")
}

/// The address in ASCII: what is not printable there is written as `%` and hexadecimal digits.
private func percentEncoded(_ address: String) -> String {
  var out = ""
  for byte in address.utf8 {
    if byte > 0x20, byte < 0x7F {
      out.unicodeScalars.append(Unicode.Scalar(byte))
    } else {
      out += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
    }
  }
  return out
}
