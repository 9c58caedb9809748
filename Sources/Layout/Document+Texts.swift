import Frames

extension Document {
  /// The document with each of its texts put through a function, in reading order; drawings stay as they are.
  public func mapTexts(_ change: (RichText) -> RichText) -> Document {
    func withNotes(_ text: RichText) -> RichText {
      var changed = change(text)
      for i in changed.spans.indices { changed.spans[i].footnote = changed.spans[i].footnote.map(change) }
      return changed
    }
    var copy = self
    copy.blocks = blocks.map { $0.mapTexts(withNotes) }
    return copy
  }

  /// The document with each span of its texts replaced.
  public func mapSpans(_ change: (RichText.Span) -> [RichText.Span]) -> Document {
    mapTexts { RichText(spans: $0.spans.flatMap(change), direction: $0.direction) }
  }
}

extension Block {
  fileprivate func mapTexts(_ change: (RichText) -> RichText) -> Block {
    switch self {
    case .title(var block):
      block.lead = block.lead.map(change)
      block.figures = block.figures.map { $0.mapTexts(change) }
      return .title(block)
    case .heading(var heading):
      heading.text = change(heading.text)
      return .heading(heading)
    case .paragraph(let text, let style): return .paragraph(change(text), style)
    case .list(var list):
      list.items = list.items.map { $0.map { $0.mapTexts(change) } }
      return .list(list)
    case .table(let table): return .table(table.mapTexts(change))
    case .figure(let figure): return .figure(figure.mapTexts(change))
    case .figures(let figures): return .figures(figures.map { $0.mapTexts(change) })
    case .keyFigures(let figures):
      return .keyFigures(figures.map { $0.mapTexts(change) })
    case .summary(let summary):
      return .summary(
        Summary(points: summary.points.map(change), figures: summary.figures.map { $0.mapTexts(change) }))
    case .sources(let entries):
      return .sources(
        entries.map { entry in
          var entry = entry
          entry.text = change(entry.text)
          entry.quote = change(entry.quote)
          return entry
        })
    case .columns(let blocks): return .columns(blocks.map { $0.mapTexts(change) })
    case .contents, .listing, .pageBreak, .rule, .spacer: return self
    }
  }
}

extension [Block] {
  /// The blocks with those inside columns in their place.
  var flattened: [Block] {
    flatMap { block -> [Block] in if case .columns(let inner) = block { inner.flattened } else { [block] } }
  }
}

extension KeyFigure {
  fileprivate func mapTexts(_ change: (RichText) -> RichText) -> KeyFigure {
    KeyFigure(label: change(label), value: change(value), detail: change(detail), note: change(note))
  }
}

extension Figure {
  fileprivate func mapTexts(_ change: (RichText) -> RichText) -> Figure {
    var copy = self
    copy.title = title.map(change)
    copy.caption = change(caption)
    copy.source = source.map(change)
    return copy
  }
}

extension Table {
  fileprivate func mapTexts(_ change: (RichText) -> RichText) -> Table {
    var copy = self
    copy.title = title.map(change)
    for i in columns.indices { copy.columns[i].header = change(columns[i].header) }
    for i in spanners.indices {
      for j in spanners[i].indices { copy.spanners[i][j].header = change(spanners[i][j].header) }
    }
    for i in rows.indices {
      for j in rows[i].cells.indices { copy.rows[i].cells[j].text = change(rows[i].cells[j].text) }
    }
    copy.note = note.map(change)
    for i in remarks.indices { copy.remarks[i].text = change(remarks[i].text) }
    copy.source = source.map(change)
    return copy
  }
}
