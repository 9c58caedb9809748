import Glibc

/// One line on a terminal that says how far long work is, at most ten times a second; nothing where there is no terminal.
final class ProgressLine {
  private let isShown: Bool
  private var last: Double
  private var isWritten = false

  init(_ options: CommonOptions) {
    isShown = !options.quiet && FileSystem.isTerminal(STDERR_FILENO)
    last = secondsNow()
  }

  /// Says that work on the item with a number from 0 begins.
  func show(_ number: Int, of count: Int, _ name: String) {
    guard isShown, secondsNow() - last > 0.1 else { return }
    last = secondsNow()
    isWritten = true
    FileSystem.writeStandardError("\r\(number)/\(count) \(name)\u{1B}[K")
  }

  /// Takes the line away.
  func clear() {
    if isWritten { FileSystem.writeStandardError("\r\u{1B}[K") }
    isWritten = false
  }
}
