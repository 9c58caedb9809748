import Diagnostics
import Extraction
import Observations
import Testing

/// Sentences and what they must give, figure by figure: value, unit, then `q` qualifier, `c` change, `p` period,
/// `s` status, `r` region code, `m` measure where the case is about them. The articles are dated 2023-03-15.
@Suite struct PhenomenaTests {
  static let amounts = [
    SentenceCase(
      "Output in Hubei came to 5.4 trillion yuan in 2022.", "5400000000000 CNY p=2022 r=CN-HB m=gross_output"),
    SentenceCase("Suzhou's tax revenue stood at RMB81.3 billion.", "81300000000 CNY r=CN-JS"),
    SentenceCase("The park earned 7.2bn yuan in sales.", "7200000000 CNY m=revenue"),
    SentenceCase("A ¥900m loan was granted in Hefei.", "900000000 CNY"),
    SentenceCase("Chinese exports of toys hit US$3.4 billion.", "3400000000 USD m=exports"),
    SentenceCase(
      "Penang recorded approved investment of RM13.7 billion in 2022.", "13700000000 MYR r=MY-07 m=investment_approved"),
    SentenceCase("Gujarat attracted Rs 2.3 lakh crore of investment.", "2300000000000 INR r=IN-GJ"),
    SentenceCase("Tamil Nadu signed projects worth 5,600 crore rupees.", "56000000000 INR r=IN-TN"),
    SentenceCase("Bavaria invested 3,5 Milliarden Euro.", "3500000000 EUR r=DE-BY"),
    SentenceCase("Saxony received 12 Mio. Euro for its chip plants.", "12000000 EUR r=DE-SN"),
    SentenceCase("Vietnam's exports totalled 371.3 billion USD last year.", "371300000000 USD r=VN p=2022 m=exports"),
    SentenceCase("Revenue of German carmakers rose to 506 billion euros in 2022.", "506000000000 EUR r=DE p=2022"),
    SentenceCase(
      "A plant worth $5.5 billion will create 8,100 jobs in Georgia.", "5500000000 USD", "8100 count m=jobs s=plan"),
    SentenceCase("A total of 14 300 cars were exported from Chongqing.", "14300 count"),
    SentenceCase("Steel output reached 63 x 10,000 tonnes.", "630000 tonne"),
    SentenceCase("The zone covers 4,500 mu.", "4500 mu m=land_area"),
    SentenceCase(
      "Forty-two projects with a total investment of two hundred and ten million yuan began.", "42 count",
      "210000000 CNY"),
  ]

  static let hyphens = [
    SentenceCase(
      "Wuhan hopes for a trillion-yuan optoelectronics cluster.", "1000000000000 CNY s=target m=industry_scale"),
    SentenceCase("Four 10-billion-yuan industries have emerged in Yibin.", "4 count", "10000000000 CNY"),
    SentenceCase("The city has 9 companies with 100-million-yuan-level sales.", "9 count", "100000000 CNY"),
    SentenceCase("It makes 43-inch to 98-inch panels.", "43..98 inch"),
  ]

  static let hedges = [
    SentenceCase("Nearly 60 firms moved in.", "60 count q=nearly"),
    SentenceCase("Some 2,400 workers were hired.", "2400 count q=about m=jobs"),
    SentenceCase("Sales topped 30 billion yuan in 2022.", "30000000000 CNY q=over p=2022"),
    SentenceCase("At least 15 factories will open.", "15 count q=at_least"),
    SentenceCase("Loans of up to 3 million yuan are granted.", "3000000 CNY q=up_to"),
    SentenceCase("Energy use fell to less than 0.4 tonnes of coal.", "0.4 tonne q=under"),
    SentenceCase("The fund manages 500+ million yuan.", "500000000 CNY"),
    SentenceCase("Investment exceeded the 2 trillion yuan mark.", "2000000000000 CNY q=over m=investment"),
  ]

  static let changes = [
    SentenceCase(
      "Industrial output in Anhui rose 8.1 percent year on year.", "8.1 % c=growth_rate r=CN-AH m=gross_output_growth"),
    SentenceCase("Profits fell by 12.4 per cent in 2022.", "-12.4 % c=growth_rate m=profit_growth p=2022"),
    SentenceCase("Retail sales were 8.2 billion yuan, down 3.1 percent.", "8200000000 CNY", "-3.1 % m=revenue_growth"),
    SentenceCase("Exports reached 4 billion yuan, an increase of 21%.", "4000000000 CNY", "21 % m=exports_growth"),
    SentenceCase("The export share climbed 1.6 percentage points to 24.5 percent.", "1.6 pp", "24.5 % c=share"),
    SentenceCase("Growth was -0.8 percent in the first quarter of 2022.", "-0.8 % p=2022-Q1"),
    SentenceCase("Electronics accounted for 31% of output.", "31 % c=share m=gross_output_share"),
    SentenceCase("Steel and cement production fell 2.5 percent and 4.1 percent respectively.", "-2.5 %", "-4.1 %"),
    SentenceCase("The number of unicorns grew from 11 to 19.", "11 count", "19 count"),
    SentenceCase("Sales were 2.4 times those of 2020.", "2.4 times c=multiple"),
    SentenceCase("Output of batteries increased fivefold.", "5 times c=multiple"),
    SentenceCase("The town makes one third of the country's lighters.", "0.333333 share c=share"),
    SentenceCase("Two thirds of the suppliers are local.", "0.666667 share"),
    SentenceCase("Profits are forecast to grow 5–6 percent in 2024.", "5..6 % s=target p=2024"),
  ]

  static let ranges = [
    SentenceCase("The factory will employ 200-350 people.", "200..350 count"),
    SentenceCase("Each line costs 4 to 6 billion yuan.", "4000000000..6000000000 CNY"),
    SentenceCase("Capacity is between 30,000 and 50,000 tonnes.", "30000..50000 tonne"),
    SentenceCase(
      "It signed deals worth 2.1 billion yuan (about $300 million).", "2100000000 CNY", "300000000 USD q=about"),
  ]

  static let others = [
    SentenceCase("Kazan's plants shipped goods worth 2 trillion 150 billion rubles.", "2150000000000 RUB"),
    SentenceCase(
      "GRP was 4,3 trillion rubles and output 3,692 trillion rubles.", "4300000000000 RUB", "3692000000000 RUB"),
    SentenceCase("85 of the 120 projects have started.", "85 count m=project_count", "120 count"),
    SentenceCase(
      "Hubei made 1.7 million cars, of which 601,000 were NEVs.", "1700000 count", "601000 count m=production"),
    SentenceCase("Malaysia's Selangor state drew RM4 billion.", "4000000000 MYR r=MY-10"),
    SentenceCase("Zhejiang and Anhui took 45% and 30% of the total, respectively.", "45 % r=CN-ZJ", "30 % r=CN-AH"),
    SentenceCase("The index of industrial production was 107.8%.", "107.8 % c=level m=ipi"),
    SentenceCase("KAMAZ made 43.6 thousand trucks (+2.5%).", "43600 count", "2.5 % c=growth_rate"),
    SentenceCase("2023年一季度，吉林省完成投资1234.5亿元，同比增长6.8%。", "123450000000 CNY r=CN-JL", "6.8 % c=growth_rate"),
  ]

  static let periods = [
    SentenceCase("By 2025, the industry will reach 200 billion yuan.", "200000000000 CNY s=target p=2025"),
    SentenceCase(
      "From January to November, 18 projects were signed in Ningde.", "18 count p=2022-01/2022-11 m=projects_signed"),
    SentenceCase("In the first three quarters of 2022, 26 plants opened.", "26 count p=2022-Q1/2022-Q3"),
    SentenceCase("Fourth-quarter revenue was 9.9 billion yuan.", "9900000000 CNY p=2022-Q4"),
    SentenceCase("During 2016-2020 the port invested 12 billion yuan.", "12000000000 CNY p=2016/2020"),
    SentenceCase("In the first half of last year, exports hit 1.2 billion yuan.", "1200000000 CNY p=2022-Q1/2022-Q2"),
    SentenceCase("In May 2022, car sales fell 17%.", "-17 % p=2022-05"),
    SentenceCase(
      "Sales were 9 billion yuan in 2021 and are planned to hit 15 billion yuan by 2025.",
      "9000000000 CNY s=actual p=2021", "15000000000 CNY s=target p=2025"),
  ]

  static let links = [
    SentenceCase("Of the 12 key projects, 9 have started.", "12 count m=project_count", "9 count m=project_count"),
    SentenceCase("One out of every ten phone screens is made in Hefei.", "0.1 share c=share"),
    SentenceCase(
      "Its six-phase project requires a total investment of 64 billion yuan.", "64000000000 CNY m=investment"),
    SentenceCase(
      "Revenue of 18 billion yuan and exports of 3 billion yuan meant a growth of 13% and 22% respectively.",
      "18000000000 CNY m=revenue", "3000000000 CNY m=exports", "13 % m=revenue_growth", "22 % m=exports_growth"),
    SentenceCase(
      "Since the carmaker settled in Yibin in 2019, the city has drawn 62 projects.", "62 count p=2019/2023-03"),
    SentenceCase(
      "Selangor drew RM14 billion of investment in 2022, 90% of which was foreign.",
      "14000000000 MYR m=investment p=2022", "90 % m=fdi_share r=MY-10"),
    SentenceCase(
      "Exports of Penang came to RM447 billion, or a third of Malaysia's total.", "447000000000 MYR",
      "0.333333 share r=MY-07"),
    SentenceCase(
      "Odisha plans to raise its steel capacity from 33 to 130 million tonnes.", "33000000 tonne", "130000000 tonne"),
    SentenceCase("Kulim will receive RM25 billion over five years.", "25000000000 MYR"),
    SentenceCase(
      "Wuling sold 1.4 million cars and exported 231,000 of them.", "1400000 count m=production",
      "231000 count m=export_volume"),
    SentenceCase(
      "Airbus employs 4,000 people at Bouguenais and 3,700 at Montoir.", "4000 count m=jobs", "3700 count m=jobs"),
    SentenceCase("A $3.5 billion plant in Ohio is planned.", "3500000000 USD"),
    SentenceCase("The sawmill makes 250 million board feet a year.", "250000000 count"),
    SentenceCase(
      "Chemicals make up 18% of output, oil production 38%.", "18 % m=gross_output_share", "38 % m=gross_output_share"),
    SentenceCase(
      "The index of industrial production rose 15% in 2022, of which garments grew 17% and power production 11%.",
      "15 % m=ipi_growth", "17 % m=ipi_growth", "11 % m=ipi_growth"),
    SentenceCase(
      "In the past three months, Gujarat signed 28 memorandums.", "28 count m=projects_signed p=2022-12/2023-03"),
    SentenceCase(
      "A $3.5 billion battery plant in Ohio will begin production in late 2024.", "3500000000 USD m=investment s=plan"),
  ]

  static let none = [
    SentenceCase("The 14th Five-Year Plan names new materials."),
    SentenceCase("The forum opened on October 18, 2022 at 09:30."),
    SentenceCase("The '2+6+N' system and the \"344\" layout take shape."),
    SentenceCase("Call 0571-8505 1234 or visit www.example.cn/2022."),
    SentenceCase("The C919 jet, 5G phones, PM2.5 and COVID-19 were discussed."),
    SentenceCase("One of the parks is large."),
    SentenceCase("The three-year action plan was issued in 2021."), SentenceCase("It nurtures firms from 0 to 1."),
    SentenceCase("Write to office18@example.org."), SentenceCase("The No. 18 Factory is old."),
  ]

  @Test(arguments: amounts + hyphens + hedges + changes + ranges + others + periods + links + none)
  func figuresAreRead(_ example: SentenceCase) throws {
    let got = Workbench.extract(example.text).observations
    let printed = got.map(\.summary)
    #expect(got.count == example.expected.count, "\(printed)")
    for (observation, expected) in zip(got, example.expected) {
      let parts = expected.split(separator: " ").map(String.init)
      let all = observation.summary.split(separator: " ").map(String.init)
      #expect(all.prefix(2) == parts.prefix(2), "\(observation.summary)")
      for part in parts.dropFirst(2) { #expect(all.contains(part), "\(observation.summary)") }
    }
  }

  @Test func ranksAreNoAmounts() {
    let ranks = Workbench.extract("The city ranked third in the province and 18th nationwide.").observations
    #expect(ranks.map(\.unit) == ["rank", "rank"])
    #expect(ranks.map { $0.number?.double } == [3, 18])
  }

  @Test(arguments: [
    ("On October 18, 2022 it rained.", "period"), ("Call 0571-8505 1234.", "phone"), ("A C919 landed.", "identifier"),
    ("The '1-3-5' plan.", "slogan"), ("See www.example.org/2022/a.", "url"), ("It closes at 17:30.", "clock-time"),
    ("Write to a1@example.org.", "email"), ("< 1 2 3 4 5 6 >", "pager"), ("The 14th Five-Year Plan ends.", "plan"),
  ])
  func refusedDigitsSayWhy(text: String, reason: String) {
    let reasons = Workbench.extract(text).rejections.map(\.reason.rawValue)
    #expect(reasons.contains(reason) || reason == "period" && reasons.contains("date"), "\(reasons)")
  }
}

extension Observation {
  /// Value and unit, then every field a case may name.
  var summary: String {
    var text = number?.description ?? "?"
    if case .range(_, let high) = value { text += "..\(high)" }
    return
      "\(text) \(unit) q=\(qualifier.rawValue) c=\(change.rawValue) p=\(period?.description ?? "") s=\(status.rawValue) r=\(regionCode) m=\(measure)"
  }
}
