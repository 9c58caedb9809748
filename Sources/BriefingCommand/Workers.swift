import CProcess
import Glibc

/// Processes that begin with everything this one has in memory, each doing a part of the work.
///
/// Cairo and fontconfig keep things for the whole process that two threads may not touch at once; processes share
/// nothing they could quarrel about, and what was read before is there for all of them without being read again.
enum Workers {
  /// Does `work` for every index below `tasks` in `count` processes and hands each answer to `finished` as it comes.
  ///
  /// To be called while the process has a single thread. An index whose process ended before its answer came gets none.
  static func run(
    _ tasks: Int, in count: Int, work: (Int) -> [UInt8], finished: (Int, [UInt8]) -> Void
  ) {
    var workers: [Worker] = []
    for number in 0..<min(count, tasks) {
      if let worker = start(number, of: min(count, tasks), tasks: tasks, work: work) { workers.append(worker) }
    }
    // Without a process of its own a part is done here.
    let started = Set(workers.map(\.number))
    for number in 0..<min(count, tasks) where !started.contains(number) {
      for index in stride(from: number, to: tasks, by: min(count, tasks)) { finished(index, work(index)) }
    }
    while !workers.isEmpty {
      var polled = workers.map { pollfd(fd: $0.pipe, events: Int16(POLLIN), revents: 0) }
      guard unsafe poll(&polled, nfds_t(polled.count), -1) >= 0 || errno == EINTR else { break }
      for (position, descriptor) in polled.enumerated().reversed() where descriptor.revents != 0 {
        if workers[position].read() {
          while let (index, answer) = workers[position].nextAnswer() { finished(index, answer) }
        } else {
          workers[position].end()
          workers.remove(at: position)
        }
      }
    }
  }

  private static func start(_ number: Int, of count: Int, tasks: Int, work: (Int) -> [UInt8]) -> Worker? {
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { return nil }
    let process = briefing_fork()
    guard process == 0 else {
      close(ends[1])
      guard process > 0 else {
        close(ends[0])
        return nil
      }
      return Worker(number: number, process: process, pipe: ends[0])
    }
    close(ends[0])
    for index in stride(from: number, to: tasks, by: count) {
      let answer = work(index)
      guard write(frame(index, answer), to: ends[1]) else { _exit(1) }
    }
    // Nothing that this process took over from its parent is finished twice.
    _exit(0)
  }

  /// The index and the length before the answer, eight bytes each.
  private static func frame(_ index: Int, _ answer: [UInt8]) -> [UInt8] {
    [index, answer.count].flatMap { number in (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } } + answer
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        guard errno == EINTR else { return false }
        continue
      }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// A process and what came from it so far.
  private struct Worker {
    var number: Int
    var process: pid_t
    var pipe: Int32
    private var bytes: [UInt8] = []

    init(number: Int, process: pid_t, pipe: Int32) {
      self.number = number
      self.process = process
      self.pipe = pipe
    }

    /// Takes what is there; false at the end.
    mutating func read() -> Bool {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(pipe, $0.baseAddress, $0.count) }
      guard count > 0 else { return count < 0 && errno == EINTR }
      bytes += buffer[..<count]
      return true
    }

    /// The next whole answer.
    mutating func nextAnswer() -> (Int, [UInt8])? {
      func number(_ start: Int) -> Int { (0..<8).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) } }
      guard bytes.count >= 16, bytes.count >= 16 + number(8) else { return nil }
      let (index, length) = (number(0), number(8))
      let answer = Array(bytes[16..<16 + length])
      bytes.removeFirst(16 + length)
      return (index, answer)
    }

    func end() {
      close(pipe)
      var status: Int32 = 0
      while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
  }
}
