/// Why a PDF could not be read or changed, in qpdf's words.
package struct PDFFailure: Error, Hashable {
  package var reason: String

  package init(_ reason: String) { self.reason = reason }
}
