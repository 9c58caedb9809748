extension LineBreaker {
  /// The line with its runs where they are read: words from right to left stand from right to left across changes of look.
  /// The runs keep the order in which they are told; those of two directions are parted.
  ///
  /// - Parameter isRightToLeft: whether the line as a whole runs from right to left.
  func inVisualOrder(_ line: Line, isRightToLeft: Bool) -> Line {
    guard isRightToLeft || line.runs.contains(where: { BidiLevels.hasRightToLeft($0.text) }) else { return line }
    // 1. Stretches of one run and one direction.
    let bidi = BidiLevels(line.runs.flatMap { Array($0.text.unicodeScalars) }, isRightToLeft: isRightToLeft)
    var runs: [Line.Run] = []
    var levels: [UInt8] = []
    var gaps: [Double] = []
    var start = 0
    for (i, run) in line.runs.enumerated() {
      let scalars = Array(run.text.unicodeScalars)
      let gap = i == 0 ? 0 : run.x - line.runs[i - 1].x - line.runs[i - 1].width
      for (k, range) in stretches(of: scalars, bidi, from: start).enumerated() {
        let level = bidi.levels[start + range.lowerBound]
        runs.append(part(of: run, scalars[range], mirrored: level % 2 == 1 && range.count == 1))
        levels.append(level)
        gaps.append(k == 0 ? gap : 0)
      }
      start += scalars.count
    }
    // 2. One after the other as they stand.
    var x = line.runs.first?.x ?? 0
    for i in BidiLevels.visualOrder(levels) {
      runs[i].x = x + gaps[i]
      x = runs[i].x + runs[i].width
    }
    var line = line
    line.runs = runs
    return line
  }

  /// The parts of a run with one level each. From right to left, what has no direction of its own at the ends stands alone,
  /// since a text engine that sees only the run would put it on the other side.
  private func stretches(of scalars: [Unicode.Scalar], _ bidi: BidiLevels, from start: Int) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var i = 0
    while i < scalars.count {
      let level = bidi.levels[start + i]
      let end = (i..<scalars.count).first { bidi.levels[start + $0] != level } ?? scalars.count
      if level % 2 == 0 {
        found.append(i..<end)
      } else {
        let first = (i..<end).first { bidi.isStrong[start + $0] } ?? end
        let last = (first..<end).last { bidi.isStrong[start + $0] }.map { $0 + 1 } ?? end
        found += (i..<first).map { $0..<$0 + 1 }
        if first < last { found.append(first..<last) }
        found += (last..<end).map { $0..<$0 + 1 }
      }
      i = end
    }
    return found
  }

  private func part(of run: Line.Run, _ scalars: ArraySlice<Unicode.Scalar>, mirrored: Bool) -> Line.Run {
    var part = run
    var text = String.UnicodeScalarView(scalars)
    if mirrored, let scalar = scalars.first {
      let other = BidiLevels.brackets[scalar] ?? BidiLevels.brackets.first { $0.value == scalar }?.key
      if let other { text = String.UnicodeScalarView([other]) }
    }
    part.text = String(text)
    let spaces = part.text.utf8.count { $0 == 0x20 }
    part.width =
      ruler.advance(of: part.text, style: run.look.style) + Double(spaces) * run.wordSpacing
      + Double(part.text.count) * run.letterSpacing
    return part
  }
}
