import Frames
import Geometry

extension Path {
  /// A path in SVG's path language with straight lines and curves, on a square of −1…1 scaled and moved; nil where it
  /// uses anything else.
  init?(svg text: String, scale: Double, at center: Point) {
    var elements: [Element] = []
    var numbers: [Double] = []
    var command: Character?
    var current = Point.zero
    var start = Point.zero
    func place(_ p: Point) -> Point { Point(center.x + p.x * scale, center.y + p.y * scale) }
    func flush() -> Bool {
      guard let letter = command else { return true }
      let relative = letter.isLowercase
      let origin = current
      func absolute(_ x: Double, _ y: Double) -> Point {
        relative ? Point(origin.x + x, origin.y + y) : Point(x, y)
      }
      switch letter.lowercased() {
      case "m", "l":
        guard numbers.count >= 2, numbers.count % 2 == 0 else { return false }
        for i in stride(from: 0, to: numbers.count, by: 2) {
          let p =
            relative ? Point(current.x + numbers[i], current.y + numbers[i + 1]) : Point(numbers[i], numbers[i + 1])
          if letter.lowercased() == "m", i == 0 {
            elements.append(.move(place(p)))
            start = p
          } else {
            elements.append(.line(place(p)))
          }
          current = p
        }
      case "h", "v":
        for n in numbers {
          current =
            letter.lowercased() == "h"
            ? Point(relative ? current.x + n : n, current.y) : Point(current.x, relative ? current.y + n : n)
          elements.append(.line(place(current)))
        }
      case "c":
        guard numbers.count == 6 else { return false }
        let end = absolute(numbers[4], numbers[5])
        elements.append(
          .curve(place(absolute(numbers[0], numbers[1])), place(absolute(numbers[2], numbers[3])), place(end)))
        current = end
      case "z":
        elements.append(.close)
        current = start
      default: return false
      }
      numbers = []
      return true
    }
    var digits = ""
    func take() {
      if let n = Double(digits) { numbers.append(n) }
      digits = ""
    }
    for c in text {
      switch c {
      case "0"..."9": digits.append(c)
      case ".":
        if digits.contains(".") { take() }
        digits.append(c)
      case "-":
        if !digits.isEmpty, digits.last != "e" { take() }
        digits.append(c)
      case "e" where !digits.isEmpty: digits.append(c)
      case " ", ",", "\n", "\t": take()
      default:
        take()
        guard flush() else { return nil }
        command = c
        if c == "z" || c == "Z" {
          guard flush() else { return nil }
          command = nil
        }
      }
    }
    take()
    guard flush(), !elements.isEmpty else { return nil }
    self.init(elements)
  }
}
