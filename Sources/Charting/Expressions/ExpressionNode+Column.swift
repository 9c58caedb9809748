extension ExpressionNode {
  /// The values for all rows at once: what `function` gives for each. Nil where the expression has a part that is
  /// worked out row by row; comparisons, arithmetic on numbers and what joins them are not.
  func column(over table: DataTable, context: ExpressionContext) -> DataColumn? {
    switch self {
    case .field(let name): return table.index(of: name).map { table.columns[$0] }
    case .unary(.not, let operand):
      guard case .truths(let truths)? = operand.column(over: table, context: context) else { return nil }
      return .truths(truths.map { !$0 })
    case .binary(let op, let a, let b) where op == .and || op == .or:
      guard case .truths(let x)? = a.column(over: table, context: context),
        case .truths(let y)? = b.column(over: table, context: context)
      else { return nil }
      return .truths(op == .and ? zip(x, y).map { $0 && $1 } : zip(x, y).map { $0 || $1 })
    case .binary(let op, let a, .literal(.string(let text))) where op.isComparison:
      guard case .coded(let codes, let list)? = a.column(over: table, context: context), list.count <= codes.count,
        let test = op.test(against: .string(text))
      else { return nil }
      let kept = list.map(test)
      return .truths(codes.map { kept[Int($0)] })
    case .binary(let op, let a, let b):
      guard let x = a.numbers(over: table, context: context), let y = b.numbers(over: table, context: context) else {
        return nil
      }
      return op.column(of: x, y, count: table.count)
    case .conditional(let test, let yes, let no):
      guard case .truths(let truths)? = test.column(over: table, context: context),
        let x = yes.numbers(over: table, context: context), let y = no.numbers(over: table, context: context)
      else { return nil }
      return .numbers(truths.indices.map { truths[$0] ? x[$0] : y[$0] })
    default: return nil
    }
  }

  private func numbers(over table: DataTable, context: ExpressionContext) -> Numbers? {
    switch self {
    case .literal(.number(let n)): return .same(n)
    case .name(let name):
      guard case .number(let n)? = context.constants[name] else { return nil }
      return .same(n)
    default:
      guard case .numbers(let all)? = column(over: table, context: context) else { return nil }
      return .each(all)
    }
  }
}

/// A number for each row, or one for all.
private enum Numbers {
  case same(Double)
  case each([Double])

  subscript(row: Int) -> Double {
    switch self {
    case .same(let n): n
    case .each(let all): all[row]
    }
  }
}

extension BinaryOperator {
  /// Numbers compared or reckoned with, row by row; nil for operators on bits, texts and truth.
  fileprivate func column(of a: Numbers, _ b: Numbers, count: Int) -> DataColumn? {
    func each<T>(_ work: (Double, Double) -> T) -> [T] {
      switch (a, b) {
      case (.each(let x), .each(let y)): zip(x, y).map(work)
      case (.each(let x), .same(let y)): x.map { work($0, y) }
      default: (0..<count).map { work(a[$0], b[$0]) }
      }
    }
    return switch self {
    case .equal, .identical: .truths(each { $0 == $1 })
    case .notEqual, .notIdentical: .truths(each { $0 != $1 })
    case .less: .truths(each { $0 < $1 })
    case .greater: .truths(each { $0 > $1 })
    case .lessOrEqual: .truths(each { $0 <= $1 })
    case .greaterOrEqual: .truths(each { $0 >= $1 })
    case .add: .numbers(each { $0 + $1 })
    case .subtract: .numbers(each { $0 - $1 })
    case .multiply: .numbers(each { $0 * $1 })
    case .divide: .numbers(each { $0 / $1 })
    default: nil
    }
  }
}
