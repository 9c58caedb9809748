extension FormatLocale {
  /// American English, with the true minus sign.
  public static let english = FormatLocale(
    decimal: ".", thousands: ",", currencyPrefix: "$", dateTime: "%x, %X", date: "%-m/%-d/%Y", time: "%-I:%M:%S %p",
    periods: ["AM", "PM"],
    days: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
    shortDays: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
    months: [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ],
    shortMonths: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"])

  /// German as printed in Germany.
  public static let german = FormatLocale(
    decimal: ",", thousands: ".", currencySuffix: "\u{A0}€", percent: "\u{A0}%", dateTime: "%A, der %e. %B %Y, %X",
    date: "%d.%m.%Y", time: "%H:%M:%S", periods: ["AM", "PM"],
    days: ["Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"],
    shortDays: ["So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"],
    months: [
      "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
      "Dezember",
    ],
    shortMonths: ["Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"])

  /// French as printed in France: narrow no-break spaces between groups.
  public static let french = FormatLocale(
    decimal: ",", thousands: "\u{202F}", currencySuffix: "\u{A0}€", percent: "\u{202F}%", dateTime: "%A %e %B %Y à %X",
    date: "%d/%m/%Y", time: "%H:%M:%S", periods: ["AM", "PM"],
    days: ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
    shortDays: ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
    months: [
      "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
      "décembre",
    ],
    shortMonths: [
      "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
    ])

  /// Chinese as printed in mainland China.
  public static let chinese = FormatLocale(
    decimal: ".", thousands: ",", currencyPrefix: "¥", dateTime: "%x %A %X", date: "%Y年%-m月%-d日", time: "%H:%M:%S",
    periods: ["上午", "下午"],
    days: ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
    shortDays: ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
    months: ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"],
    shortMonths: (1...12).map { "\($0)月" })

  /// The language of a BCP 47 tag without script and region, in lower case: `zh` of `zh-Hans-CN`.
  public static func primarySubtag(of bcp47: String) -> String {
    bcp47.split(whereSeparator: { $0 == "-" || $0 == "_" }).first.map { $0.lowercased() } ?? "en"
  }

  /// Whether numbers, dates and printed words are known in the language of a BCP 47 tag.
  public static func knows(_ bcp47: String) -> Bool { ["en", "de", "fr", "zh"].contains(primarySubtag(of: bcp47)) }

  /// The locale of a language tag such as `de` or `zh-Hans-CN`; English for one not known.
  public static func forLanguage(_ bcp47: String) -> FormatLocale {
    switch primarySubtag(of: bcp47) {
    case "de": german
    case "fr": french
    case "zh": chinese
    default: english
    }
  }
}
