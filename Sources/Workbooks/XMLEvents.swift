internal import CExpat
internal import Glibc

/// What a parser meets in XML, names without their namespaces.
enum XMLEvent {
  case start(String, attributes: [String: String])
  case end(String)
  case text(String)
}

/// Reads a document and hands over its events in order.
/// - Throws: what is not well-formed, with the line of the part.
func readXML(_ bytes: [UInt8], part: String, _ handle: (XMLEvent) -> Void) throws(WorkbookFailure) {
  guard let parser = unsafe XML_ParserCreateNS(nil, XML_Char(UInt8(ascii: "\n"))) else {
    throw WorkbookFailure("no XML reader")
  }
  defer { unsafe XML_ParserFree(parser) }
  let failure: WorkbookFailure? = withoutActuallyEscaping(handle) { handle in
    let sink = Sink(handle)
    unsafe XML_SetUserData(parser, Unmanaged.passUnretained(sink).toOpaque())
    unsafe XML_SetElementHandler(
      parser,
      { data, name, attributes in
        var values: [String: String] = [:]
        var next = unsafe attributes
        let sink = unsafe Sink.of(data)
        while let pair = unsafe next, let key = unsafe pair[0], let value = unsafe pair[1] {
          unsafe values[localName(key)] = unsafe String(cString: value)
          unsafe next = unsafe pair + 2
        }
        sink.handle(.start(unsafe localName(name!), attributes: values))
      },
      { data, name in
        let sink = unsafe Sink.of(data)
        sink.handle(.end(unsafe localName(name!)))
      })
    unsafe XML_SetCharacterDataHandler(parser) { data, text, count in
      let characters = unsafe UnsafeRawBufferPointer(start: text, count: Int(count))
      unsafe Sink.of(data).handle(.text(String(decoding: characters, as: UTF8.self)))
    }
    var status = XML_STATUS_OK
    var start = 0
    // Expat counts in 32 bits.
    repeat {
      let count = min(bytes.count - start, 1 << 24)
      let isLast: Int32 = start + count == bytes.count ? 1 : 0
      status = unsafe bytes[start..<start + count].withUnsafeBytes { chunk in
        unsafe XML_Parse(parser, chunk.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(count), isLast)
      }
      start += count
    } while status == XML_STATUS_OK && start < bytes.count
    guard status != XML_STATUS_OK else { return nil }
    let reason = unsafe XML_ErrorString(XML_GetErrorCode(parser)).map { unsafe String(cString: $0) } ?? "not XML"
    return unsafe WorkbookFailure("line \(XML_GetCurrentLineNumber(parser)) of its part \(part): \(reason)")
  }
  if let failure { throw failure }
}

/// Keeps the closure where C functions find it.
private final class Sink {
  let handle: (XMLEvent) -> Void
  init(_ handle: @escaping (XMLEvent) -> Void) { self.handle = handle }

  static func of(_ data: UnsafeMutableRawPointer?) -> Sink {
    unsafe Unmanaged<Sink>.fromOpaque(data!).takeUnretainedValue()
  }
}

/// The name behind the namespace, which expat puts on a line before it.
private func localName(_ name: UnsafePointer<XML_Char>) -> String {
  unsafe String(cString: strrchr(name, 0x0A).map { unsafe UnsafePointer($0 + 1) } ?? name)
}
