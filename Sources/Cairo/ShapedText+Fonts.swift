internal import CPangoCairo

/// A font that texts are set in, with the characters they take from it.
package struct UsedFont {
  /// Family, style and weight, the same for all sizes.
  package let name: String
  package var characters: Set<Unicode.Scalar>
  let face: Face

  /// A font file with the glyphs of these characters and no others; nil for a font that cannot be cut.
  package func subset() -> [UInt8]? {
    LibraryLock.lock()
    defer { LibraryLock.unlock() }
    guard let source = unsafe face.harfBuzzFace, let input = unsafe hb_subset_input_create_or_fail() else { return nil }
    defer { unsafe hb_subset_input_destroy(input) }
    let wanted = unsafe hb_subset_input_unicode_set(input)
    for character in characters.sorted() { unsafe hb_set_add(wanted, character.value) }
    // Digits of equal width ('tnum') beside the features that are kept anyway.
    unsafe hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG), 0x746E_756D)
    guard let cut = unsafe hb_subset_or_fail(source, input) else { return nil }
    defer { unsafe hb_face_destroy(cut) }
    let blob = unsafe hb_face_reference_blob(cut)
    defer { unsafe hb_blob_destroy(blob) }
    var length: UInt32 = 0
    guard let data = unsafe hb_blob_get_data(blob, &length), length > 0 else { return nil }
    return unsafe UnsafeRawBufferPointer(start: data, count: Int(length)).map { $0 }
  }
}
