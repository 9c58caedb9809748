#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The sine of an angle in radians.
package func sine(_ angle: Double) -> Double { sin(angle) }

/// A power of a non-negative base.
package func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// The cosine of an angle in radians.
package func cosine(_ angle: Double) -> Double { cos(angle) }

/// The angle of a point from the positive x axis, −π…π.
package func arcTangent(_ y: Double, _ x: Double) -> Double { atan2(y, x) }
