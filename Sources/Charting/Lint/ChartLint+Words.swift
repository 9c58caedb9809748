import Diagnostics
import Frames
import Notation
import OrderedCollections

extension ChartLint {
  func title() -> [Diagnostic] {
    let node = spec.view.title
    let words = titleText.split(separator: " ")
    guard !words.isEmpty else {
      return [
        finding(
          .title, at: nil, "the chart has no title",
          "write the finding as `title`, such as “Exports carried the growth”")
      ]
    }
    var found: [Diagnostic] = []
    if words.count > 15 {
      found.append(
        finding(.title, at: node, "the title has \(words.count) words", "state the finding in 15 words at most"))
    }
    // Names stand after small words and commas; what follows another long word is a name more rarely.
    let long = zip(words, words.dropFirst()).filter { before, word in
      before.count > 3 && before.last?.isLetter == true && word.count > 3 && word.first?.isLetter == true
    }.map(\.1)
    let capital = long.filter { $0.first?.isUppercase == true && $0.dropFirst().contains { $0.isLowercase } }
    if long.count > 2, capital.count == long.count {
      found.append(
        finding(
          .title, at: node, "the title is written in title case",
          "write it as a sentence: only names begin with a capital"))
    }
    return found
  }

  func subtitle() -> [Diagnostic] {
    let lines = (spec.view.title ?? built.title).map { Heading($0, scene: scene).subtitle } ?? []
    guard lines.allSatisfy(\.isEmpty) else { return [] }
    return [
      finding(
        .subtitle, at: spec.view.title, "the chart has no subtitle",
        "name measure, unit, place and period, such as “Output, billion yuan, 2019 to 2024”")
    ]
  }

  func source() -> [Diagnostic] {
    spec.top.source.isEmpty
      ? [finding(.source, at: nil, "the chart has no source", "add `source: …` with who published the values")] : []
  }

  func notes() -> [Diagnostic] {
    guard spec.top.notes.isEmpty else { return [] }
    for layer in layers where !layer.isOverlay {
      guard let bound = layer.unit[layer.unit.valueChannel], let column = bound.column, bound.type == .quantitative
      else {
        continue
      }
      let missing = layer.unit.table.values(column).count { !$0.isValid }
      guard missing > 0 else { continue }
      return [
        finding(
          .notes, at: bound.spec.node,
          "\(missing) \(missing == 1 ? "value is" : "values are") missing and no note says why",
          "add `notes: …`, such as “2020: not collected”")
      ]
    }
    return []
  }

  func numbers() -> [Diagnostic] {
    var found: [Diagnostic] = []
    for (run, role) in texts where role.contains("role-mark labels") {
      guard let first = run.text.first, first.isNumber || first == "-" || first == "\u{2212}" else { continue }
      if first == "-" {
        found.append(
          finding(
            .numbers, at: nil, "“\(run.text)” is written with a hyphen",
            "write the minus sign “\u{2212}”, or leave the format to the program"))
        break
      }
      let number = run.text.prefix { $0.isNumber || ".,\u{2212}".contains($0) }
      let digits = number.filter(\.isNumber).drop { $0 == "0" }
      if number.contains("."), digits.count > 3 {
        found.append(
          finding(
            .numbers, at: nil, "“\(run.text)” has \(digits.count) digits",
            "show three at most: `format: \",.3~r\"`, or a larger unit"))
        break
      }
    }
    // One measure, one format.
    for plot in plots {
      var formats: [String: String] = [:]
      for layer in plot.layers {
        for bound in layer.unit.channels.values where bound.type == .quantitative {
          guard let field = bound.spec.field,
            let format = (bound.spec.node["axis"]?["format"] ?? bound.spec.node["format"])?.string
          else { continue }
          if let other = formats[field], other != format {
            return found + [
              finding(
                .numbers, at: bound.spec.node, "“\(field)” is written in two formats, “\(other)” and “\(format)”",
                "use one format for a measure")
            ]
          }
          formats[field] = format
        }
      }
    }
    return found
  }

  func periods() -> [Diagnostic] {
    func isBackwards(_ text: String) -> Bool {
      let parts = text.split { $0 == "-" || $0 == " " }
      guard parts.count == 2, parts[0].count == 4, parts[0].allSatisfy(\.isNumber) else { return false }
      return parts[1].count == 2 && parts[1].first == "Q" && parts[1].last?.isNumber == true
    }
    guard let text = texts.first(where: { $0.role.contains("role-axis-label") && isBackwards($0.run.text) })?.run.text
    else { return [] }
    return [
      finding(
        .periods, at: nil, "the axis writes a quarter as “\(text)”",
        "write “Q1 2024”, with the year once, for example by `axis: {format: \"Q%q %Y\"}` on a temporal field")
    ]
  }

  func longDescription() -> [Diagnostic] {
    guard description.count > 250 else { return [] }
    return [
      finding(
        .description, at: spec.view.node["description"], "the description has \(description.count) characters",
        "say type, measure, range and extremes in 250 characters; leave it out to have it made from the values")
    ]
  }

  func page() -> [Diagnostic] {
    guard scene.context.width != nil, let width = spec.view.node["width"], width.number != nil else { return [] }
    return [
      finding(
        .page, at: width, "the chart sets its own width",
        "leave the width to the page; in a report write `width: half` for half of it")
    ]
  }
}
