extension ExpressionFunction {
  static let lists: [String: Body] = [
    "length": { arguments in
      switch arguments[0] {
      case .data(.list(let list)): .number(Double(list.count))
      case .data(.string(let text)): .number(Double(text.utf16.count))
      default: .undefined
      }
    },
    "peek": { $0[0].list?.last.map(ScriptValue.data) ?? .undefined },
    "reverse": { .data(.list(($0[0].list ?? []).reversed())) },
    "sort": { arguments in
      .data(.list((arguments[0].list ?? []).sorted { ScriptValue.precedes(.data($0), .data($1)) ?? false }))
    },
    "join": { arguments in
      let separator = arguments.count > 1 ? arguments.text(1) : ","
      return .text((arguments[0].list ?? []).map { $0 == .null ? "" : $0.text }.joined(separator: separator))
    },
    "indexof": { arguments in position(arguments, last: false) },
    "lastindexof": { arguments in position(arguments, last: true) },
    "slice": { arguments in
      func bounds(_ count: Int) -> Range<Int> {
        func bound(_ i: Int, _ absent: Int) -> Int {
          let value = arguments.whole(i, absent: absent)
          return max(0, min(count, value < 0 ? count + value : value))
        }
        let (a, b) = (bound(1, 0), bound(2, count))
        return a..<max(a, b)
      }
      if let list = arguments[0].list { return .data(.list(Array(list[bounds(list.count)]))) }
      let units = Array(arguments.text(0).utf16)
      return .text(String(decoding: units[bounds(units.count)], as: UTF16.self))
    },
    "extent": { arguments in
      guard let (low, high) = extent(arguments[0].list ?? []) else { return .undefined }
      return .data(.list([.number(low), .number(high)]))
    },
    "span": { arguments in
      guard let list = arguments[0].list, let first = list.first, let last = list.last else { return .number(0) }
      return .number(last.number - first.number)
    },
    "inrange": { arguments in
      guard let list = arguments[1].list, let first = list.first?.number, let last = list.last?.number else {
        return .truth(false)
      }
      let value = arguments.number(0)
      let (low, high) = (min(first, last), max(first, last))
      let withLow = arguments.count < 3 || arguments[2].isTrue
      let withHigh = arguments.count < 4 || arguments[3].isTrue
      return .truth((withLow ? low <= value : low < value) && (withHigh ? value <= high : value < high))
    },
    "clampRange": { arguments in
      guard let list = arguments[0].list, list.count >= 2 else { return .undefined }
      let (low, high) = (arguments.number(1), arguments.number(2))
      let (a, b) = (min(list[0].number, list[1].number), max(list[0].number, list[1].number))
      let span = b - a
      if span >= high - low { return .data(.list([.number(low), .number(high)])) }
      let start = max(low, min(a, high - span))
      return .data(.list([.number(start), .number(start + span)]))
    },
    "sequence": { arguments in
      let start = arguments.count > 1 ? arguments.number(0) : 0
      let stop = arguments.count > 1 ? arguments.number(1) : arguments.number(0)
      let step = arguments.count > 2 ? arguments.number(2) : 1
      let count = ((stop - start) / step).rounded(.up)
      guard count > 0, count < 1e6 else { return .data(.list([])) }
      return .data(.list((0..<Int(count)).map { .number(start + Double($0) * step) }))
    },
    "merge": { arguments in
      var merged: [DataValue.Entry] = []
      for case .data(.object(let entries)) in arguments.values {
        for entry in entries {
          if let i = merged.firstIndex(where: { $0.name == entry.name }) {
            merged[i] = entry
          } else {
            merged.append(entry)
          }
        }
      }
      return .data(.object(merged))
    },
    "pluck": { arguments in
      let name = arguments.text(1)
      return .data(
        .list(
          (arguments[0].list ?? []).map { value in
            guard case .object(let entries) = value else { return .null }
            return entries.last { $0.name == name }?.value ?? .null
          }))
    },
  ]

  private static func position(_ arguments: ExpressionArguments, last: Bool) -> ScriptValue {
    if let list = arguments[0].list {
      let matches: (DataValue) -> Bool = { ScriptValue.identical(.data($0), arguments[1]) }
      return .number(Double((last ? list.lastIndex(where: matches) : list.firstIndex(where: matches)) ?? -1))
    }
    let (text, part) = (Array(arguments.text(0).utf16), Array(arguments.text(1).utf16))
    guard part.count <= text.count else { return .number(-1) }
    let starts = Array(0...(text.count - part.count))
    let found = (last ? starts.reversed() : starts).first { text[$0...].starts(with: part) }
    return .number(Double(found ?? -1))
  }

  private static func extent(_ list: [DataValue]) -> (Double, Double)? {
    let numbers = list.filter { $0 != .null }.map(\.number).filter { !$0.isNaN }
    guard let low = numbers.min(), let high = numbers.max() else { return nil }
    return (low, high)
  }
}
