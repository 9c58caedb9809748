extension Vocabulary {
  /// `nuts1` for DE1, `nuts2` for DE11, `nuts3` for DE111, by the form of the code (Regulation (EC) No 1059/2003); nil for
  /// other codes.
  package static func nutsLevel(ofCode code: String) -> String? {
    let bytes = Array(code.utf8)
    guard (3...5).contains(bytes.count), bytes[..<2].allSatisfy({ (0x41...0x5A).contains($0) }),
      bytes[2...].allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }),
      // Only these countries have a level of letters; other words in capitals are no codes.
      bytes[2...].contains(where: { (0x30...0x39).contains($0) })
        || ["DE", "FR", "IT", "TR", "UK"].contains(code.prefix(2))
        // What a country has outside its regions: ATZ, ATZZ, ATZZZ.
        || bytes[2...].allSatisfy({ $0 == 0x5A })
    else { return nil }
    return "nuts\(bytes.count - 2)"
  }

  /// Whether an observation lies in a NUTS region that this vocabulary has no name for.
  package func lacksName(ofAreaIn observation: Observation) -> Bool {
    observation.regionCode.isEmpty && Self.nutsLevel(ofCode: observation.region) != nil
  }

  /// Whether some observation lies in such a region.
  package func lacksName(ofAreaIn observations: [Observation]) -> Bool {
    var last: String?
    return observations.contains { observation in
      // Most rows have the region of the row before.
      if observation.region == last { return false }
      last = observation.regionCode.isEmpty ? observation.region : nil
      return lacksName(ofAreaIn: observation)
    }
  }
}
