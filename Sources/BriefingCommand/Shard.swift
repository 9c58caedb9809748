import ArgumentParser
import Glibc

/// One of several equal parts of a batch: its values are every `count`-th one from `number` on.
struct Shard: Hashable, Sendable {
  /// From 1.
  var number: Int
  var count: Int

  /// - Returns: nil unless 1 ≤ number ≤ count.
  init?(_ number: Int?, of count: Int?) {
    guard let number, let count, number >= 1, number <= count else { return nil }
    (self.number, self.count) = (number, count)
  }

  /// The values of this part.
  func part<Value>(of values: [Value]) -> [Value] {
    values.enumerated().filter { $0.offset % count == number - 1 }.map(\.element)
  }

  /// All values in their order again, from the parts in theirs.
  /// - Returns: nil for parts that are not those of one list.
  static func join<Value>(_ parts: [[Value]]) -> [Value]? {
    let total = parts.reduce(0) { $0 + $1.count }
    guard !parts.isEmpty else { return nil }
    for (index, part) in parts.enumerated() where part.count != (total + parts.count - 1 - index) / parts.count {
      return nil
    }
    return (0..<total).map { parts[$0 % parts.count][$0 / parts.count] }
  }

  /// Written `k/n`; or `auto`, or `auto/n` where the machine does not tell how many parts there are: a task of a Slurm
  /// array, an indexed job of Kubernetes or an array job of AWS Batch says in its environment which part it is.
  init?(written text: String, environment: (String) -> String? = Shard.variable) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { return nil }
    let written = parts.count == 2 ? Int(parts[1]) : nil
    if parts.count == 2, written == nil { return nil }
    guard parts[0] == "auto" else {
      self.init(Int(parts[0]), of: written)
      return
    }
    func number(_ name: String) -> Int? { environment(name).flatMap { Int($0) } }
    // https://slurm.schedmd.com/job_array.html, the first task need not be 0 or 1.
    if let task = number("SLURM_ARRAY_TASK_ID") {
      self.init(
        task - (number("SLURM_ARRAY_TASK_MIN") ?? 0) + 1, of: written ?? number("SLURM_ARRAY_TASK_COUNT"))
    } else if let index = number("JOB_COMPLETION_INDEX") {
      self.init(index + 1, of: written)
    } else if let index = number("AWS_BATCH_JOB_ARRAY_INDEX") {
      self.init(index + 1, of: written ?? number("AWS_BATCH_JOB_ARRAY_SIZE"))
    } else {
      return nil
    }
  }

  private static func variable(_ name: String) -> String? { unsafe getenv(name).map { unsafe String(cString: $0) } }
}
