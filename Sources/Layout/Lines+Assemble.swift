import Frames

extension LineBreaker {
  /// Joins words to a line of runs, one for each change of look, spaces inside. Text is measured as it stands, so that
  /// letters are kerned over the joints but not over the ends of lines.
  func assemble(_ words: [Word], _ looks: [Look]) -> Line {
    var runs: [Line.Run] = []
    var gaps: [Double] = []
    func append(_ piece: Word.Piece, gap: Double) {
      if let last = runs.last, last.look == looks[piece.look], last.isEastAsian == piece.isEastAsian, gap == 0 {
        runs[runs.count - 1].text += piece.text
      } else {
        runs.append(
          Line.Run(text: piece.text, look: looks[piece.look], x: 0, width: 0, isEastAsian: piece.isEastAsian))
        gaps.append(gap)
      }
    }
    for (i, word) in words.enumerated() {
      for (k, piece) in word.pieces.enumerated() { append(piece, gap: i == 0 && k == 0 ? 0 : piece.gap) }
      if i + 1 < words.count, let space = word.space ?? (word.endsLine ? word.pieces.last?.look : nil) {
        if let last = runs.indices.last, runs[last].look == looks[space] {
          runs[last].text += " "
        } else {
          append(Word.Piece(look: space, text: " ", isEastAsian: false), gap: 0)
        }
      }
    }
    var x = 0.0
    for i in runs.indices {
      x += gaps[i]
      runs[i].x = x
      runs[i].width = ruler.advance(of: runs[i].text, style: runs[i].look.style)
      x += runs[i].width
    }
    return Line(
      runs: runs, width: x,
      brokenSpace: words.last.flatMap { last in
        (last.space ?? (last.endsLine ? last.pieces.last?.look : nil)).map { looks[$0] }
      })
  }

  /// Sets a line to a width: its spaces grow or shrink by their share, and so does the room after characters that fill
  /// squares. Marks hang over at both ends. A line without any, or with too few for its room, stays as it is.
  ///
  /// - Parameters:
  ///   - stretches: whether the spaces may grow; the last line of a paragraph only shrinks.
  ///   - hangs: whether marks may hang over.
  func justify(_ line: Line, to width: Double, stretches: Bool, hangs: Bool) -> Line {
    guard let first = line.runs.first, let last = line.runs.last, let start = first.text.first, let end = last.text.last
    else { return line }
    var line = line
    let overhangs = hangs ? (LineBreaking.overhang(atStart: start), LineBreaking.overhang(atEnd: end)) : (0, 0)
    let left = overhangs.0 > 0 ? overhangs.0 * ruler.advance(of: String(start), style: first.look.style) : 0
    let right = overhangs.1 > 0 ? overhangs.1 * ruler.advance(of: String(end), style: last.look.style) : 0
    let missing = width + left + right - line.width
    guard abs(missing) > 0.005, stretches || missing < 0 else {
      for i in line.runs.indices { line.runs[i].x -= left }
      return line
    }
    // 1. What gives, and by how much in proportion.
    var spaces = 0.0
    var give = 0.0
    for (i, run) in line.runs.enumerated() {
      let count = Double(run.text.utf8.count { $0 == 0x20 })
      let space = count > 0 ? ruler.advance(of: " ", style: run.look.style) : 0
      spaces += count * space
      give += count * space * (missing > 0 ? Glue.spaceStretch : Glue.spaceShrink)
      if run.isEastAsian, missing > 0 {
        let joints = run.text.count - (i == line.runs.count - 1 ? 1 : 0)
        give += Double(joints) * Glue.squareStretch * run.look.style.size
      }
    }
    let ratio = give > 0 ? missing / give : .infinity
    guard ratio.magnitude < Glue.mostStretched else {
      for i in line.runs.indices { line.runs[i].x -= left }
      line.looseness = ratio * Glue.spaceStretch
      return line
    }
    // 2. Everything in its place.
    var moved = -left
    for i in line.runs.indices {
      let run = line.runs[i]
      let count = Double(run.text.utf8.count { $0 == 0x20 })
      let space = count > 0 ? ruler.advance(of: " ", style: run.look.style) : 0
      line.runs[i].x += moved
      line.runs[i].wordSpacing = ratio * space * (missing > 0 ? Glue.spaceStretch : Glue.spaceShrink)
      if run.isEastAsian, missing > 0 {
        line.runs[i].letterSpacing = ratio * Glue.squareStretch * run.look.style.size
      }
      let isLast = i == line.runs.count - 1
      let grown =
        line.runs[i].wordSpacing * count + line.runs[i].letterSpacing * Double(run.text.count - (isLast ? 1 : 0))
      line.runs[i].width += grown
      moved += grown
    }
    line.width = width
    line.looseness = spaces > 0 ? ratio * (missing > 0 ? Glue.spaceStretch : Glue.spaceShrink) : 0
    return line
  }
}

/// How far the white of a line gives, as shares of itself, near what TeX's fonts have.
enum Glue {
  static let spaceStretch = 0.5
  static let spaceShrink = 0.28
  /// After a character that fills a square, of its side.
  static let squareStretch = 0.06
  /// The ratio from which a line is left short rather than torn apart.
  static let mostStretched = 5.0
}
