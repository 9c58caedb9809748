/// The standards for accessible and lasting files that a PDF follows.
public enum PDFStandard: String, Hashable, Sendable, CaseIterable {
  /// PDF/UA-1 and PDF/A-3a, on PDF 1.7.
  case ua1 = "ua-1"
  /// PDF/UA-2 and PDF/A-4, with attached files PDF/A-4f, on PDF 2.0.
  case ua2 = "ua-2"

  /// The version of PDF.
  var version: String { self == .ua1 ? "1.7" : "2.0" }
}
