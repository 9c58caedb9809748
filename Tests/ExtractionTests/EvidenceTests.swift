import Extraction
import Observations
import Testing

/// What verbs, subjects and noun phrases make of the figures of a sentence: measure, sector, period, `-` for none, and status.
/// The articles are dated 2023-03-15.
@Suite struct EvidenceTests {
  static let tenses = [
    SentenceCase(
      "In 2022, the output value of Hefei's chip industry was 30 billion yuan, and the city is home to 200 chip firms.",
      "gross_output Semiconductors 2022 actual", "company_count Semiconductors - actual"),
    SentenceCase(
      "Weifang made 30,000 trucks in 2022. It has drawn 5 billion yuan of investment.",
      "production Automotive 2022 actual", "investment - - actual"),
    SentenceCase(
      "Hunan's revenue from trucks was 8 billion yuan in 2022. Trucks account for 5 percent of the exports.",
      "revenue Automotive 2022 actual", "exports_share Automotive - actual"),
    SentenceCase(
      "From 2020 to 2022, the output value of Hefei rose from 180 billion yuan to 768 billion yuan.",
      "gross_output - 2020 actual", "gross_output - 2022 actual"),
    SentenceCase(
      "Wuhan plans to build a 90-billion-yuan cluster by 2027 and has set up a 2-billion-yuan fund.",
      "industry_scale - 2027 target", "fund_size - - actual"),
    SentenceCase("Three stations are to be added in Hefei before October.", "other - 2023-10 plan"),
    SentenceCase(
      "In Baotou, 168 rare earth firms realized an output value of 8 billion yuan in the first 2 months.",
      "company_count Rare earths - actual", "gross_output Rare earths 2023-01/2023-02 actual"),
  ]

  static let subjects = [
    SentenceCase(
      "XCMG, a maker of cranes in Xuzhou, sold 3,000 cranes in 2022. The company realized exports of 20 billion yuan.",
      "production Construction machinery 2022 actual", "exports Construction machinery 2022 actual"),
    SentenceCase(
      "The lithium battery industry of Yibin, with 18 enterprises above designated size, employs 9,000 people.",
      "company_count Power batteries - actual", "jobs Power batteries - actual"),
    SentenceCase(
      "Hainan grew its rocket industry. This year, Hainan plans 500 key projects.", "project_count - 2023 plan"),
    SentenceCase(
      "CATL will spend 3 billion yuan on a solar plant in Hefei.", "investment Photovoltaics - plan"),
    SentenceCase(
      "Industrial added value grew 5 percent in Hunan in 2022, and 150 projects were started.",
      "value_added_growth All industry 2022 actual", "project_count - 2022 actual"),
  ]

  static let measures = [
    SentenceCase(
      "The added value of Guizhou's industry grew by 5.9 percent in 2022 and ranked 12th in the country.",
      "value_added_growth All industry 2022 actual", "value_added_rank All industry 2022 actual"),
    SentenceCase(
      "The added value of industry in Hunan grew 6 percent in 2022. Mining fell 2 percent.",
      "value_added_growth All industry 2022 actual", "value_added_growth Mining 2022 actual"),
    SentenceCase(
      "Shaanxi produced 1.47 million vehicles in 2022, of which over 1.05 million were new energy vehicles.",
      "production Automotive 2022 actual", "production New energy vehicles 2022 actual"),
    SentenceCase("One in five pairs of shoes in China comes from Jinjiang.", "production_share Textiles - actual"),
    SentenceCase(
      "Revenue of Liliang in Henan soared by 82 percent to 906 million yuan and its net profit by 92 percent in 2022.",
      "revenue_growth - 2022 actual", "revenue - 2022 actual", "profit_growth - 2022 actual"),
    SentenceCase("Electricity consumption in Hefei was 2 GWh in 2022.", "other Energy supply 2022 actual"),
    SentenceCase("A 16-million-ton refinery stands in Lianyungang.", "production_capacity Chemicals - capacity"),
    SentenceCase(
      "The bearing maker in Hefei has 8,000 workers, of whom 30 percent are women.",
      "jobs Machinery and equipment - actual", "jobs_share Machinery and equipment - actual"),
  ]

  @Test(arguments: tenses + subjects + measures)
  func figuresMeanWhatTheirSentenceSays(_ example: SentenceCase) {
    let got = Workbench.extract(example.text).observations.map {
      "\($0.measure) \($0.sector.isEmpty ? "-" : $0.sector) \($0.period?.description ?? "-") \($0.status.rawValue)"
    }
    #expect(got == example.expected)
  }

  /// "The second largest city", "8.6-generation", "4680 cells": names, no figures.
  @Test(arguments: [
    "Mianyang is the second largest city of Sichuan.", "An 8.6-generation line stands in Mianyang.",
    "The plant makes 4680 cells.", "A loader comes off the line every 30 seconds.",
  ])
  func namesAreNoFigures(text: String) {
    #expect(Workbench.extract(text).observations.map(\.quote) == [])
  }
}
