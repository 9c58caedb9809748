import CPangoCairo

/// SHA-256 of bytes in lower-case hexadecimal, by GLib, which Pango brings anyway.
package func sha256(_ bytes: [UInt8]) -> String {
  unsafe bytes.withUnsafeBufferPointer { buffer in
    guard let text = unsafe g_compute_checksum_for_data(G_CHECKSUM_SHA256, buffer.baseAddress, gsize(buffer.count))
    else { return "" }
    defer { unsafe g_free(text) }
    return unsafe String(cString: text)
  }
}
