public import Notation

/// The look of a chart: a Vega-Lite `config` and the layout habits that go beyond it.
public struct ChartTheme: Sendable {
  /// The layers of `config`, the strongest first.
  var configs: [Node]
  /// How titles, legends and axes are laid out.
  var habits: Habits

  /// What a `config` cannot say.
  struct Habits: Sendable {
    /// Labels that collide stay in the frame, invisible, as the reference engine has them.
    var keepsHiddenLabels: Bool
    /// Legends stand in a row above the plot.
    var legendsOnTop: Bool
    /// Grid lines run across the value axis only.
    var gridAcrossValuesOnly: Bool
    /// Labels that do not fit under an axis are broken into two lines before they are turned.
    var wrapsLabels: Bool
    /// Anything drawn stays in the frame: labels are shortened rather than cut.
    var fitsFrame: Bool
  }

  /// Vega-Lite's own defaults.
  public static let vega = ChartTheme(
    configs: [formConfig],
    habits: Habits(
      keepsHiddenLabels: true, legendsOnTop: false, gridAcrossValuesOnly: false, wrapsLabels: false, fitsFrame: false))

  /// The look of reports: quiet, Inter, horizontal grid lines, the colours of the UK Government Analysis Function.
  public static let standard = ChartTheme(
    configs: [standardConfig, formConfig],
    habits: Habits(
      keepsHiddenLabels: false, legendsOnTop: true, gridAcrossValuesOnly: true, wrapsLabels: true, fitsFrame: true))

  /// The standard look on a dark ground, for screens.
  public static let dark = ChartTheme(configs: [darkConfig, standardConfig, formConfig], habits: standard.habits)

  /// The themes that come with the program, by name.
  public static let named: KeyValuePairs<String, ChartTheme> = [
    "standard": .standard, "dark": .dark, "vega": .vega,
  ]

  /// A theme that changes some keys of another one.
  public init(config: Node, base: ChartTheme) {
    configs = [config] + base.configs
    habits = base.habits
  }

  init(configs: [Node], habits: Habits) {
    self.configs = configs
    self.habits = habits
  }
}

private let standardConfig: Node = [
  "background": "white",
  "font": "Inter",
  "padding": 0,
  "view": ["stroke": "transparent", "continuousWidth": 320, "continuousHeight": 180, "step": 22],
  "range": [
    "category": ["#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"],
    "ordinal": ["scheme": "blues"], "ramp": ["scheme": "blues"], "heatmap": ["scheme": "blues"],
  ],
  "mark": ["color": "#12436D"],
  "line": ["strokeWidth": 2, "strokeCap": "round", "strokeJoin": "round"],
  "point": ["size": 30, "filled": true],
  "text": ["fontSize": 9, "color": "#333333"],
  "rule": ["color": "#3D3D3D"],
  "tick": ["thickness": 2],
  "arc": ["stroke": "white", "strokeWidth": 1],
  "rect": ["stroke": "white", "strokeWidth": 1],
  "axis": [
    "domainColor": "#8A8A8A", "tickColor": "#8A8A8A", "gridColor": "#E3E3E3", "gridWidth": 0.5, "labelColor": "#333333",
    "labelFontSize": 9, "titleFontSize": 9, "titleFontWeight": "normal", "titleColor": "#555555", "labelPadding": 4,
    "tickSize": 3, "labelLimit": 160,
  ],
  "axisQuantitative": ["domain": false, "ticks": false, "tickCount": 5],
  "axisBand": ["ticks": false, "grid": false],
  "axisPoint": ["ticks": false, "grid": false],
  "axisTemporal": ["grid": false],
  "header": [
    "labelFontSize": 9, "labelFontWeight": 600, "titleFontSize": 9, "titleFontWeight": "normal",
    "labelColor": "#333333",
    "titleColor": "#555555",
  ],
  "legend": [
    "labelFontSize": 9, "titleFontSize": 9, "titleFontWeight": "normal", "titleColor": "#555555",
    "labelColor": "#333333", "symbolSize": 60, "labelLimit": 200,
  ],
  "title": [
    "fontSize": 11, "fontWeight": "bold", "color": "#1A1A1A", "subtitleFontSize": 9, "subtitleColor": "#666666",
    "anchor": "start", "frame": "bounds",
  ],
]

/// The parts of briefing forms; every theme ends with it.
private let formConfig: Node = [
  "range": [
    "waterfall": ["#28A197", "#801650", "#3D3D3D"]
  ],
  "style": [
    "bullet-target": ["color": "#1A1A1A", "stroke": "white", "strokeWidth": 1],
    "dumbbell-rule": ["color": "#8A8A8A"],
    "waterfall-rule": ["color": "#8A8A8A", "strokeWidth": 0.75],
    "sparkline-line": ["strokeCap": "round", "strokeJoin": "round"],
    "treemap-rect": ["stroke": "white", "strokeWidth": 1],
    "tilegrid-rect": ["stroke": "white", "strokeWidth": 0],
    "tilegrid-missing": ["fill": "transparent", "stroke": "#BDBDBD", "strokeWidth": 0.75],
  ],
]
