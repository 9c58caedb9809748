internal import Formats

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension TimeZoneRules {
  /// The zone that the environment names in `TZ`; UTC when it names none, or one the system has no file of.
  static var local: TimeZoneRules {
    guard let value = unsafe getenv("TZ") else { return .utc }
    let written = unsafe String(cString: value)
    let name = written.hasPrefix(":") ? String(written.dropFirst()) : written
    guard !name.isEmpty, !name.split(separator: "/").contains("..") else { return .utc }
    let path = name.hasPrefix("/") ? name : "/usr/share/zoneinfo/\(name)"
    return FileSystem.read(path).flatMap { TimeZoneRules(tzif: $0) } ?? .utc
  }
}
