import Diagnostics
import Notation
import Observations
import OrderedCollections

/// Whether a file is JSON, told by its first sign.
func isJSON(_ source: SourceText) -> Bool {
  let first = source.text.utf8.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
  return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
}

extension Grid {
  /// The grid of records, of an SDMX-JSON message, or of a JSON-stat dataset, version 1 or 2: a row per value, columns for the
  /// codes and names of its dimensions.
  /// - Throws: what is no JSON, no JSON-stat, or a cube whose parts do not fit each other.
  init(json source: SourceText, dataset wanted: String?, problems: inout Problems) throws(DiagnosticError) {
    let root = try parseJSON(source)
    if isSDMXJSON(root) {
      try self.init(sdmxJSON: root, dataset: wanted, problems: &problems)
      return
    }
    let datasets = findDatasets(root)
    guard let first = datasets.first else {
      guard let records = Grid(jsonRecords: root) else {
        throw DiagnosticError(Message.noDataset(root))
      }
      self = records
      return
    }
    var dataset = first.node
    if let wanted {
      let found =
        datasets.first { $0.key == wanted || $0.node["label"]?.scalarText == wanted }
        ?? Int(wanted).flatMap { datasets.indices.contains($0 - 1) ? datasets[$0 - 1] : nil }
      guard let found else {
        let known = datasets.map { $0.node["label"]?.scalarText ?? $0.key }
        throw DiagnosticError(Message.unknownDataset(wanted, root, among: known))
      }
      dataset = found.node
    } else if datasets.count > 1 {
      problems.add(Message.furtherDatasets(datasets[1].node, count: datasets.count - 1))
    }
    let cube = try JSONStatCube(dataset)
    self.init(cube, of: dataset)
  }

  private init(_ cube: JSONStatCube, of dataset: Node) {
    let names = cube.dimensions.map(\.id)
    let width = names.count
    let units = cube.role("metric").flatMap { name in cube.dimensions.firstIndex { $0.id == name } }
    // Codes, names, then what the values need; the last field leads to the place of the value.
    header = (dataset.line, names + names.map { _ in "" } + ["", "", "", "value", ""])
    form = .jsonStat
    statements = [count(cube.dimensions.count, "dimension")]
    for i in names.indices { labels[i] = width + i }
    dimensions = Array(names.indices)
    multiplier = 2 * width + 1
    roles = [.value: 2 * width + 3, .obsStatus: 2 * width + 2]
    if units != nil { roles[.unit] = 2 * width }
    columns[.period] = cube.role("time")
    columns[.region] = cube.role("geo")
    columns[.measure] = cube.role("metric")
    var records: [CSVText.Record] = []
    records.reserveCapacity(cube.cells.count)
    for cell in cube.cells {
      var categories: [JSONStatCube.Category] = []
      var rest = cell.index
      for dimension in cube.dimensions.reversed() {
        categories.append(dimension.categories[rest % dimension.categories.count])
        rest /= dimension.categories.count
      }
      categories.reverse()
      let unit = units.map { categories[$0] }
      records.append(
        CSVText.Record(
          line: cell.line,
          fields: categories.map(\.code) + categories.map(\.label)
            + [unit?.unit ?? "", unit?.power ?? "", cell.status, cell.text, "\(places.count)"]))
      places.append((cell.line, cell.column))
    }
    rows = records[...]
  }
}

/// Datasets with values: the root, those of a bundle of version 1, those inside a collection of version 2.
private func findDatasets(_ root: Node) -> [(key: String, node: Node)] {
  func isDataset(_ node: Node) -> Bool { node["value"] != nil && node["dimension"] != nil }
  if isDataset(root) { return [("", root)] }
  let items = root["link"]?["item"]?.sequence ?? []
  let members = root.mapping.map { $0.elements.map { (key: $0.key, node: $0.value.node) } } ?? []
  return members.filter { isDataset($0.node) } + items.filter(isDataset).map { ("", $0) }
}

/// A JSON-stat dataset as written, with its parts checked against each other.
struct JSONStatCube {
  struct Category {
    var code: String
    var label: String
    var unit: String
    /// Power of ten of the unit; empty for none.
    var power: String
  }

  struct Dimension {
    var id: String
    var categories: [Category]
  }

  struct Cell {
    /// Position in the cube, the last dimension running fastest.
    var index: Int
    var text: String
    var status: String
    var line: Int
    var column: Int
  }

  private(set) var dimensions: [Dimension] = []
  private(set) var cells: [Cell] = []
  private let roles: Node?

  /// The first dimension with a role.
  func role(_ name: String) -> String? { roles?[name]?.sequence?.first?.scalarText }

  init(_ dataset: Node) throws(DiagnosticError) {
    let described = dataset["dimension"] ?? dataset
    // Version 1 keeps these among the dimensions.
    let ids = dataset["id"] ?? described["id"]
    let sizes = dataset["size"] ?? described["size"]
    roles = dataset["role"] ?? described["role"]
    guard let ids, let names = ids.sequence, let sizes, let counts = sizes.sequence, names.count == counts.count,
      !names.isEmpty
    else { throw DiagnosticError(Message.noDimensions(described)) }
    var total = 1
    for (name, size) in zip(names, counts) {
      let id = name.scalarText ?? ""
      guard let node = described[id] else { throw DiagnosticError(Message.noSuchDimension(name)) }
      let categories = Self.categories(node)
      guard let wanted = size.scalarText.flatMap({ Int($0) }), wanted == categories.count, wanted > 0 else {
        throw DiagnosticError(
          Message.wrongSize(size, dimension: id, wants: size.scalarText ?? size.kind, has: categories.count))
      }
      let (product, overflow) = total.multipliedReportingOverflow(by: wanted)
      guard !overflow else { throw DiagnosticError(Message.noDimensions(described)) }
      total = product
      dimensions.append(Dimension(id: id, categories: categories))
    }
    try readCells(dataset, total: total)
  }

  /// The categories of a dimension in their order.
  private static func categories(_ dimension: Node) -> [Category] {
    guard let category = dimension["category"] else { return [] }
    let labels = category["label"]
    let codes: [String]
    if let list = category["index"]?.sequence {
      codes = list.map { $0.scalarText ?? "" }
    } else if let positions = category["index"]?.mapping {
      codes = positions.elements.map { ($0.key, $0.value.node.number ?? 0) }.sorted { $0.1 < $1.1 }.map(\.0)
    } else {
      codes = labels?.mapping.map { Array($0.keys) } ?? []
    }
    return codes.map { code in
      let unit = category["unit"]?[code]
      func text(_ key: String) -> String? { unit?[key]?.scalarText.flatMap { $0.isEmpty ? nil : $0 } }
      let base = text("base") ?? text("symbol")
      return Category(
        code: code, label: labels?[code]?.scalarText ?? code, unit: base ?? text("label") ?? "",
        power: base == nil ? "" : text("multiplier") ?? "")
    }
  }

  /// All values of a list; of a mapping those it has, and those that only have a status.
  private mutating func readCells(_ dataset: Node, total: Int) throws(DiagnosticError) {
    guard let value = dataset["value"] else { return }
    let status = dataset["status"]
    let statuses = status?.sequence
    let positions = status?.mapping
    func flag(_ index: Int) -> String {
      if let statuses { return statuses[statuses.count == 1 ? 0 : min(index, statuses.count - 1)].scalarText ?? "" }
      return positions?["\(index)"]?.node.scalarText ?? status?.scalarText ?? ""
    }
    func add(_ index: Int, _ node: Node) {
      cells.append(
        Cell(
          index: index, text: node.scalarText ?? "", status: flag(index), line: node.line, column: node.column))
    }
    if let list = value.sequence {
      guard list.count == total else { throw DiagnosticError(Message.wrongCount(value, has: list.count, wants: total)) }
      cells.reserveCapacity(total)
      for (i, node) in list.enumerated() { add(i, node) }
      return
    }
    guard let sparse = value.mapping else { throw DiagnosticError(Message.wrongCount(value, has: 0, wants: total)) }
    var nodes: [Int: Node] = [:]
    for (key, entry) in (positions?.elements.map { $0 } ?? []) + sparse.elements.map({ $0 }) {
      guard let index = Int(key), (0..<total).contains(index) else {
        throw DiagnosticError(Message.outsideCube(entry.node, key: key, total: total))
      }
      // A status alone says why there is no value.
      nodes[index] = sparse[key] == nil ? Node(.null, line: entry.node.line, column: entry.node.column) : entry.node
    }
    for (index, node) in nodes.sorted(by: { $0.key < $1.key }) { add(index, node) }
  }
}
