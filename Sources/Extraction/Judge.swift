import Observations
import OrderedCollections

extension Linker {
  /// The status of every figure: the nearest cue before it decides, then the period.
  func judge(_ passage: inout Passage) {
    for k in passage.figures.indices {
      passage.figures[k].status = status(passage, k)
      if passage.figures[k].status == .plan, passage.figures[k].inheritsPeriod { passage.figures[k].period = nil }
      // "In the first quarter … announced a plant that will employ 400"
      if passage.figures[k].status == .plan, passage.figures[k].measure == "jobs",
        let end = passage.figures[k].period?.end, end.frequency > .annual,
        context.isPast(end)
      {
        passage.figures[k].period = nil
      }
      if passage.figures[k].status == .target, passage.figures[k].inheritsPeriod,
        let end = passage.figures[k].period?.end, context.isPast(end)
      {
        passage.figures[k].period = nil
      }
      if let end = passage.figures[k].period?.end, let year = context.year, end.year < year,
        [.target, .plan].contains(passage.figures[k].status), passage.figures[k].change != .rank
      {
        // What is to come has no period in the past; a past one that is said makes it a fact.
        if passage.figures[k].inheritsPeriod {
          passage.figures[k].period = nil
        } else {
          passage.figures[k].status = .actual
        }
      }
      let figure = passage.figures[k]
      if figure.impliedUnit { passage.figures[k].notes.append("currency by context") }
      if figure.isBaseline { passage.figures[k].notes.append("baseline") }
    }
    markConversions(&passage)
  }

  private func status(_ passage: Passage, _ k: Int) -> Observation.Status {
    let figure = passage.figures[k]
    let stem = vocabulary.stem(ofMeasure: figure.measure)
    if stem == "history_length" { return .background }
    if stem == "target_horizon" { return .target }
    if figure.isBaseline || isBase(k, passage) { return stem == "production_capacity" ? .capacity : .actual }
    let sentence = passage.sentence(of: figure.tokens.lowerBound)
    if stem == "production_capacity", figure.change != .rank, !future(figure) {
      let end = figure.change == .multiple ? figure.tokens.upperBound : figure.tokens.lowerBound
      if hasCue(passage, sentence, before: end, [.target, .plan]) { return .plan }
      // "Jinko's 11-GW project is to go into production": planned by what is said of it.
      let clause = passage.clauses[figure.tokens.lowerBound]
      let isAhead =
        figure.hyphenated
        && passage.hits(.plan, in: figure.tokens.upperBound..<max(figure.tokens.upperBound, sentence.upperBound))
          .contains {
            passage.clauses[$0.tokens.lowerBound] == clause
          }
      return isAhead ? .plan : .capacity
    }
    // Jobs that come with what was signed or approved are still to come.
    if stem == "jobs", figure.change == .level,
      passage.figures[..<k].contains(where: {
        $0.tokens.lowerBound >= sentence.lowerBound
          && ["investment_signed", "investment_approved", "investment_applied", "projects_signed"].contains($0.measure)
      })
    {
      return .plan
    }
    if isPlannedBySaying(passage, figure, sentence, stem) { return .plan }
    // "A $7 billion plant will employ 8,500": what it costs is planned as well.
    if stem == "investment", figure.hyphenated || !passage.hits(.asset, in: sentence).isEmpty,
      let verb = passage.hits(.plan, in: figure.tokens.upperBound..<max(figure.tokens.upperBound, sentence.upperBound))
        .first,
      passage.hits(.actual, in: sentence.lowerBound..<verb.tokens.lowerBound).isEmpty
    {
      return .plan
    }
    // "5,000 jobs will be created", "50 firms are to be located there"
    if planned(stem), figure.change == .level, let noun = figure.noun,
      let verb = passage.hit(.plan, at: noun.upperBound),
      (verb.tokens.lowerBound...verb.tokens.upperBound).contains(where: { passage.text($0) == "be" })
    {
      return .plan
    }
    let end = figure.tokens.upperBound
    // "on top of 330 billion yen already granted"
    if end < sentence.upperBound, passage.text(end) == "already" { return .actual }
    // "With 6.7 billion yuan of investment completed"
    let behind = (end..<max(end, min(sentence.upperBound, end + 4))).prefix {
      passage.clauses[$0] == passage.clauses[end - 1]
    }
    if figure.change == .level,
      behind.contains(where: { ["completed", "realized", "realised"].contains(passage.text($0)) }),
      !behind.contains(where: { passage.tense(at: $0) == .future || passage.text($0) == "be" })
    {
      return .actual
    }
    let cue = nearestCue(passage, figure, sentence)
    switch cue {
    case .target where stem == "investment" && costs(passage, figure, sentence): return .plan
    case .target where ["speed", "range", "product_size"].contains(stem): return .actual
    case .target: return stem == "jobs" && figure.change == .level ? .plan : .target
    case .plan where ["speed", "range", "product_size"].contains(stem): return .actual
    // "Signed an agreement to invest": signed it is.
    case .plan where ["investment_signed", "investment_approved", "investment_applied"].contains(stem): return .actual
    // "Will help the city produce a million cars by 2025"
    case .plan where stem == "production" && figure.unit == "count" && figure.notes.contains("by"): return .target
    // "Will increase the number of champions to 100"
    case .plan where stem.hasSuffix("_count") && figure.change == .level && rises(figure, passage, sentence):
      return .target
    case .plan: return planned(stem) && figure.change == .level ? .plan : .target
    case .actual: return future(figure) && figure.notes.contains("by") ? .target : settled(figure, stem)
    default: break
    }
    // "A floor area of 210,000 square meters, will be completed next year"
    if future(figure), planned(stem), figure.change == .level,
      !passage.hits(.plan, in: figure.tokens.upperBound..<max(figure.tokens.upperBound, sentence.upperBound)).isEmpty
    {
      return .plan
    }
    if future(figure) { return ["jobs", "investment"].contains(stem) && figure.change == .level ? .plan : .target }
    return settled(figure, stem)
  }

  /// What there is in a wider region than the one the article is about, is background.
  private func settled(_ figure: Figure, _ stem: String) -> Observation.Status {
    let stock = vocabulary.measures[stem]?.unitClass == "count" && figure.change == .level
    return stock && figure.isWider && !["attendees", "production"].contains(stem) ? .background : .actual
  }

  /// "Planned investment in the projects it attracted": the word before the measure decides.
  private func isPlannedBySaying(
    _ passage: Passage, _ figure: Figure, _ sentence: Range<Int>, _ stem: String
  ) -> Bool {
    guard planned(stem), figure.change == .level else { return false }
    let named = passage.hits(.measure, in: sentence.lowerBound..<figure.tokens.lowerBound).last {
      $0.entry.value == stem
    }
    guard let start = named?.tokens.lowerBound else { return false }
    return ["planned", "proposed", "intended"].contains { word in
      passage.text(start) == word || start > sentence.lowerBound && passage.text(start - 1) == word
    }
  }

  /// "Is expected to cost 5 trillion yen": the price of what is planned is no aim.
  private func costs(_ passage: Passage, _ figure: Figure, _ sentence: Range<Int>) -> Bool {
    let clause = passage.clauses[figure.tokens.lowerBound]
    return (max(sentence.lowerBound, figure.tokens.lowerBound - 5)..<figure.tokens.lowerBound).contains {
      passage.clauses[$0] == clause && passage.text($0).hasPrefix("cost")
    }
  }

  /// "Increase the number to 100": a level to be reached.
  private func rises(_ figure: Figure, _ passage: Passage, _ sentence: Range<Int>) -> Bool {
    let start = figure.hedge?.lowerBound ?? figure.tokens.lowerBound
    return passage.isWord(start - 1, Words.to)
      && !passage.hits(.change, in: max(sentence.lowerBound, start - 12)..<start).isEmpty
  }

  private func future(_ figure: Figure) -> Bool {
    guard let year = context.year, let end = figure.period?.end else { return false }
    return end.year > year
  }

  /// What is built or spent is planned where a future is said; what results from it is a target.
  private func planned(_ stem: String) -> Bool {
    [
      "jobs", "investment", "fdi", "domestic_investment", "production_capacity", "floor_area", "land_area",
      "project_count", "charging_points", "product_count", "satellites", "fund_size", "credit", "company_count",
      "institution_count", "production", "project_duration", "other", "event_count", "payroll", "attendees",
      "sector_count", "cluster_count", "park_count", "zone_count",
    ].contains(stem)
  }

  private func hasCue(_ passage: Passage, _ sentence: Range<Int>, before: Int, _ roles: [Role]) -> Bool {
    roles.contains { role in !passage.hits(role, in: sentence.lowerBound..<before).isEmpty }
  }

  /// The cue before a figure that ends nearest to it.
  private func nearestCue(_ passage: Passage, _ figure: Figure, _ sentence: Range<Int>) -> Role? {
    var best: (at: Int, role: Role)?
    let range = sentence.lowerBound..<figure.tokens.lowerBound
    guard !range.isEmpty else { return nil }
    for hit in passage.hits[passage.firstHit[range.lowerBound]..<passage.firstHit[range.upperBound]] {
      switch hit.entry.role {
      case .target, .plan, .actual:
        // "Has built" is done, "will build" is planned; "will reach" is an aim.
        if hit.entry.role == .target, ["weak", "level"].contains(hit.entry.value),
          passage.hit(.actual, endingAt: hit.tokens.lowerBound) != nil
            || hit.entry.value == "weak" && passage.hit(.plan, endingAt: hit.tokens.lowerBound) != nil
        {
          continue
        }
        // "Will carry out projects and cultivate companies"
        if hit.entry.role == .target, hit.entry.value == "weak", best?.role == .plan { continue }
        if hit.entry.role == .actual, passage.isWord(hit.tokens.lowerBound - 1, Words.to) { continue }
        // "Aims to reach 50 billion and become a base": no participle without an auxiliary.
        if hit.entry.role == .actual, passage.text(hit.tokens.lowerBound) == "become",
          !passage.isAny(hit.tokens.lowerBound - 1, of: Words.perfect)
        {
          continue
        }
        if hit.entry.role == .actual, let b = best, b.role != .actual, completes(hit, cueAt: b.at, passage) { continue }
        // "Will strive to build"
        if hit.entry.role == .plan, let b = best, b.role == .target, b.at == hit.tokens.lowerBound { continue }
        // "expected to" outweighs the auxiliary of the same phrase.
        if hit.entry.role == .actual, let b = best, b.at > hit.tokens.lowerBound { continue }
        if hit.tokens.upperBound > (best?.at ?? -1) { best = (hit.tokens.upperBound, hit.entry.role) }
      default: break
      }
    }
    // "This year it will be twice as many, said the head of a plant where 2,800 workers are on duty"
    if let b = best, b.role != .actual, let verb = passage.verb(of: figure, in: sentence), verb.tense == .present,
      passage.opensRelative(before: figure.tokens.lowerBound),
      passage.clauses[max(0, b.at - 1)] != passage.clauses[figure.tokens.lowerBound],
      passage.clauses[verb.at] == passage.clauses[figure.tokens.lowerBound]
    {
      return .actual
    }
    // "Plans to build a cluster and has set up a fund": the perfect is of what is done.
    if let b = best, b.role != .actual, let verb = passage.verb(of: figure, in: sentence), verb.tense == .perfect,
      verb.at >= b.at, passage.hits(.plan, in: verb.at..<max(verb.at, range.upperBound)).isEmpty
    {
      return .actual
    }
    return best?.role
  }

  /// "Will hit", 力争…达到: a verb without a tense behind a cue of what is to come.
  private func completes(_ hit: PhraseTable.Hit, cueAt end: Int, _ passage: Passage) -> Bool {
    let start = hit.tokens.lowerBound
    if passage.tokens[start].kind == .ideograph { return !["已", "累", "目"].contains(passage.text(start)) }
    return end == start
  }

  /// "6.8 billion yuan (about $950 million)", "…, or $950 million": the second amount is another currency's.
  private func markConversions(_ passage: inout Passage) {
    for k in passage.figures.indices.dropFirst() {
      let figure = passage.figures[k]
      let previous = passage.figures[k - 1]
      guard let a = vocabulary.units[figure.unit], let b = vocabulary.units[previous.unit], a.dimension == b.dimension,
        a.code != b.code
      else { continue }
      let start = figure.hedge?.lowerBound ?? figure.tokens.lowerBound
      let bracket = (previous.tokens.upperBound..<max(previous.tokens.upperBound, start)).contains {
        passage.isSign($0, "(") || passage.isAny($0, of: Words.converting)
      }
      guard bracket, start - previous.tokens.upperBound <= 4 else { continue }
      passage.figures[k].notes.insert("conversion", at: 0)
      passage.figures[k].measure = previous.measure
      passage.figures[k].period = previous.period
      passage.figures[k].status = previous.status
      passage.figures[k].region = previous.region
      passage.figures[k].regionCode = previous.regionCode
      passage.figures[k].sector = previous.sector
      if passage.figures[k].value.significand < 0 { passage.figures[k].value = passage.figures[k].value.negated }
    }
  }
}
