import Frames
import Geometry
import Notation
import OrderedCollections

extension MarkDrawing {
  /// The rows of each series in drawing order.
  private func series() -> [[Int]] {
    let table = unit.table
    var keys: [SortKey] = []
    if let order = unit.lists[.order], order.contains(where: \.hasField) {
      keys = order.compactMap { bound in
        bound.column.map { SortKey(field: $0, descending: bound.spec.node["sort"]?.string == "descending") }
      }
    }
    let dimension = unit[unit.dimensionChannel]
    var places: [Double?] = []
    if let scale = placement.scale(unit.dimensionChannel), scale.band != nil, let column = dimension?.column {
      places = scale.map(table.column(column))
    }
    return table.groups(by: unit.groupingColumns).map { rows in
      if !keys.isEmpty { return rows.stablySorted(by: table.sorter(keys)) }
      guard unit[.order] == nil, let dimension else { return rows }
      if !places.isEmpty { return rows.stablySorted { places[$0] ?? 0 < places[$1] ?? 0 } }
      let values = rows.map { ($0, placement.datum(dimension, table.rows[$0])) }
      return values.stablySorted { DataValue.precedes($0.1, $1.1) }.map(\.0)
    }
  }

  private var dropsInvalid: Bool {
    style.property("invalid")?.string == "filter"
  }

  func lines() -> [FrameItem] {
    let curve = Curve(style.property("interpolate")?.string ?? "linear", tension: style.number("tension"))
    guard (unit.lists[.status] ?? []).isEmpty else { return linesByStatus(curve) }
    let (xs, ys) = (placement.centers(.x), placement.centers(.y))
    return series().compactMap { rows in
      var path = Path()
      var run: [Point] = []
      for i in rows {
        if let x = xs[i], let y = ys[i] {
          run.append(Point(x, y))
        } else if !dropsInvalid {
          curve.append(run, to: &path)
          run = []
        }
      }
      curve.append(run, to: &path)
      guard !path.elements.isEmpty, let first = rows.first else { return nil }
      let paint = style.paint(unit.table.rows[first])
      return .shape(Shape(.path(path), fill: paint.fill, stroke: paint.stroke))
    }
  }

  /// Lines in pieces: each is dashed in the way of the values it leads to.
  private func linesByStatus(_ curve: Curve) -> [FrameItem] {
    series().flatMap { rows -> [FrameItem] in
      var pieces: [(look: StatusLook, points: [Point])] = []
      var last: Point?
      for i in rows {
        let row = unit.table.rows[i]
        let look = look(row)
        guard look != .missing, let x = placement.center(.x, row), let y = placement.center(.y, row) else {
          if !dropsInvalid { last = nil }
          continue
        }
        let point = Point(x, y)
        if let last, pieces.last?.look.dash == look.dash, pieces.last?.points.last == last {
          pieces[pieces.count - 1].points.append(point)
        } else {
          pieces.append((look, [last, point].compactMap { $0 }))
        }
        last = point
      }
      guard let first = rows.first else { return [] }
      let paint = style.paint(unit.table.rows[first])
      return pieces.filter { $0.points.count > 1 }.map { piece in
        var path = Path()
        curve.append(piece.points, to: &path)
        var stroke = paint.stroke
        if !piece.look.dash.isEmpty {
          stroke?.dash = piece.look.dash
          stroke?.cap = .butt
        }
        return .shape(Shape(.path(path), fill: paint.fill, stroke: stroke))
      }
    }
  }

  func areas() -> [FrameItem] {
    let curve = Curve(
      style.property("interpolate")?.string ?? "linear", tension: style.number("tension"),
      isHorizontal: unit.orient == .horizontal)
    let value = unit.valueChannel
    return series().compactMap { rows in
      var path = Path()
      var run: [(Point, Point)] = []
      func close() {
        guard !run.isEmpty else { return }
        curve.append(run.map(\.0), to: &path)
        curve.append(run.map(\.1).reversed(), to: &path, joined: true)
        path.elements.append(.close)
        run = []
      }
      for i in rows {
        let row = unit.table.rows[i]
        guard let x = placement.center(.x, row), let y = placement.center(.y, row) else {
          if !dropsInvalid { close() }
          continue
        }
        let base =
          placement.isRanged(value)
          ? placement.second(value, row) : placement.scale(value)?.base ?? (value == .y ? plot.height : 0)
        guard let base else { continue }
        run.append((Point(x, y), value == .y ? Point(x, base) : Point(base, y)))
      }
      close()
      guard !path.elements.isEmpty, let first = rows.first else { return nil }
      let paint = style.paint(unit.table.rows[first])
      return .shape(Shape(.path(path), fill: paint.fill, stroke: paint.stroke))
    }
  }

  /// Lines of varying width: a quadrilateral between neighbours and a disc at each point.
  func trails() -> [FrameItem] {
    series().compactMap { rows in
      var path = Path()
      var last: (point: Point, radius: Double)?
      for i in rows {
        let row = unit.table.rows[i]
        guard let x = placement.center(.x, row), let y = placement.center(.y, row) else {
          last = nil
          continue
        }
        let radius = (style.number(.size, row) ?? style.number("size", row) ?? 2) / 2
        let point = Point(x, y)
        if let last {
          let (dx, dy) = (point.x - last.point.x, point.y - last.point.y)
          let length = max(1e-9, (dx * dx + dy * dy).squareRoot())
          let (nx, ny) = (-dy / length, dx / length)
          path.elements +=
            Path(
              polyline: [
                Point(last.point.x + nx * last.radius, last.point.y + ny * last.radius),
                Point(point.x + nx * radius, point.y + ny * radius),
                Point(point.x - nx * radius, point.y - ny * radius),
                Point(last.point.x - nx * last.radius, last.point.y - ny * last.radius),
              ], closed: true
            ).elements
        }
        var disc = Path()
        disc.appendArc(center: point, radius: radius, from: 0, to: 2 * Double.pi)
        path.elements += disc.elements + [.close]
        last = (point, radius)
      }
      guard !path.elements.isEmpty, let first = rows.first else { return nil }
      return .shape(Shape(.path(path), fill: style.paint(unit.table.rows[first]).fill))
    }
  }
}
