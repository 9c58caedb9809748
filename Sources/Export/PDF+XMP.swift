internal import Frames

/// The standards that a file says to follow, as properties of XMP with their values.
struct Identification {
  var properties: [(name: String, value: String)]
  /// Whether the properties of PDF/UA have to be described, as PDF/A-3 wants those it does not know itself.
  var needsSchema: Bool
}

/// What a file says of itself: a file that is not tagged keeps less than one that is.
func identification(standard: PDFStandard, isTagged: Bool, hasFiles: Bool) -> Identification {
  switch standard {
  case .ua1:
    let archive = [("pdfaid:part", "3"), ("pdfaid:conformance", isTagged ? "A" : "U")]
    return Identification(properties: archive + (isTagged ? [("pdfuaid:part", "1")] : []), needsSchema: isTagged)
  case .ua2:
    let archive = [("pdfaid:part", "4"), ("pdfaid:rev", "2020")] + (hasFiles ? [("pdfaid:conformance", "F")] : [])
    return Identification(
      properties: archive + (isTagged ? [("pdfuaid:part", "2"), ("pdfuaid:rev", "2024")] : []), needsSchema: false)
  }
}

extension PagedDocument.Metadata {
  /// What a document says of itself in XMP, with the standards it follows; `date` is as PDF writes it.
  func xmp(date: String, _ identification: Identification) -> String {
    var out = """
      <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
      <x:xmpmeta xmlns:x="adobe:ns:meta/">
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
      xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" \
      xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">

      """
    func add(_ name: String, _ value: String) {
      if !value.isEmpty { out += "<\(name)>\(value)</\(name)>\n" }
    }
    func list(_ kind: String, _ values: [String]) -> String {
      let attribute = kind == "Alt" ? " xml:lang=\"x-default\"" : ""
      let items = values.filter { !$0.isEmpty }.map { "<rdf:li\(attribute)>\(escaped($0))</rdf:li>" }
      return items.isEmpty ? "" : "<rdf:\(kind)>\(items.joined())</rdf:\(kind)>"
    }
    for property in identification.properties { add(property.name, property.value) }
    add("dc:title", list("Alt", [title]))
    add("dc:creator", list("Seq", [author]))
    add("dc:description", list("Alt", [subject]))
    add("dc:language", list("Bag", [language]))
    add("pdf:Keywords", escaped(keywords.joined(separator: ", ")))
    add("pdf:Producer", "briefing")
    add("xmp:CreateDate", xmpDate(date))
    add("xmp:ModifyDate", xmpDate(date))
    out += "</rdf:Description>\n"
    if identification.needsSchema { out += identifierSchema }
    return out + "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n"
  }
}

/// `D:20240531100000+08'00'` as `2024-05-31T10:00:00+08:00`.
private func xmpDate(_ date: String) -> String {
  let digits = Array(date.dropFirst(2).prefix(14))
  guard digits.count == 14 else { return "" }
  func part(_ range: Range<Int>) -> String { String(digits[range]) }
  let zone = date.dropFirst(16)
  return "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))"
    + (zone == "Z" ? "Z" : "\(zone.prefix(3)):\(zone.dropFirst(4).prefix(2))")
}

private func escaped(_ text: String) -> String {
  var out = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": out += "&amp;"
    case "<": out += "&lt;"
    case ">": out += "&gt;"
    case "\t", "\n", "\r": out += " "
    default:
      if scalar.value >= 0x20, scalar.value != 0xFFFE, scalar.value != 0xFFFF { out.unicodeScalars.append(scalar) }
    }
  }
  return out
}

/// PDF/A wants every property described that it does not know itself.
private let identifierSchema = """
  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
  <pdfaProperty:name>part</pdfaProperty:name>
  <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
  <pdfaProperty:category>internal</pdfaProperty:category>
  <pdfaProperty:description>Part of PDF/UA that the file follows</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>

  """
