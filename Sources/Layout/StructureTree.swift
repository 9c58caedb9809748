import Frames

/// The structure of a document while its blocks are set. It does not depend on where pages break.
final class StructureTree {
  private(set) var elements = [StructureElement(.document)]
  /// The elements that what follows is part of, outermost first.
  private var open = [0]
  /// The levels of the headings that what follows stands under.
  private var headings: [Int] = []
  /// The last link of each element, while no other text has followed.
  private var links: [Int: (link: Link, element: Int)] = [:]
  /// The last words in another language of each element, while no other text of it has followed.
  private var foreign: [Int: (language: String, element: Int)] = [:]

  /// Adds an element to the open one, or to another.
  @discardableResult
  func add(
    _ kind: StructureElement.Kind, in parent: Int? = nil, rows: Int = 1, header: Int? = nil, language: String? = nil
  ) -> Int {
    elements.append(
      StructureElement(kind, in: parent ?? open[open.count - 1], rows: rows, header: header, language: language))
    return elements.count - 1
  }

  /// Adds an element that what follows is part of.
  func begin(_ kind: StructureElement.Kind) { open.append(add(kind)) }

  func end() { open.removeLast() }

  /// Adds a footnote whose mark is in an element: beside it, or in it where it holds all text of a cell or an item.
  func addNote(of element: Int) -> Int {
    switch elements[element].kind {
    case .paragraph, .heading: add(.note, in: elements[element].parent)
    default: add(.note, in: element)
    }
  }

  /// Adds a heading, a level below the one it stands under at most.
  func addHeading(level: Int) -> Int {
    while let last = headings.last, last >= level { headings.removeLast() }
    headings.append(level)
    return add(.heading(level: headings.count))
  }

  /// The lines as text of an element, the links in them and words in other languages as elements of their own. Lines of
  /// one text are told in order.
  func tag(_ lines: [Line], as element: Int) -> [Line] {
    lines.enumerated().map { number, line in
      var line = line
      // Whoever does not see the lines needs the space between them.
      if let space = line.brokenSpace, number + 1 < lines.count, let last = line.runs.last {
        if last.look == space {
          line.runs[line.runs.count - 1].text += " "
        } else {
          // It is no part of a link that it follows.
          line.runs.append(Line.Run(text: " ", look: space, x: last.x + last.width, width: 0))
        }
      }
      for i in line.runs.indices {
        let run = line.runs[i]
        let isWhite = !run.text.contains { !$0.isWhitespace }
        var owner = element
        if let link = run.look.link {
          if let last = links[element], last.link == link {
            owner = last.element
          } else {
            owner = add(.link, in: element)
            links[element] = (link, owner)
            foreign[element] = nil
          }
        } else if !isWhite {
          links[element] = nil
        }
        if let language = run.look.language {
          if let last = foreign[owner], last.language == language {
            owner = last.element
          } else {
            let new = add(.span, in: owner, language: language)
            foreign[owner] = (language, new)
            owner = new
          }
        } else if !isWhite {
          foreign[owner] = nil
        }
        line.runs[i].element = owner
      }
      return line
    }
  }

  /// One line as text of an element.
  func tag(_ line: Line, as element: Int) -> Line { tag([line], as: element)[0] }
}

extension Strip {
  /// The strip as decoration: its texts belong to nothing, and its links are gone.
  func untagged() -> Strip {
    var strip = self
    strip.items = items.compactMap { item in
      switch item {
      case .text(var run):
        run.element = nil
        return .text(run)
      case .link, .anchor: return nil
      default: return item
      }
    }
    return strip
  }
}
