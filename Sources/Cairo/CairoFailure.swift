internal import CPangoCairo

/// Why a drawing could not be finished, in the words of the library that failed.
package struct CairoFailure: Error, Hashable {
  package var reason: String

  package init(_ reason: String) { self.reason = reason }
}

/// Throws unless all is well.
func check(_ status: cairo_status_t) throws(CairoFailure) {
  guard status != CAIRO_STATUS_SUCCESS else { return }
  throw CairoFailure(unsafe String(cString: cairo_status_to_string(status)))
}
