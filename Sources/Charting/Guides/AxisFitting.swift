import Frames
import Geometry
import Notation

/// Makes the labels of an axis fit: shortened, broken, turned or left out.
struct AxisFitting {
  let scene: SceneContext
  let plot: PlotFrame

  private func width(_ text: String, _ style: TextStyle) -> Double {
    scene.context.measurer.advance(of: text, style: style)
  }

  func fit(_ axis: inout Axis, overlaps: Node?) {
    let style = axis.look.label
    let isDiscrete = axis.scale.band != nil
    if scene.habits.wrapsLabels {
      if axis.isHorizontal, isDiscrete, axis.labelAngle == 0 {
        wrap(&axis)
      } else if !axis.isHorizontal {
        let limit = min(axis.look.labelLimit, max(40, (scene.context.width ?? 480) * 0.4))
        let texts = axis.ticks.map { $0.lines[0] }
        for i in axis.ticks.indices { axis.ticks[i].lines = broken(texts[i], to: limit, style) }
        if let step = axis.scale.band?.step, step < 2 * lineHeight(style) + 2 {
          // Two lines a category have no room: rather one, cut short, than every second category.
          for i in axis.ticks.indices { axis.ticks[i].lines = [elided(texts[i], to: axis.look.labelLimit, style)] }
        }
      }
    } else {
      for i in axis.ticks.indices {
        axis.ticks[i].lines = [elided(axis.ticks[i].lines[0], to: axis.look.labelLimit, style)]
      }
    }
    let written = overlaps?.bool
    if written ?? (!isDiscrete || scene.habits.fitsFrame) { hide(&axis) }
  }

  /// Breaks labels under a band into two lines, or turns them where that is not enough; years, which every reader can
  /// count on, are never turned but left out in between.
  private func wrap(_ axis: inout Axis) {
    let style = axis.look.label
    let places = axis.ticks.map(\.place).sorted()
    let step = zip(places, places.dropFirst()).map { $1 - $0 }.min() ?? axis.scale.band?.step ?? 20
    let room = step - 4
    if axis.ticks.allSatisfy({ $0.lines[0].count == 4 && $0.lines[0].allSatisfy(\.isNumber) }) { return }
    let broken = axis.ticks.map { self.broken($0.lines[0], to: room, style) }
    let fits = broken.allSatisfy { lines in lines.allSatisfy { width($0, style) <= room && !$0.hasSuffix("…") } }
    if fits {
      for i in axis.ticks.indices { axis.ticks[i].lines = broken[i] }
      return
    }
    let three = axis.ticks.map { wrapText($0.lines[0], style: style, width: room, measurer: scene.context.measurer) }
    if three.allSatisfy({ lines in
      lines.count <= 3 && lines.allSatisfy { width($0, style) <= room && !$0.hasSuffix("…") }
    }) {
      for i in axis.ticks.indices { axis.ticks[i].lines = three[i] }
      return
    }
    let line = scene.context.measurer.metrics(of: style)
    // Years are left out in turn, which every reader can fill in.
    if axis.ticks.allSatisfy({ isYear($0.lines[0]) }) { return }
    axis.labelAngle = step > (line.ascent + line.descent) * 1.5 ? -45 : -90
    let limit = min(axis.look.labelLimit, max(30, plot.height * 0.5), 110)
    for i in axis.ticks.indices { axis.ticks[i].lines = [elided(axis.ticks[i].lines[0], to: limit, style)] }
  }

  private func lineHeight(_ style: TextStyle) -> Double {
    let metrics = scene.context.measurer.metrics(of: style)
    return metrics.ascent + metrics.descent
  }

  private func isYear(_ text: String) -> Bool {
    text.utf8.count == 4 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// The distance of bands that lets their names stand upright beneath them in up to three lines; nil where they are
  /// too long for that.
  func step(for names: [String], _ style: TextStyle) -> Double? {
    let most = 96.0
    var room = 16.0
    for name in names {
      let words = name.split(separator: " ").map { width(String($0), style) }
      room = max(room, words.max() ?? 0, width(name, style) / 2.6)
    }
    while room <= most {
      let fits = names.allSatisfy {
        wrapText($0, style: style, width: room, measurer: scene.context.measurer).count <= 3
      }
      if fits { return room + 4 }
      room += 6
    }
    return nil
  }

  /// One or two lines no wider than the limit; what is left is elided.
  func broken(_ text: String, to limit: Double, _ style: TextStyle) -> [String] {
    if width(text, style) <= limit { return [text] }
    let words = text.split(separator: " ").map(String.init)
    guard words.count > 1 else { return [elided(text, to: limit, style)] }
    var best: (Double, [String])?
    for i in 1..<words.count {
      let pair = [words[..<i].joined(separator: " "), words[i...].joined(separator: " ")]
      let widest = pair.map { width($0, style) }.max() ?? 0
      if widest < best?.0 ?? .infinity { best = (widest, pair) }
    }
    return (best?.1 ?? [text]).map { elided($0, to: limit, style) }
  }

  /// The text, cut with an ellipsis where it is wider than the limit.
  func elided(_ text: String, to limit: Double, _ style: TextStyle) -> String {
    scene.elided(text, to: limit, style)
  }

  /// Leaves out labels that touch their neighbours: every second one until the rest stands free.
  private func hide(_ axis: inout Axis) {
    let style = axis.look.label
    let height = lineHeight(style)
    if scene.habits.fitsFrame, !axis.isHorizontal, let step = axis.scale.band?.step, step >= 0.95 * style.size + 2,
      axis.ticks.allSatisfy({ $0.lines.count == 1 })
    {
      return
    }
    let size = plot.extent(axis.channel)
    let intervals = axis.ticks.map { tick -> (Double, Double) in
      let isTurned = axis.labelAngle != 0
      let extent: Double
      if axis.isHorizontal {
        extent = isTurned ? height : tick.lines.map { width($0, style) }.max() ?? 0
      } else {
        extent = height * Double(tick.lines.count)
      }
      var low = tick.place - extent / 2
      if axis.isHorizontal, axis.look.isFlush, !isTurned {
        if tick.place <= 1 { low = tick.place } else if tick.place >= size - 1 { low = tick.place - extent }
      }
      return (low, low + extent)
    }
    var order = Array(axis.ticks.indices)
    order.sort { intervals[$0].0 < intervals[$1].0 }
    func collides(_ kept: [Int]) -> Bool {
      zip(kept, kept.dropFirst()).contains { intervals[$1].0 < intervals[$0].1 + (scene.habits.fitsFrame ? 3 : 0) }
    }
    var kept = order
    while kept.count > 1, collides(kept) { kept = kept.enumerated().filter { $0.offset % 2 == 0 }.map(\.element) }
    let visible = Set(kept)
    for i in axis.ticks.indices where !visible.contains(i) { axis.ticks[i].isHidden = true }
    if axis.scale.band != nil, kept.count < order.count, !axis.ticks.allSatisfy({ isYear($0.lines[0]) }),
      let node = plot.models.values.first?.properties
    {
      scene.report.add(Message.tooManyCategories(order.count, shown: kept.count, at: node))
    }
  }
}

extension String {
  /// Without spaces at the end.
  var trimmedEnd: String {
    var copy = self
    while copy.last == " " { copy.removeLast() }
    return copy
  }
}
