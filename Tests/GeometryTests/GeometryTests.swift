import Geometry
import Testing

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (1, "1"), (-1.5, "-1.5"), (0.0004, "0"), (0.0005, "0.001"), (-0.05, "-0.05"),
    (123456.789, "123456.789"), (10, "10"), (100.1, "100.1"), (Double.nan, "0"), (Double.infinity, "0"),
  ])
  func writesShortDecimals(value: Double, text: String) {
    #expect(numberText(value) == text)
  }

  @Test func readsBackWithinHalfAUnit() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2_000 {
      let value = Double.random(in: -1e6...1e6, using: &generator)
      let read = Double(numberText(value)) ?? .nan
      #expect(abs(read - value) <= 0.000501, "\(value)")
    }
  }
}

@Suite struct TransformTests {
  @Test func compositionAppliesInnerFirst() {
    let t = Transform.scale(2, 3).applied(after: .translation(1, 1))
    #expect(t.apply(Point(1, 1)) == Point(4, 6))
  }

  @Test func rectanglesThatTouchDoNotOverlap() {
    let a = Rect(x: 0, y: 0, width: 1, height: 1)
    #expect(!a.overlaps(Rect(x: 1, y: 0, width: 1, height: 1)))
    #expect(a.overlaps(Rect(x: 0.9, y: 0, width: 1, height: 1)))
  }
}
