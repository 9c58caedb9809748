import Diagnostics
import Notation
import OrderedCollections

/// Transforms of ours, which place rows on a plane.
extension Transforming {
  /// `{treemap: FIELD, groupby: […], as: [x, x2, y, y2]}` — adds the edges of a rectangle for each row, 0…1, with an area
  /// in proportion to the field; rows without a positive value get none and are left out.
  func treemap(_ node: Node, table: inout DataTable) throws(DiagnosticError) {
    guard let field = node["treemap"]?.string else {
      throw DiagnosticError(Message.badTransform(node, "treemap needs the field whose values are the areas"))
    }
    check(node["treemap"], in: table)
    let names = names(node, default: ["x", "x2", "y", "y2"])
    let values = table.column(field).numbersOrZero
    let negative = values.count { $0 < 0 }
    let shown = table.rows.indices.filter { values[$0] > 0 }
    if negative > 0 { scene.report.add(Message.negativeArea(negative, field, at: node["treemap"] ?? node)) }
    let width = node["width"]?.number ?? scene.context.width ?? continuous("continuousWidth")
    let height = node["height"]?.number ?? scene.context.height ?? continuous("continuousHeight")
    let whole = TileRect(x: 0, y: 0, width: max(1, width), height: max(1, height))
    let groups = table.picking(shown).groups(by: strings(node["groupby"])).map { $0.map { shown[$0] } }
    let sums = groups.map { $0.reduce(0) { $0 + values[$1] } }
    var places = [TileRect?](repeating: nil, count: table.count)
    for (group, rect) in zip(groups, squarify(sums, in: whole)) {
      for (row, inner) in zip(group, squarify(group.map { values[$0] }, in: rect)) { places[row] = inner }
    }
    func edge(_ value: (TileRect) -> Double) -> DataColumn {
      DataColumn(places.map { $0.map { .number(value($0)) } ?? .null })
    }
    table.set(names[0], edge { $0.x / whole.width })
    table.set(names[1], edge { ($0.x + $0.width) / whole.width })
    table.set(names[2], edge { 1 - $0.y / whole.height })
    table.set(names[3], edge { 1 - ($0.y + $0.height) / whole.height })
    table = table.picking(shown)
  }

  private func continuous(_ key: String) -> Double { scene.config.value("view", key)?.number ?? 200 }

  /// `{tilegrid: NAME, key: FIELD, as: [column, row, code, name]}` — adds the place of each row's region in a grid, and a
  /// row for each region of the grid that has none.
  func tileGrid(_ node: Node, table: inout DataTable) throws(DiagnosticError) {
    guard let key = node["key"]?.string, let grid = node["tilegrid"] else {
      throw DiagnosticError(Message.badTransform(node, "tilegrid needs the name of a grid and `key`"))
    }
    check(node["key"], in: table)
    let tiles = try self.grid(grid)
    let names = names(node, default: ["column", "row", "code", "name"])
    let path = table.path(key)
    var found: [Int?] = table.rows.map { row in tiles.place(of: path.value(in: row).plainText) }
    let unknown = table.rows.indices.filter { found[$0] == nil }
    for row in unknown.prefix(5) {
      let name = path.value(in: table.rows[row]).plainText
      scene.report.add(Message.notInGrid(name, grid.scalarText ?? "grid", at: node["key"] ?? node, among: tiles.words))
    }
    table = table.picking(table.rows.indices.filter { found[$0] != nil })
    found = found.filter { $0 != nil }
    let present = Set(found.compactMap { $0 })
    for tile in tiles.codes.indices where !present.contains(tile) {
      var row = [DataValue](repeating: .null, count: table.fields.count)
      if let column = path.column { row[column] = .string(tiles.codes[tile]) }
      table.append(row)
      if !table.anchors.isEmpty { table.anchors.append(nil) }
      found.append(tile)
    }
    func column(_ value: (Int) -> DataValue) -> DataColumn { DataColumn(found.map { $0.map(value) ?? .null }) }
    table.set(names[0], column { .number(tiles.columns[$0]) })
    table.set(names[1], column { .number(tiles.rows[$0]) })
    table.set(names[2], column { .string(tiles.shortCode($0)) })
    table.set(names[3], column { .string(tiles.names[$0]) })
  }

  private func grid(_ node: Node) throws(DiagnosticError) -> TileGrid {
    if node.mapping != nil {
      guard let grid = TileGrid(try scene.load(node).table) else { throw DiagnosticError(Message.badGrid(node)) }
      return grid
    }
    let name = node.scalarText ?? ""
    guard let table = scene.context.tileGrids[name] else {
      throw DiagnosticError(
        Message.unknownWord(name, at: node, "tile grid", among: scene.context.tileGrids.keys.sorted()))
    }
    guard let grid = TileGrid(table) else { throw DiagnosticError(Message.badGrid(node)) }
    return grid
  }
}

/// Regions with their places in a grid: columns `row`, `col`, `code` and `name` of a table.
struct TileGrid {
  var rows: [Double]
  var columns: [Double]
  var codes: [String]
  var names: [String]

  /// Nil where a column is missing or a place is not a number.
  init?(_ table: DataTable) {
    guard ["row", "col", "code"].allSatisfy({ table.index(of: $0) != nil }) else { return nil }
    rows = table.values("row").compactMap(\.asNumber)
    columns = table.values("col").compactMap(\.asNumber)
    codes = table.values("code").map(\.plainText)
    names = table.index(of: "name") == nil ? codes : table.values("name").map(\.plainText)
    guard rows.count == codes.count, columns.count == codes.count, !codes.isEmpty else { return nil }
  }

  /// The position of a region by code, by code without its country, or by name.
  func place(of region: String) -> Int? {
    if let i = codes.firstIndex(of: region) { return i }
    if let i = codes.indices.first(where: { shortCode($0) == region }) { return i }
    let name = region.lowercased()
    return names.firstIndex { $0.lowercased() == name }
  }

  /// The code without the country: `JL` of `CN-JL`.
  func shortCode(_ i: Int) -> String {
    codes[i].split(separator: "-", maxSplits: 1).last.map(String.init) ?? codes[i]
  }

  var words: [String] { codes + names }
}

/// A rectangle of a treemap.
struct TileRect: Equatable {
  var x, y, width, height: Double
}

/// Rectangles with areas in proportion to the values, as close to squares as laying them in rows allows.
///
/// The squarified layout: M. Bruls, K. Huizing, J. van Wijk, "Squarified Treemaps", 2000. Values are positive; the
/// result is in their order.
func squarify(_ values: [Double], in rect: TileRect) -> [TileRect] {
  let order = Array(values.indices).stablySorted { values[$0] > values[$1] }
  let total = values.reduce(0, +)
  var result = [TileRect](repeating: rect, count: values.count)
  guard total > 0, values.count > 1 else { return result }
  let unit = rect.width * rect.height / total
  var free = rect
  var next = 0
  while next < order.count {
    let side = min(free.width, free.height)
    var end = next
    var sum = 0.0
    var worst = Double.infinity
    while end < order.count {
      let longer = sum + values[order[end]] * unit
      let (large, small) = (values[order[next]] * unit, values[order[end]] * unit)
      let ratio = max(side * side * large / (longer * longer), longer * longer / (side * side * max(small, 1e-300)))
      if end > next, ratio > worst { break }
      worst = ratio
      sum = longer
      end += 1
    }
    // The last row takes what is left, so that rounding leaves no gap.
    let isLast = end == order.count
    let depth = isLast ? max(free.width, free.height) : side > 0 ? sum / side : 0
    var along = 0.0
    for i in order[next..<end] {
      let length = sum > 0 ? side * values[i] * unit / sum : 0
      result[i] =
        free.width >= free.height
        ? TileRect(x: free.x, y: free.y + along, width: depth, height: length)
        : TileRect(x: free.x + along, y: free.y, width: length, height: depth)
      along += length
    }
    if free.width >= free.height {
      free.x += depth
      free.width = max(0, free.width - depth)
    } else {
      free.y += depth
      free.height = max(0, free.height - depth)
    }
    next = end
  }
  return result
}
