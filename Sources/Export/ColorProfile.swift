internal import PDFObjects

/// Says that the colours of a file are sRGB.
func writeColorProfile(to draft: inout PDFDraft) {
  let profile = draft.add(sRGBProfile(), [("N", .integer(3))])
  let name = "sRGB IEC61966-2.1"
  let intent = draft.add([
    ("Type", .name("OutputIntent")), ("S", .name("GTS_PDFA1")), ("OutputConditionIdentifier", .text(name)),
    ("Info", .text(name)), ("DestOutputProfile", .reference(profile)),
  ])
  draft.set("OutputIntents", of: draft.catalogNumber, to: .array([.reference(intent)]))
}

/// An ICC profile of version 4 for sRGB: primaries adapted to D50, and one curve for all of them.
func sRGBProfile() -> [UInt8] {
  func word(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
  func text(_ text: String) -> [UInt8] { Array(text.utf8) }
  func fixed(_ values: [Double]) -> [UInt8] { values.flatMap { word(Int(($0 * 65536).rounded())) } }
  func names(_ name: String) -> [UInt8] {
    let units = name.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    return text("mluc") + word(0) + word(1) + word(12) + text("enUS") + word(units.count) + word(28) + units
  }
  func point(_ values: Double...) -> [UInt8] { text("XYZ ") + word(0) + fixed(values) }

  let white = [0.9642, 1, 0.8249]
  let adaptation = [
    1.047882, 0.022919, -0.050217, 0.029587, 0.990479, -0.017059, -0.009232, 0.015076, 0.751678,
  ]
  // Type 3: (a x + b)^g from d on, c x below it.
  let curve = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]
  let contents: [(tags: [String], data: [UInt8])] = [
    (["desc"], names("sRGB")), (["cprt"], names("CC0")), (["wtpt"], text("XYZ ") + word(0) + fixed(white)),
    (["chad"], text("sf32") + word(0) + fixed(adaptation)), (["rXYZ"], point(0.436066, 0.222488, 0.013916)),
    (["gXYZ"], point(0.385147, 0.716873, 0.097076)), (["bXYZ"], point(0.143066, 0.060608, 0.714096)),
    (["rTRC", "gTRC", "bTRC"], text("para") + word(0) + word(3 << 16) + fixed(curve)),
  ]
  let count = contents.reduce(0) { $0 + $1.tags.count }
  var table = word(count)
  var data: [UInt8] = []
  for content in contents {
    for tag in content.tags {
      table += text(tag) + word(132 + 12 * count + data.count) + word(content.data.count)
    }
    data += content.data + Array(repeating: 0, count: -content.data.count & 3)
  }
  var header = word(132 + 12 * count + data.count) + word(0) + word(0x0420_0000) + text("mntrRGB XYZ ")
  header += [2024, 1, 1, 0, 0, 0].flatMap { word($0).suffix(2) }
  header += text("acsp") + Array(repeating: 0, count: 28) + fixed(white)
  return header + Array(repeating: 0, count: 128 - header.count) + table + data
}
