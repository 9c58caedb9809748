#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The sine of an angle in radians.
func sine(_ angle: Double) -> Double { sin(angle) }

/// A power of a non-negative base.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// The cosine of an angle in radians.
func cosine(_ angle: Double) -> Double { cos(angle) }
