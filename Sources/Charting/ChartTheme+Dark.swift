import Notation

/// What the dark theme changes of the standard one. Category colours reach 3:1 on the ground and alternate in lightness.
let darkConfig: Node = [
  "background": "#16191D",
  "range": [
    "category": ["#4A90D0", "#9BE7DD", "#CC6699", "#FFC590", "#8F8F8F", "#DDCFF7"],
    "ordinal": darkRamp, "ramp": darkRamp, "heatmap": darkRamp,
    "waterfall": ["#9BE7DD", "#CC6699", "#B5B5B5"],
  ],
  "mark": ["color": "#4A90D0"],
  "text": ["color": "#E6E6E6"],
  "rule": ["color": "#B5B5B5"],
  "tick": ["color": "#E6E6E6"],
  "arc": ["stroke": "#16191D"],
  "rect": ["stroke": "#16191D"],
  "axis": [
    "domainColor": "#8F8F8F", "tickColor": "#8F8F8F", "gridColor": "#353A40", "labelColor": "#D6D6D6",
    "titleColor": "#B5B5B5",
  ],
  "header": ["labelColor": "#E6E6E6", "titleColor": "#B5B5B5"],
  "legend": ["titleColor": "#B5B5B5", "labelColor": "#D6D6D6"],
  "title": ["color": "#F2F2F2", "subtitleColor": "#B5B5B5"],
  "style": [
    "bullet-target": ["color": "#F2F2F2", "stroke": "#16191D"],
    "treemap-rect": ["stroke": "#16191D"],
    "tilegrid-rect": ["stroke": "#16191D"],
    "tilegrid-missing": ["stroke": "#6A6F75"],
    "dumbbell-rule": ["color": "#8F8F8F"],
  ],
]

/// From a blue that reaches 3:1 on the ground to almost white.
private let darkRamp: Node = ["#3D6F9E", "#618CB6", "#86AACF", "#AAC8E7", "#CFE6FF"]
