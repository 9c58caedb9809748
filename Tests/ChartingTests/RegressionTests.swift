import Testing

@testable import Charting

@Suite struct RegressionTests {
  private let xs = [1.0, 2, 3, 4, 5]

  @Test func findsTheCurveThePointsLieOn() throws {
    let line = try #require(RegressionFit("linear", order: 1, xs.map { ($0, 3 + 2 * $0) }))
    #expect((line.value(10) - 23).magnitude < 1e-9)
    let parabola = try #require(RegressionFit("quad", order: 2, xs.map { ($0, 1 - 2 * $0 + 3 * $0 * $0) }))
    let coefficients = parabola.coefficientsAtZero
    #expect(zip(coefficients, [1, -2, 3]).allSatisfy { ($0 - $1).magnitude < 1e-6 })
    let power = try #require(RegressionFit("pow", order: 1, xs.map { ($0, 2 * $0 * $0) }))
    #expect((power.value(6) - 72).magnitude < 1e-6)
    #expect(line.determination(xs.map { ($0, 3 + 2 * $0) }) == 1)
  }

  @Test func leavesOpenWhatThePointsLeaveOpen() {
    #expect(RegressionFit("linear", order: 1, [(1, 1), (1, 2)]) == nil)
    #expect(RegressionFit("log", order: 1, [(0, 1), (1, 2)]) == nil)
  }
}
