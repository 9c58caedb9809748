import Observations
import OrderedCollections

extension Linker {
  func setRegion(_ figure: inout Figure, _ code: String) {
    guard let region = vocabulary.regions[code] else { return }
    figure.region = region.name.split(separator: ",").first.map(String.init) ?? region.name
    figure.regionCode = reference(code)
  }

  func linkRegion(_ passage: inout Passage, _ k: Int, _ sentence: Range<Int>, _ mentions: [RegionMention]) {
    let figure = passage.figures[k]
    var best: (score: Double, code: String)?
    let clause = passage.clauses[figure.tokens.lowerBound]
    for mention in mentions where !mention.code.isEmpty && !mention.explains {
      var score = 4.0
      let apart = passage.clauses[mention.tokens.lowerBound] - clause
      if mention.tokens.lowerBound < figure.tokens.lowerBound {
        score -= min(3, Double(-apart) * 0.7)
      } else {
        score -= 1 + min(4, Double(apart) * 1.5)
        if passage.figures.indices.contains(k + 1), passage.figures[k + 1].tokens.lowerBound < mention.tokens.lowerBound
        {
          score -= 1
        }
        if passage.hasContrast(figure.tokens.upperBound..<max(figure.tokens.upperBound, mention.tokens.lowerBound)) {
          score -= 2
        }
      }
      if mention.oblique, !belongs(mention, to: figure, passage) { score -= 3.2 }
      if mention.inName { score -= mention.company ? 0.6 : 2.5 }
      if mention.possessive { score += 0.8 }
      if isStray(mention.code) { score -= 2 }
      // "A third of Malaysia's total", "four of China's leading makers": the whole is not where the part is.
      if figure.change == .share || mention.possessive && isWider(mention.code, than: focus.region),
        passage.isWord(figure.tokens.upperBound, Words.of),
        (1...3).contains(mention.tokens.lowerBound - figure.tokens.upperBound)
          || figure.change == .share && isWider(mention.code, than: focus.region)
            && (1...10).contains(mention.tokens.lowerBound - figure.tokens.upperBound)
      {
        score -= 5
      }
      // "17th among Chinese cities"
      if figure.change == .rank, isWider(mention.code, than: focus.region),
        (1...6).contains(mention.tokens.lowerBound - figure.tokens.upperBound)
      {
        score -= 5
      }
      if mention.code == focus.region { score += 1.2 } else if !mention.possessive, !mention.anaphor { score -= 0.3 }
      let opening = mention.tokens.lowerBound <= sentence.lowerBound + 1 && !mention.adjective
      if opening, !mention.oblique, !mention.inName, !mention.anaphor { score += 0.6 }
      if mention.tokens.upperBound < figure.tokens.lowerBound,
        passage.hasContrast(mention.tokens.upperBound..<figure.tokens.lowerBound)
      {
        score -= 2
      }
      if !focus.country.isEmpty, country(mention.code) != focus.country {
        // "One Chinese supplier" says who acts, not where.
        score -= mention.demonym ? 4 : 1.2
      }
      let average = isAverage(mention, figure, passage)
      if mention.anaphor, mention.code == focus.country, focus.region != focus.country, !opening, !average { continue }
      if average { score += 6 }
      if mention.anaphor, mention.code != focus.region, !opening { score -= mention.adjective ? 2.6 : 1.2 }
      if mention.tokens.lowerBound == sentence.lowerBound { score += 0.7 }
      if isOneOf(mention, figure, passage) { score += 6 }
      if opensRelative(mention, before: figure, passage) { score += 4 }
      if score > (best?.score ?? 1.3) { best = (score, mention.code) }
    }
    var confidence = 1.0
    var code = best?.code ?? ""
    if code.isEmpty {
      let first = sentence.contains { passage.isAny($0, of: Words.we) }
      code = first && isWider(currentRegion, than: focus.region) ? focus.region : currentRegion
      confidence = 0.9
    }
    if code.isEmpty {
      code = focus.region
      confidence = 0.8
    }
    passage.figures[k].confidence *= code.isEmpty ? 0.6 : confidence
    passage.figures[k].isWider = best != nil && isWider(code, than: focus.region)
    setRegion(&passage.figures[k], code)
  }

  /// Whether a town lies in a province the article neither names nor is about: most often another town is called so.
  func isStray(_ code: String) -> Bool {
    guard focus.region != focus.country, let region = vocabulary.regions[code], region.level == "city" else {
      return false
    }
    return focus.country == "CN" && region.parent != focus.subdivision && !focus.named.contains(region.parent)
      && country(code) == focus.country
  }

  /// "53 teams from Zhaoqing": a place right behind what is counted is where that belongs.
  func belongs(_ mention: RegionMention, to figure: Figure, _ passage: Passage) -> Bool {
    guard let noun = figure.noun, vocabulary.regions[mention.code]?.level != "country" else { return false }
    return mention.tokens.lowerBound == noun.upperBound + 1 && passage.isWord(noun.upperBound, Words.from)
  }

  /// "Against the national rate of 7.24 percent"
  func isAverage(_ mention: RegionMention, _ figure: Figure, _ passage: Passage) -> Bool {
    let end = mention.tokens.upperBound
    return mention.adjective && (1...3).contains(figure.tokens.lowerBound - end)
      && ["rate", "average", "level", "figure"].contains(passage.text(end))
  }

  /// "In Indonesia, where its plant makes 120,000 cars"
  func opensRelative(_ mention: RegionMention, before figure: Figure, _ passage: Passage) -> Bool {
    let end = mention.tokens.upperBound
    guard end < figure.tokens.lowerBound else { return false }
    return passage.text(end) == "where" || passage.isSign(end, ",") && passage.text(end + 1) == "where"
  }

  /// "One of the first 10 parks in the country": what is counted is there.
  func isOneOf(_ mention: RegionMention, _ figure: Figure, _ passage: Passage) -> Bool {
    guard figure.unit == "count", let noun = figure.noun, passage.isWord(noun.upperBound, Words.in),
      (1...2).contains(mention.tokens.lowerBound - noun.upperBound)
    else { return false }
    let start = figure.tokens.lowerBound
    return (max(1, start - 3)..<max(1, start)).contains {
      passage.text($0) == "among" || passage.isWord($0, Words.of) && passage.isWord($0 - 1, Words.one)
    }
  }

  func country(_ code: String) -> String {
    var code = code
    for _ in 0..<4 {
      guard let parent = vocabulary.regions[code]?.parent, !parent.isEmpty else { return code }
      code = parent
    }
    return code
  }

  /// Whether a region contains another one.
  func isWider(_ code: String, than inner: String) -> Bool {
    var inner = inner
    for _ in 0..<4 {
      guard let parent = vocabulary.regions[inner]?.parent, !parent.isEmpty else { return false }
      if parent == code { return true }
      inner = parent
    }
    return false
  }

  /// The code of the province of a city, or of the region itself.
  func reference(_ code: String) -> String {
    guard let region = vocabulary.regions[code] else { return code }
    return region.level == "city" ? region.parent : code
  }
}
