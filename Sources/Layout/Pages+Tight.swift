import Frames
import Geometry

/// Tables are set with less white in their rows where they would end with a few of them on a further page, or where little
/// else would stand on the last one.
extension PageMaker {
  /// A table with few rows on its last page.
  struct Spill: Hashable {
    /// Of the strips.
    var block: Int
    /// What is to be taken out of each row, in points.
    var tightening: Double
  }

  /// The pages of least cost and what is set on them, tables without spills where that takes no more pages.
  func chooseTightCuts() -> (maker: PageMaker, cuts: [Cut]) {
    // One after the other, since what helps one table moves the next.
    var best = (maker: self, cuts: chooseCuts())
    for spill in spills(best.cuts) {
      var maker = best.maker
      for i in maker.strips.indices where maker.strips[i].block == spill.block {
        maker.strips[i] = maker.strips[i].tightened(by: spill.tightening)
      }
      let tight = maker.chooseCuts()
      if tight.count <= best.cuts.count, maker.spills(tight).count < best.maker.spills(best.cuts).count {
        best = (maker, tight)
      }
    }
    return best.maker.withoutStrayEnd(best.cuts) ?? best
  }

  /// The pages with a last one less, where that holds little and the rows of the page before can make room for it.
  private func withoutStrayEnd(_ cuts: [Cut]) -> (maker: PageMaker, cuts: [Cut])? {
    guard cuts.count > 1, let last = cuts.last, last.turned(of: strips) == nil, set(last) <= height / 5 else {
      return nil
    }
    let rows = cuts[cuts.count - 2].strips.filter { strips[$0].slack > 0 }
    let most = rows.map { strips[$0].slack }.min() ?? 0
    for tightening in rows.isEmpty ? [] : [most / 2, most] {
      var maker = self
      for i in rows { maker.strips[i] = maker.strips[i].tightened(by: tightening) }
      let tight = maker.chooseCuts()
      if tight.count < cuts.count { return (maker, tight) }
    }
    return nil
  }

  /// The tables that end with at most a fifth of a page on their last one, where their rows have that much white to give.
  private func spills(_ cuts: [Cut]) -> [Spill] {
    zip(cuts, cuts.dropFirst()).compactMap { before, cut in
      guard cut.carried == nil, cut.turned(of: strips) == nil, before.turned(of: strips) == nil,
        let first = cut.strips.first, strips[first].role == "table", strips[first].columns == 1,
        first > 0, strips[first - 1].block == strips[first].block
      else { return nil }
      let block = strips[first].block
      let rest = cut.strips.prefix { strips[$0].block == block }
      let need = rest.reduce(0) { $0 + strips[$1].space + strips[$1].height }
      let earlier = before.strips.filter { strips[$0].block == block }
      let rows = (earlier + rest).filter { strips[$0].slack > 0 }
      guard rest.upperBound == strips.count || strips[rest.upperBound].block != block, need <= height / 5,
        !rows.isEmpty, rest.allSatisfy({ strips[$0].notes.isEmpty })
      else { return nil }
      let white = max(0, height - set(before))
      let tightening = (need - white) / Double(rows.count)
      guard tightening > 0, rows.allSatisfy({ strips[$0].slack >= tightening }) else { return nil }
      return Spill(block: block, tightening: tightening + 0.01)
    }
  }

  /// The height of all that is on a page, drawings at the size they were given with.
  private func set(_ cut: Cut) -> Double {
    guard let last = page(cut).strips.last else { return 0 }
    return last.y + last.strip.height
  }
}

extension Strip {
  /// The strip with so much less white above and below its text.
  func tightened(by amount: Double) -> Strip {
    guard slack >= amount else { return self }
    var strip = self
    strip.height -= amount
    strip.slack = 0
    strip.items = items.map { item in
      if case .shape(var shape) = item {
        switch shape.outline {
        case .line(let a, let b) where a.y == b.y && a.y < 0.1: return item
        case .line(let a, let b) where a.y == b.y && a.y > height - 0.1: return item.moved(by: Point(0, -amount))
        case .rect(var rect, let radius) where rect.minY < 1 && rect.maxY > height - 1:
          rect = Rect(x: rect.x, y: rect.y, width: rect.width, height: rect.height - amount)
          shape.outline = .rect(rect, cornerRadius: radius)
          return .shape(shape)
        default: break
        }
      }
      return item.moved(by: Point(0, -amount / 2))
    }
    return strip
  }
}
