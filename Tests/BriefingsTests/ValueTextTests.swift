import Diagnostics
import Observations
import OrderedCollections
import Testing

@testable import Briefings

@Suite struct ValueTextTests {
  private let text: ValueText = {
    var vocabulary = Vocabulary()
    for file in TestWorld(files: [:]).world.vocabularies where file.name == "units.csv" {
      try? vocabulary.add(file)
    }
    return ValueText(vocabulary: vocabulary, language: "en")
  }()

  private func quantity(
    _ number: String, _ unit: String, _ qualifier: Observation.Qualifier = .exact, computed: Bool = false
  ) throws -> Quantity {
    Quantity(number: try #require(ExactDecimal(number)), unit: unit, qualifier: qualifier, isComputed: computed)
  }

  @Test(arguments: [
    ("48000000000", "CNY", Observation.Qualifier.exact, "48 billion yuan"),
    ("39302000000", "CNY", .exact, "39.302 billion yuan"), ("500000000000", "CNY", .nearly, "nearly 500 billion yuan"),
    ("14361.22", "CNY_100M", .exact, "1.44 trillion yuan"), ("3598102.7", "USD_M", .exact, "$3.6 trillion"),
    ("10.4", "%", .exact, "10.4%"), ("3000", "count", .over, "over 3,000"), ("1.82", "times", .exact, "1.82 times"),
    ("0.166667", "share", .exact, "16.7%"), ("-1.9", "%", .exact, "−1.9%"),
    ("1000", "km", .over, "over 1,000 kilometres"),
    ("3", "rank", .exact, "3"), ("1.2", "pp", .exact, "1.2 percentage points"), ("600", "km/h", .exact, "600 km/h"),
  ])
  func proseKeepsTheDigitsOfTheSource(
    number: String, unit: String, qualifier: Observation.Qualifier, expected: String
  ) throws {
    #expect(text.prose(try quantity(number, unit, qualifier)) == expected)
  }

  @Test func computedValuesHaveThreeSignificantDigits() throws {
    #expect(text.prose(try quantity("12.7542899", "%", computed: true)) == "12.8%")
    #expect(text.prose(try quantity("123456789", "CNY", computed: true)) == "123 million yuan")
  }

  @Test func cardsPartNumberAndUnit() throws {
    let yuan = text.parts(try quantity("39302000000", "CNY"))
    #expect(yuan.number == "39.302" && yuan.unit == "billion yuan")
    let dollars = text.parts(try quantity("3598102.7", "USD_M", .over))
    #expect(dollars.number == "over $3.6" && dollars.unit == "trillion")
  }

  @Test func aColumnHasOneScale() throws {
    let values = [try quantity("14361.22", "CNY_100M"), try quantity("500", "CNY_100M")]
    let scale = text.scale(for: values)
    #expect(scale.words == "billion yuan")
    #expect(values.map { text.cell($0, scale: scale, decimals: 1) } == ["1,436.1", "50.0"])
    #expect(text.scale(for: values + [try quantity("1", "%")]).unit == nil)
  }
}
