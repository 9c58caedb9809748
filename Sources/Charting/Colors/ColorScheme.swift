package import Frames

/// A named set of colours.
package enum ColorScheme: Hashable, Sendable {
  /// Colours that are told apart.
  case categorical([Color])
  /// Stops of a ramp.
  case continuous([Color])

  /// A scheme of Vega by its name, letter case ignored; `blues-5` is the ramp `blues`.
  package init?(name: String) {
    let name = name.lowercased()
    if let colors = Self.categories[name] {
      self = .categorical(Self.colors(colors))
    } else if let stops = Self.ramps[name] {
      self = .continuous(Self.colors(stops))
    } else if let dash = name.lastIndex(of: "-"), Int(name[name.index(after: dash)...]) != nil {
      self.init(name: String(name[..<dash]))
    } else {
      return nil
    }
  }

  /// All names, sorted.
  package static var names: [String] { (Array(categories.keys) + Array(ramps.keys)).sorted() }

  private static func colors(_ digits: String) -> [Color] {
    var colors: [Color] = []
    var rest = digits[...]
    while rest.count >= 6 {
      colors.append(Color(hex: UInt32(rest.prefix(6), radix: 16) ?? 0))
      rest = rest.dropFirst(6)
    }
    return colors
  }

  /// The colours of the scheme or the stops of its ramp.
  package var stops: [Color] {
    switch self {
    case .categorical(let colors), .continuous(let colors): colors
    }
  }

  /// The colour at `t` 0…1; `extent` restricts the ramp to a part of it.
  package func color(at t: Double, extent: (Double, Double) = (0, 1), reversed: Bool = false) -> Color {
    let along = reversed ? 1 - t : t
    let position = extent.0 + (extent.1 - extent.0) * along
    return ColorInterpolation().color(along: stops, at: position)
  }

  /// `count` colours: the first of a categorical scheme, in turn where it has fewer; of a ramp such that neither end is
  /// reached, as Vega samples it.
  package func colors(count: Int, extent: (Double, Double) = (0, 1), reversed: Bool = false) -> [Color] {
    guard count > 0 else { return [] }
    switch self {
    case .categorical(let colors):
      let ordered = reversed ? colors.reversed() : colors
      return (0..<count).map { ordered[$0 % ordered.count] }
    case .continuous:
      return (1...count).map { color(at: Double($0) / Double(count + 1), extent: extent, reversed: reversed) }
    }
  }
}
