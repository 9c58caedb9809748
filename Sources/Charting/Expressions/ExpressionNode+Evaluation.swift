import Glibc

extension ExpressionNode {
  /// The value for a row.
  func evaluate(_ context: ExpressionContext) -> ScriptValue {
    switch self {
    case .literal(let value): return .data(value)
    case .undefined: return .undefined
    case .pattern(let pattern): return .pattern(pattern)
    case .field(let name): return context.field(name).map(ScriptValue.data) ?? .undefined
    case .name(let name): return context.constants[name].map(ScriptValue.data) ?? .undefined
    case .member(.name("datum"), let key):
      return context.field(key.evaluate(context).text).map(ScriptValue.data) ?? .undefined
    case .member(let object, let key): return Self.member(object.evaluate(context), key.evaluate(context))
    case .unary(let op, let operand): return Self.apply(op, operand.evaluate(context))
    case .binary(.and, let a, let b):
      let left = a.evaluate(context)
      return left.isTrue ? b.evaluate(context) : left
    case .binary(.or, let a, let b):
      let left = a.evaluate(context)
      return left.isTrue ? left : b.evaluate(context)
    case .binary(.coalesce, let a, let b):
      let left = a.evaluate(context)
      return left.exists ? left : b.evaluate(context)
    case .binary(let op, let a, let b): return Self.apply(op, a.evaluate(context), b.evaluate(context))
    case .conditional(let test, let yes, let no): return (test.evaluate(context).isTrue ? yes : no).evaluate(context)
    case .list(let nodes): return .data(.list(nodes.map { $0.evaluate(context).dataValue }))
    case .object(let entries):
      return .data(.object(entries.map { DataValue.Entry($0.name, $0.value.evaluate(context).dataValue) }))
    case .call(let function, let arguments):
      return function.body(ExpressionArguments(values: arguments.map { $0.evaluate(context) }, context: context))
    case .external(let name, let arguments):
      return context.call?(name, arguments.map { $0.evaluate(context).dataValue }).map(ScriptValue.data) ?? .undefined
    }
  }

  private static func member(_ object: ScriptValue, _ key: ScriptValue) -> ScriptValue {
    guard case .data(let value) = object else { return .undefined }
    let name = key.text
    switch value {
    case .object(let entries): return entries.last { $0.name == name }.map { .data($0.value) } ?? .undefined
    case .list(let list):
      if name == "length" { return .number(Double(list.count)) }
      return Int(name).flatMap { list.indices.contains($0) ? .data(list[$0]) : nil } ?? .undefined
    case .string(let text):
      let units = Array(text.utf16)
      if name == "length" { return .number(Double(units.count)) }
      guard let i = Int(name), units.indices.contains(i) else { return .undefined }
      return .text(String(decoding: units[i...i], as: UTF16.self))
    default: return .undefined
    }
  }

  static func apply(_ op: UnaryOperator, _ value: ScriptValue) -> ScriptValue {
    switch op {
    case .minus: .number(-value.number)
    case .plus: .number(value.number)
    case .not: .truth(!value.isTrue)
    case .complement: .number(Double(~int32(value.number)))
    }
  }

  static func apply(_ op: BinaryOperator, _ a: ScriptValue, _ b: ScriptValue) -> ScriptValue {
    switch op {
    case .add: return sum(a, b)
    case .subtract: return .number(a.number - b.number)
    case .multiply: return .number(a.number * b.number)
    case .divide: return .number(a.number / b.number)
    case .remainder: return .number(fmod(a.number, b.number))
    case .power: return .number(pow(a.number, b.number))
    case .identical: return .truth(ScriptValue.identical(a, b))
    case .notIdentical: return .truth(!ScriptValue.identical(a, b))
    case .equal: return .truth(ScriptValue.equal(a, b))
    case .notEqual: return .truth(!ScriptValue.equal(a, b))
    case .less: return .truth(ScriptValue.precedes(a, b) ?? false)
    case .greater: return .truth(ScriptValue.precedes(b, a) ?? false)
    case .lessOrEqual: return .truth(ScriptValue.precedes(b, a).map { !$0 } ?? false)
    case .greaterOrEqual: return .truth(ScriptValue.precedes(a, b).map { !$0 } ?? false)
    case .bitAnd: return .number(Double(int32(a.number) & int32(b.number)))
    case .bitOr: return .number(Double(int32(a.number) | int32(b.number)))
    case .bitXor: return .number(Double(int32(a.number) ^ int32(b.number)))
    case .shiftLeft: return .number(Double(int32(a.number) &<< int32(b.number)))
    case .shiftRight: return .number(Double(int32(a.number) &>> int32(b.number)))
    case .shiftRightUnsigned:
      return .number(Double(UInt32(bitPattern: int32(a.number)) &>> UInt32(bitPattern: int32(b.number))))
    case .has:
      guard case .data(let value) = b else { return .truth(false) }
      switch value {
      case .object(let entries): return .truth(entries.contains { $0.name == a.text })
      case .list(let items): return .truth(Int(a.text).map { items.indices.contains($0) } ?? (a.text == "length"))
      default: return .truth(false)
      }
    case .and, .or, .coalesce: return .undefined
    }
  }

  /// Text when either is text or a list or object, else a number; a time counts as its milliseconds.
  private static func sum(_ a: ScriptValue, _ b: ScriptValue) -> ScriptValue {
    func joins(_ value: ScriptValue) -> Bool {
      switch value {
      case .data(.string), .data(.list), .data(.object), .pattern: true
      default: false
      }
    }
    return joins(a) || joins(b) ? .text(a.text + b.text) : .number(a.number + b.number)
  }

  private static func int32(_ value: Double) -> Int32 {
    guard value.isFinite else { return 0 }
    let wrapped = fmod(value.rounded(.towardZero), 4_294_967_296)
    return Int32(truncatingIfNeeded: Int64(wrapped))
  }
}
