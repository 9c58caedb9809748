import Observations

/// Gives the figures of an article their identifiers, in the order of the text.
///
/// A figure is named by its file, the words of its sentence and its place among them, so that neither edits elsewhere in
/// the article nor a better reading of the same sentence give it another name. White space, capitals and the look of
/// quotation marks do not count.
struct FigureNames {
  let file: String
  private var occurrences: [String: Int] = [:]
  /// The sentence asked about last.
  private var sentence = (passage: 0, start: -1, words: "")

  init(file: String) { self.file = file }

  mutating func name(_ figure: Figure, in passage: Passage) -> String {
    let range = passage.sentence(of: figure.tokens.lowerBound)
    if sentence.passage != passage.number || sentence.start != range.lowerBound {
      let hash = range.reduce(Token.hashSeed) { ($0 ^ passage.tokens[$1].hash) &* 0x100_0000_01b3 }
      sentence = (passage.number, range.lowerBound, String(hash, radix: 36))
    }
    let number = figure.tokens.first { passage.isDigits($0) } ?? figure.tokens.lowerBound
    let place = "\(sentence.words)-\(number - range.lowerBound)"
    // The same sentence may stand twice, and one number may be shared out to several sectors.
    let occurrence = occurrences[place, default: 0]
    occurrences[place] = occurrence + 1
    return stableIdentifier(file, place, String(occurrence))
  }
}
