import Frames
import Geometry

extension PageTheme {
  /// A4 upright, serif body, sans headings and figures, one blue: the look of a central bank's bulletin.
  public static let standard = PageTheme()

  /// The standard look with other fixed words or paper.
  public init(paper: Paper = .a4, landscape: Bool = false, words: Words = .english) {
    let ink = Color(hex: 0x1B1F24)
    let grey = Color(hex: 0x59626C)
    let blue = Color(hex: 0x12436D)
    func sans(_ size: Double, _ weight: Int = 400, tabular: Bool = false) -> TextStyle {
      TextStyle(family: "Inter", size: size, weight: weight, tabularFigures: tabular)
    }
    func serif(_ size: Double, italic: Bool = false) -> TextStyle {
      TextStyle(family: "Noto Serif", size: size, italic: italic)
    }
    self.paper = paper
    self.landscape = landscape
    let turned = landscape ? Size(paper.size.height, paper.size.width) : paper.size
    let lines = ((turned.height - 140) / 14).rounded(.down)
    margins = Insets(top: 71, right: 56.7, bottom: max(0, turned.height - 71 - max(1, lines) * 14), left: 56.7)
    baseline = 14
    gutter = 10
    textColumns = landscape ? 7 : 10
    title = TextSetting(sans(24, 600), leading: 28, color: ink, ends: .balanced)
    subtitle = TextSetting(sans(14), leading: 21, color: grey, ends: .balanced)
    kicker = TextSetting(sans(9, 600), leading: 14, color: blue)
    headings = [
      TextSetting(sans(20, 600), leading: 24.5, color: ink, ends: .balanced),
      TextSetting(sans(14, 600), leading: 21, color: ink, ends: .balanced),
      TextSetting(sans(11, 600), leading: 14, color: ink, ends: .balanced),
      TextSetting(sans(9.6, 600), leading: 14, color: grey, ends: .balanced),
    ]
    body = TextSetting(serif(9.6), leading: 14, color: ink, ends: .justified, hyphenated: true)
    lead = TextSetting(serif(11.5), leading: 17.5, color: ink)
    quote = TextSetting(serif(9.6, italic: true), leading: 14, color: grey, ends: .justified, hyphenated: true)
    small = TextSetting(sans(7.5), leading: 10.5, color: grey)
    captionTitle = TextSetting(sans(9), leading: 14, color: ink)
    caption = TextSetting(sans(7.5), leading: 10.5, color: grey)
    tableHead = TextSetting(sans(7.5), leading: 10.5, color: ink)
    tableBody = TextSetting(sans(8.4, tabular: true), leading: 12, color: ink)
    keyLabel = TextSetting(sans(7.5, 600), leading: 10.5, color: grey)
    keyValue = TextSetting(sans(22, 600), leading: 28, color: blue)
    source = TextSetting(sans(7.5), leading: 10.5, color: ink, hyphenated: true)
    running = TextSetting(sans(7.5), leading: 10.5, color: grey)
    codeFamily = "Inter"
    accent = blue
    contrary = Color(hex: 0xA8480F)
    muted = grey
    strongRule = ink
    lightRule = Color(hex: 0xC4CAD0)
    linkRule = Color(hex: 0x9DB2C4)
    self.words = words
    head = RunningLine(left: "{title}", right: "{heading}", hasRule: true)
    foot = RunningLine(left: "{issuer}", right: "{page}")
    if words == .chinese {
      // Characters that fill their squares need more white between the lines.
      body.leading = 17.5
      quote.leading = 17.5
      lead.leading = 21
    }
  }
}
