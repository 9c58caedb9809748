/// The value of an expression for a row.
typealias RowFunction = (DataRow) -> ScriptValue

extension ExpressionNode {
  /// The expression as a function of rows whose columns are known: what `evaluate` gives, without looking up names in
  /// every row.
  func function(of columns: [String: Int], context: ExpressionContext) -> RowFunction {
    switch self {
    case .literal(let value):
      let value = ScriptValue.data(value)
      return { _ in value }
    case .field(let name):
      guard let column = columns[name] else { return { _ in .undefined } }
      return { row in column < row.count ? .data(row[column]) : .undefined }
    case .name(let name):
      let value = context.constants[name].map(ScriptValue.data) ?? .undefined
      return { _ in value }
    case .unary(let op, let operand):
      let operand = operand.function(of: columns, context: context)
      return { row in Self.apply(op, operand(row)) }
    case .binary(let op, let a, let b):
      if op.isComparison, case .field(let name) = a, case .literal(let literal) = b, let column = columns[name],
        let test = op.test(against: literal)
      {
        return { row in column < row.count ? .truth(test(row[column])) : Self.apply(op, .undefined, .data(literal)) }
      }
      let (a, b) = (a.function(of: columns, context: context), b.function(of: columns, context: context))
      switch op {
      case .and:
        return { row in
          let left = a(row)
          return left.isTrue ? b(row) : left
        }
      case .or:
        return { row in
          let left = a(row)
          return left.isTrue ? left : b(row)
        }
      case .coalesce:
        return { row in
          let left = a(row)
          return left.exists ? left : b(row)
        }
      default: return { row in Self.apply(op, a(row), b(row)) }
      }
    case .conditional(let test, let yes, let no):
      let (test, yes, no) = (
        test.function(of: columns, context: context), yes.function(of: columns, context: context),
        no.function(of: columns, context: context)
      )
      return { row in test(row).isTrue ? yes(row) : no(row) }
    default:
      return { row in
        var context = context
        context.field = { name in columns[name].flatMap { $0 < row.count ? row[$0] : nil } }
        return self.evaluate(context)
      }
    }
  }
}

extension BinaryOperator {
  var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .identical, .notIdentical, .less, .greater, .lessOrEqual, .greaterOrEqual: true
    default: false
    }
  }

  /// The comparison of values with a text or a finite number.
  func test(against literal: DataValue) -> ((DataValue) -> Bool)? {
    let op = self
    /// What `apply` says, for values of another kind.
    func other(_ value: DataValue) -> Bool { ExpressionNode.apply(op, .data(value), .data(literal)).isTrue }
    switch literal {
    case .number(let b) where b.isFinite:
      return { value in
        guard case .number(let a) = value else { return other(value) }
        return switch op {
        case .equal, .identical: a == b
        case .notEqual, .notIdentical: a != b
        case .less: a < b
        case .greater: a > b
        case .lessOrEqual: a <= b
        default: a >= b
        }
      }
    case .string(let b):
      return { value in
        guard case .string(let a) = value else { return other(value) }
        return switch op {
        case .equal, .identical: a == b
        case .notEqual, .notIdentical: a != b
        case .less: a.precedesInUTF16(b)
        case .greater: b.precedesInUTF16(a)
        case .lessOrEqual: !b.precedesInUTF16(a)
        default: !a.precedesInUTF16(b)
        }
      }
    default: return nil
    }
  }
}
