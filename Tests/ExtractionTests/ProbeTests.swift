import Extraction
import Foundation
import Observations
import TestSupport
import Testing

/// Values found in the probe sentences, where they lie beside the checkout.
@Suite struct ProbeTests {
  struct Sentence: Decodable {
    struct Quantity: Decodable {
      var value: String
      var note: String?
    }
    var text: String
    var phenomenon: String
    var quantities: [Quantity]
  }

  @Test(.enabled(if: Checkout.shared != nil, "the probe sentences are not beside this checkout"))
  func mostProbeValuesAreFound() throws {
    let file = URL(fileURLWithPath: try #require(Checkout.shared)).appendingPathComponent("gold/probe.json")
    let sentences = try JSONDecoder().decode([Sentence].self, from: Data(contentsOf: file))
    var found = 0
    var wanted = 0
    var spurious = 0
    for sentence in sentences {
      var got = Workbench.extract(sentence.text).observations.map { o -> [Double] in
        if case .range(let low, let high) = o.value { return [abs(low.double), abs(high.double)] }
        return [abs(o.number?.double ?? .nan)]
      }
      for quantity in sentence.quantities {
        wanted += 1
        let value =
          Double(quantity.value).map { [abs($0)] } ?? quantity.value.split(separator: "-").compactMap { Double($0) }
        if let k = got.firstIndex(where: { zip($0, value).allSatisfy { abs($0 - $1) <= 1e-5 * $1 } }) {
          found += 1
          got.remove(at: k)
        } else {
          print("probe misses \(quantity.value) in: \(sentence.text)")
        }
      }
      spurious += got.count
      if !got.isEmpty { print("probe adds \(got) in: \(sentence.text)") }
    }
    print("probe: \(found) of \(wanted) values found, \(spurious) more given")
    #expect(Double(found) >= 0.9 * Double(wanted))
  }
}
