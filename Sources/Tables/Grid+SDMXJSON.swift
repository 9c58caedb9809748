import Diagnostics
import Notation
import OrderedCollections

// Data messages of SDMX-JSON 1.0 and 2.x (sdmx-twg/sdmx-json, `data-message/docs`).

/// Whether a document is a data message of SDMX-JSON.
func isSDMXJSON(_ root: Node) -> Bool { (root["data"] ?? root)["dataSets"] != nil }

extension Grid {
  /// The grid of a data message: a row per observation, columns for the codes and names of dimensions and attributes.
  /// - Throws: a message without a structure, or keys that do not fit it.
  init(sdmxJSON root: Node, dataset wanted: String?, problems: inout Problems) throws(DiagnosticError) {
    let body = root["data"] ?? root
    let sets = (body["dataSets"]?.sequence ?? []).filter { $0["action"]?.scalarText != "Delete" }
    let structures = body["structures"]?.sequence ?? [body["structure"] ?? root["structure"]].compactMap { $0 }
    guard !structures.isEmpty else { throw DiagnosticError(Message.noStructure(root)) }
    // 1. The structure asked for, and the datasets that keep to it.
    func name(_ index: Int) -> String { structures[index]["name"]?.scalarText ?? "\(index + 1)" }
    func structure(of set: Node) -> Int { Int(set["structure"]?.scalarText ?? "0") ?? 0 }
    var chosen = sets.first.map(structure) ?? 0
    if let wanted {
      guard let found = structures.indices.first(where: { name($0) == wanted || "\($0 + 1)" == wanted }) else {
        throw DiagnosticError(Message.unknownDataset(wanted, root, among: structures.indices.map(name)))
      }
      chosen = found
    }
    guard structures.indices.contains(chosen) else { throw DiagnosticError(Message.noStructure(root)) }
    let own = sets.filter { structure(of: $0) == chosen }
    if wanted == nil, let other = sets.first(where: { structure(of: $0) != chosen }) {
      problems.add(Message.furtherDatasets(other, count: sets.count - own.count))
    }
    // 2. Its columns.
    let message = SDMXStructure(structures[chosen])
    let components = message.dimensions + message.attributes
    let width = components.count
    // Codes, names, then the value and the way to its place.
    header = (root.line, components.map(\.id) + components.map { _ in "" } + ["OBS_VALUE", ""])
    form = .sdmxJSON
    statements = [count(message.dimensions.count, "dimension")]
    for i in components.indices { labels[i] = width + i }
    dimensions = Array(message.dimensions.indices)
    multiplier = components.firstIndex { $0.id == "UNIT_MULT" }
    roles = [.value: 2 * width]
    columns[.period] = message.dimension(["TIME_PERIOD", "time", "TIME"])
    columns[.region] = message.dimension(["REF_AREA", "geo", "GEO"])
    // 3. The rows.
    var records: [CSVText.Record] = []
    for set in own {
      var reader = SDMXReader(message, set)
      try reader.read()
      for row in reader.rows {
        let cells = zip(components, row.cells).map { component, cell in component.value(of: cell) }
        records.append(
          CSVText.Record(
            line: row.value.line,
            fields: cells.map(\.code) + cells.map(\.name) + [row.value.scalarText ?? "", "\(places.count)"]))
        places.append((row.value.line, row.value.column))
      }
    }
    rows = records[...]
  }
}

/// The dimensions and attributes of a data message, in the order of their columns.
struct SDMXStructure {
  /// Where a component is given.
  enum Level: String { case dataSet, dimensionGroup, series, observation }

  struct Component {
    var id: String
    var roles: [String]
    var level: Level
    var values: [Node]

    init(_ node: Node, _ level: Level) {
      id = node["id"]?.scalarText ?? ""
      let role = node["roles"] ?? node["role"]
      roles = role?.sequence?.compactMap(\.scalarText) ?? [role?.scalarText].compactMap { $0 }
      self.level = level
      values = node["values"]?.sequence ?? []
    }

    /// Code and name: a position among the values, or the value itself where it has no code.
    func value(of cell: Node?) -> (code: String, name: String) {
      guard let cell, !cell.isNull else { return ("", "") }
      if let parts = cell.sequence {
        let each = parts.map { value(of: $0) }
        return (each.map(\.code).joined(separator: ";"), each.map(\.name).joined(separator: ";"))
      }
      if !values.isEmpty, let text = cell.scalarText, let index = Int(text), values.indices.contains(index) {
        let found = values[index]
        let name = found["name"]?.scalarText ?? found["value"]?.scalarText ?? ""
        return (found["id"]?.scalarText ?? name, name)
      }
      // Texts in several languages: the first.
      let text = cell.scalarText ?? cell.mapping?.values.first?.node.scalarText ?? ""
      return (text, text)
    }
  }

  private(set) var dimensions: [Component] = []
  private(set) var attributes: [Component] = []
  /// How many values an observation has before its attributes.
  private(set) var measureCount = 1

  init(_ structure: Node) {
    func components(_ key: String, _ levels: [Level]) -> [Component] {
      levels.flatMap { level in
        (structure[key]?[level.rawValue]?.sequence ?? []).map { Component($0, level) }
      }
    }
    dimensions = components("dimensions", [.dataSet, .series, .observation])
    attributes = components("attributes", [.dataSet, .dimensionGroup, .series, .observation])
    measureCount = max(1, structure["measures"]?["observation"]?.sequence?.count ?? 1)
  }

  /// The dimension that plays one of some roles.
  func dimension(_ names: [String]) -> String? {
    (dimensions.first { !$0.roles.allSatisfy { !names.contains($0) } } ?? dimensions.first { names.contains($0.id) })?
      .id
  }
}

/// Reads the observations of one dataset.
struct SDMXReader {
  struct Row {
    /// A cell for each dimension and attribute.
    var cells: [Node?]
    var value: Node
  }

  private(set) var rows: [Row] = []
  private let structure: SDMXStructure
  private let set: Node
  private var cells: [Node?]
  private let seriesDimensions: [Int]
  private let observationDimensions: [Int]

  init(_ structure: SDMXStructure, _ set: Node) {
    self.structure = structure
    self.set = set
    seriesDimensions = structure.dimensions.indices.filter { structure.dimensions[$0].level == .series }
    observationDimensions = structure.dimensions.indices.filter { structure.dimensions[$0].level == .observation }
    cells = Array(repeating: nil, count: structure.dimensions.count + structure.attributes.count)
  }

  mutating func read() throws(DiagnosticError) {
    // A dimension of the whole dataset has one value.
    for (i, dimension) in structure.dimensions.enumerated() where dimension.level == .dataSet {
      cells[i] = Node(.number(0), text: "0")
    }
    put(set["attributes"], .dataSet)
    if let observations = set["observations"] {
      try readObservations(observations, seriesDimensions + observationDimensions)
    }
    for (key, entry) in set["series"]?.mapping ?? [:] {
      try put(key, seriesDimensions, entry.node)
      put(entry.node["attributes"], .series)
      if let observations = entry.node["observations"] { try readObservations(observations, observationDimensions) }
    }
    putGroups()
  }

  private mutating func readObservations(_ observations: Node, _ dimensions: [Int]) throws(DiagnosticError) {
    for (key, entry) in observations.mapping ?? [:] {
      try put(key, dimensions, entry.node)
      let parts = entry.node.sequence ?? [entry.node]
      let attributes = parts.dropFirst(structure.measureCount)
      put(Array(attributes), .observation)
      guard let value = parts.first else { continue }
      rows.append(Row(cells: cells, value: value))
    }
  }

  /// Takes a key such as `0:3:1` apart, a position for each of some dimensions.
  private mutating func put(_ key: String, _ dimensions: [Int], _ node: Node) throws(DiagnosticError) {
    let positions = key.split(separator: ":", omittingEmptySubsequences: false)
    guard positions.count == dimensions.count else {
      throw DiagnosticError(Message.badKey(key, node, parts: dimensions.count))
    }
    for (i, position) in zip(dimensions, positions) {
      guard let index = Int(position), structure.dimensions[i].values.indices.contains(index) else {
        throw DiagnosticError(Message.badKey(key, node, parts: dimensions.count))
      }
      cells[i] = Node(.number(Double(index)), text: "\(index)")
    }
  }

  private mutating func put(_ attributes: Node?, _ level: SDMXStructure.Level) {
    put(attributes?.sequence ?? [], level)
  }

  private mutating func put(_ attributes: [Node], _ level: SDMXStructure.Level) {
    let own = structure.attributes.indices.filter { structure.attributes[$0].level == level }
    for (n, i) in own.enumerated() {
      cells[structure.dimensions.count + i] = n < attributes.count ? attributes[n] : nil
    }
  }

  /// Gives the attributes of groups to their rows: under `0::2` stands what holds for all rows with the first value of the
  /// first dimension and the third one of the third.
  private mutating func putGroups() {
    let own = structure.attributes.indices.filter { structure.attributes[$0].level == .dimensionGroup }
    guard !own.isEmpty else { return }
    for (key, entry) in set["dimensionGroupAttributes"]?.mapping ?? [:] {
      let positions = key.split(separator: ":", omittingEmptySubsequences: false)
      guard let attributes = entry.node.sequence, positions.count <= structure.dimensions.count else { continue }
      for r in rows.indices
      where positions.enumerated().allSatisfy({ $1.isEmpty || rows[r].cells[$0]?.text == String($1) }) {
        for (n, i) in own.enumerated() where n < attributes.count && !attributes[n].isNull {
          rows[r].cells[structure.dimensions.count + i] = attributes[n]
        }
      }
    }
  }
}
