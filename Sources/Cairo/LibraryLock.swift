internal import CPangoCairo

/// One lock around every call that may make, use or drop a font.
///
/// Cairo (1.16) keeps the FreeType faces of a file in a list that belongs to the process and changes it without a lock:
/// two threads that load the same face at once can both enter their own, after which one document embeds a font twice.
/// Everything that shapes, draws or frees therefore runs for one thread at a time; filling in values, laying out with
/// texts already shaped, and the work on finished PDFs run side by side.
enum LibraryLock {
  // A GRecMutex must not move; this one lives as long as the process and is only touched through GLib.
  nonisolated(unsafe) private static let mutex: UnsafeMutablePointer<GRecMutex> = {
    let mutex = UnsafeMutablePointer<GRecMutex>.allocate(capacity: 1)
    unsafe mutex.initialize(to: GRecMutex())
    unsafe g_rec_mutex_init(mutex)
    return unsafe mutex
  }()

  /// Waits for the turn of this thread; may be nested.
  static func lock() { unsafe g_rec_mutex_lock(mutex) }

  /// Ends what `lock` began.
  static func unlock() { unsafe g_rec_mutex_unlock(mutex) }
}
