/// The editorial rules a chart is checked against, by the name under which they can be ignored.
///
/// They follow the chart guidance of statistical offices and newsrooms (ONS, UK Government Analysis Function, WCAG 2.2).
/// What the program sees to itself (figure numbers, halos, text as text, unique ids) needs no rule here.
enum LintRule: String, CaseIterable, Sendable {
  /// The title states the finding: sentence case, about 15 words at most.
  case title
  /// The subtitle gives measure, unit, place and period.
  case subtitle
  /// There is a source line; missing values are explained in the notes.
  case source, notes
  /// Bars and areas start at zero; other bases are told.
  case zero, base
  /// At most four hues.
  case hues
  /// Lines are labelled directly.
  case legend
  /// Text is horizontal.
  case horizontal
  /// Nothing is smaller than 7 points.
  case size
  /// Text contrasts by 4.5:1, marks by 3:1.
  case contrast
  /// Colour never stands alone.
  case color
  /// Bars are sorted by value; a pie has three slices at most.
  case order, slices
  /// One measure an axis.
  case axes
  /// Areas of a map are coloured by rates.
  case rates
  /// One number format a measure, few digits.
  case numbers
  /// Few ticks, grid lines one way.
  case ticks
  /// Quarters as "Q1 2024".
  case periods
  /// Missing is not zero.
  case missing
  /// Intervals of the data are shown.
  case uncertainty
  /// Small multiples share their scales.
  case scales
  /// The description has 250 characters at most.
  case description
  /// Readable in greyscale.
  case greyscale
  /// The series the title names is highlighted.
  case highlight
  /// What the title calls the largest or smallest bar is that.
  case leader
  /// Sizes come from the page.
  case page

  /// Whether a chart that breaks the rule misleads, so that it is an error in a report.
  var misleads: Bool { self == .zero || self == .axes || self == .missing }
}
