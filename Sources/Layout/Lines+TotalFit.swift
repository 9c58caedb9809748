import Frames

/// Breaking paragraphs into lines by total fit: D. E. Knuth, M. F. Plass, “Breaking Paragraphs into Lines”, Software —
/// Practice and Experience 11 (1981), with the penalties and demerits of TeX.
extension LineBreaker {
  /// Words up to the end of a paragraph as lines.
  func paragraph(
    _ words: [Word], _ looks: [Look], _ setting: PageTheme.TextSetting, width: Double, hangs: Bool
  ) -> [Line] {
    let natural = words.indices.reduce(0.0) {
      $0 + words[$1].width + ($1 > 0 ? words[$1].gap + words[$1 - 1].spaceWidth : 0)
    }
    if natural <= width + 0.01 {
      let line = assemble(words, looks)
      return [setting.ends == .justified ? justify(line, to: width, stretches: false, hangs: hangs) : line]
    }
    let (breaks, justified) = chooseBreaks(words, looks, setting, width: width, hangs: hangs)
    var lines: [Line] = []
    var start = Joint(word: 0, characters: 0)
    for (number, end) in breaks.enumerated() {
      let line = assemble(between: start, and: end, words, looks)
      lines.append(
        justified ? justify(line, to: width, stretches: number < breaks.count - 1, hangs: hangs) : line)
      start = end
    }
    return lines
  }

  /// A place between lines: before a word, or within it after some characters.
  struct Joint {
    var word: Int
    var characters: Int
  }

  private func assemble(between start: Joint, and end: Joint, _ words: [Word], _ looks: [Look]) -> Line {
    var line = Array(words[start.word..<end.word])
    if end.characters > 0 {
      // One word can be divided twice.
      let from = end.word == start.word ? start.characters : 0
      line.append(hyphenated(words[end.word], from..<end.characters, looks))
    }
    if start.characters > 0, start.word < end.word {
      line[0].pieces = words[start.word].pieces(start.characters..<words[start.word].text.count)
    }
    return assemble(line, looks)
  }

  /// The ends of the lines, by TeX's passes: without hyphens, with hyphens, with white from nowhere. A column too narrow
  /// for lines of equal width gets ragged ones.
  private func chooseBreaks(
    _ words: [Word], _ looks: [Look], _ setting: PageTheme.TextSetting, width: Double, hangs: Bool
  ) -> (ends: [Joint], justified: Bool) {
    func fit(_ points: [BreakPoint], _ goal: LineGoal) -> [Joint]? {
      totalFit(points, width: width, goal)?.map { points[$0].joint }
    }
    let plain = breakPoints(words, looks, hangs: hangs && setting.ends == .justified, hyphens: false)
    let hyphens =
      setting.hyphenated
      && (hyphenator != nil || looks.contains { $0.language != nil } || words.contains { !$0.softHyphens.isEmpty })
    if setting.ends == .justified {
      if let found = fit(plain, .justified(tolerance: 40, emergency: 0)) { return (found, true) }
      let points = hyphens ? breakPoints(words, looks, hangs: hangs, hyphens: true) : plain
      let found =
        fit(points, .justified(tolerance: 200, emergency: 0))
        ?? fit(points, .justified(tolerance: 1000, emergency: 3 * setting.style.size))
      if let found { return (found, true) }
    }
    // Ragged lines come without hyphens where none is much shorter than the others.
    let balanced = setting.ends == .balanced
    let ragged = setting.ends == .justified ? breakPoints(words, looks, hangs: false, hyphens: false) : plain
    if hyphens {
      if let found = fit(ragged, .ragged(most: 0.16, balanced: balanced)) { return (found, false) }
      let points = breakPoints(words, looks, hangs: false, hyphens: true)
      if let found = fit(points, .ragged(most: .infinity, balanced: balanced)) { return (found, false) }
    }
    let found = fit(ragged, .ragged(most: .infinity, balanced: balanced))
    return (found ?? words.indices.map { Joint(word: $0 + 1, characters: 0) }, false)
  }

  /// Every place a line may end, the end of the paragraph last.
  private func breakPoints(_ words: [Word], _ looks: [Look], hangs: Bool, hyphens: Bool) -> [BreakPoint] {
    var points: [BreakPoint] = []
    points.reserveCapacity(words.count)
    var x = 0.0
    var stretch = 0.0
    var shrink = 0.0
    func hang(_ c: Character?, _ share: (Character) -> Double, _ piece: Word.Piece?) -> Double {
      guard hangs, let c, let piece else { return 0 }
      let part = share(c)
      return part > 0 ? part * ruler.advance(of: String(c), style: looks[piece.look].style) : 0
    }
    for (i, word) in words.enumerated() {
      if i > 0 { x += word.gap }
      if hyphens, word.pieces.count > 0 {
        for point in hyphenation(of: word, looks) {
          let part = hyphenated(word, 0..<point, looks)
          let rest = measured(Word(pieces: word.pieces(point..<word.text.count)), looks)
          let overhang = hang("-", LineBreaking.overhang(atEnd:), word.pieces.last)
          points.append(
            BreakPoint(
              joint: Joint(word: i, characters: point), end: x + part.width - overhang,
              start: x + word.width - rest.width, stretch: (stretch, stretch), shrink: (shrink, shrink), penalty: 50,
              endsInHyphen: true))
        }
      }
      x += word.width
      let squares =
        hangs
        ? word.pieces.reduce(0.0) {
          $1.isEastAsian ? $0 + Double($1.text.count) * looks[$1.look].style.size : $0
        } : 0
      stretch += squares * Glue.squareStretch
      let isLast = i == words.count - 1
      let space = word.spaceWidth
      let piece = word.pieces.last
      let next = isLast ? nil : words[i + 1]
      let end = isLast ? x : x - hang(piece?.text.last, LineBreaking.overhang(atEnd:), piece)
      points.append(
        BreakPoint(
          joint: Joint(word: i + 1, characters: 0), end: end,
          start: x + space + (next?.gap ?? 0)
            + hang(next?.pieces.first?.text.first, LineBreaking.overhang(atStart:), next?.pieces.first),
          stretch: (stretch, stretch + space * Glue.spaceStretch),
          shrink: (shrink, shrink + space * Glue.spaceShrink), penalty: word.penalty,
          endsInHyphen: word.endsInHyphen))
      x += space
      stretch += space * Glue.spaceStretch
      shrink += space * Glue.spaceShrink
    }
    return points
  }
}

/// A place where a line may end, with what stands before it when it does and where the next line then starts, all counted
/// from the start of the paragraph.
struct BreakPoint {
  var joint: LineBreaker.Joint
  /// The right end of a line that ends here.
  var end: Double
  /// The left end of a line that starts here.
  var start: Double
  /// Of the spaces before, without and with the one that vanishes here.
  var stretch: (end: Double, start: Double)
  var shrink: (end: Double, start: Double)
  /// As TeX counts: 50 for a hyphen, 10,000 for never.
  var penalty: Double
  var endsInHyphen: Bool

  /// Whether a line ends here only where nothing else is possible.
  var isForbidden: Bool { penalty >= 10_000 }
}

/// What makes lines good.
enum LineGoal {
  /// Equal widths; no line may be worse than `tolerance`, each has so much more white as `emergency`, in points.
  case justified(tolerance: Double, emergency: Double)
  /// Few lines, and these equally long, the last too if `balanced`; none may be short by a greater share than `most`.
  case ragged(most: Double, balanced: Bool)

  /// How tight a line is (0 tight, 1 decent, 2 loose, 3 very loose) and what speaks against it; a bare nil where its
  /// words do not fit, and a nil inside where they do, but not well enough.
  ///
  /// - Parameter missing: what the line falls short of `width`.
  fileprivate func judge(
    missing: Double, from: BreakPoint?, to point: BreakPoint, isLast: Bool, width: Double
  ) -> (fitness: Int, demerits: Double)?? {
    switch self {
    case .ragged(let most, let balanced):
      guard missing >= -0.01 else { return nil }
      if point.isForbidden, !isLast, most < .infinity { return .some(nil) }
      let share = isLast && !balanced ? 0 : missing / width
      guard share <= most else { return .some(nil) }
      var demerits = 5 + 4 * share * share + (isLast ? 0 : point.penalty / 100)
      if isLast, missing > 0.85 * width { demerits += 0.5 }
      return (1, demerits)
    case .justified(let tolerance, let emergency):
      let stretch = point.stretch.end - (from?.stretch.start ?? 0) + emergency
      let shrink = point.shrink.end - (from?.shrink.start ?? 0)
      var ratio = 0.0
      if missing < -0.01 {
        guard shrink > 0, -missing <= shrink + 0.01 else { return nil }
        ratio = missing / shrink
      } else if !isLast {
        ratio = stretch > 0 ? missing / stretch : missing > 0.01 ? .infinity : 0
      }
      if point.isForbidden, !isLast { return .some(nil) }
      let badness = min(100 * abs(ratio * ratio * ratio), 10_000)
      guard badness <= tolerance else { return .some(nil) }
      var demerits = (10 + badness) * (10 + badness)
      if !isLast { demerits += point.penalty * point.penalty }
      // A last line of a syllable looks lost.
      if isLast, missing > 0.92 * width { demerits += 5000 }
      return (ratio < -0.5 ? 0 : ratio <= 0.5 ? 1 : ratio <= 1 ? 2 : 3, demerits)
    }
  }
}

/// The numbers of the break points that end the lines, the last of them included; nil where the goal cannot be met.
func totalFit(_ points: [BreakPoint], width: Double, _ goal: LineGoal) -> [Int]? {
  /// A break that may be part of the best, by the number of its point, −1 before the first.
  struct Node {
    var point: Int
    var previous: Int
    var demerits: Double
    var fitness: Int
  }
  var nodes = [Node(point: -1, previous: -1, demerits: 0, fitness: 1)]
  var active = [0]
  for (number, point) in points.enumerated() {
    let isLast = number == points.count - 1
    // The best way here, by how tight the line before is: tight, decent, loose, very loose.
    var best = [Node?](repeating: nil, count: 4)
    var kept = 0
    for k in active.indices {
      let index = active[k]
      let node = nodes[index]
      let from = node.point < 0 ? nil : points[node.point]
      let missing = width - (point.end - (from?.start ?? 0))
      // A line too wide from here is too wide to every later point as well.
      guard let judged = goal.judge(missing: missing, from: from, to: point, isLast: isLast, width: width) else {
        continue
      }
      if let (fitness, own) = judged {
        var demerits = node.demerits + own
        if case .justified = goal {
          if abs(fitness - node.fitness) > 1 { demerits += 10_000 }
          if let from, from.endsInHyphen { demerits += isLast ? 5000 : point.endsInHyphen ? 10_000 : 0 }
        }
        if demerits < best[fitness]?.demerits ?? .infinity {
          best[fitness] = Node(point: number, previous: index, demerits: demerits, fitness: fitness)
        }
      }
      active[kept] = index
      kept += 1
    }
    active.removeSubrange(kept...)
    for node in best {
      guard let node else { continue }
      nodes.append(node)
      active.append(nodes.count - 1)
    }
    if active.isEmpty { return nil }
  }
  guard
    let last = active.filter({ nodes[$0].point == points.count - 1 }).min(by: {
      nodes[$0].demerits < nodes[$1].demerits
    })
  else { return nil }
  var chosen: [Int] = []
  var index = last
  while nodes[index].point >= 0 {
    chosen.append(nodes[index].point)
    index = nodes[index].previous
  }
  return chosen.reversed()
}
