import Diagnostics
import PDFObjects

enum Message {
  static func unreadable(_ name: String, _ failure: PDFFailure) -> Diagnostic {
    Diagnostic(
      .error, code: "verify.unreadable", "\(name) cannot be read as a PDF: \(failure.reason)",
      at: Origin(file: name), help: "give a PDF written by this program")
  }

  static func untagged(_ name: String) -> Diagnostic {
    Diagnostic(
      .error, code: "verify.untagged", "\(name) has no tags, so that its text cannot be told apart",
      at: Origin(file: name), help: "give the PDF as it was written, not one that went through another program")
  }

  static func withoutObservations(_ name: String) -> Diagnostic {
    Diagnostic(
      .error, code: "verify.without-observations", "\(name) has no observations attached", at: Origin(file: name),
      help: "make the briefing anew with `briefing build`; one without figures from sources has none")
  }
}
