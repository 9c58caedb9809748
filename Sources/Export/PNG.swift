internal import Cairo
public import Diagnostics
public import Frames
internal import Geometry

/// The frame as a PNG file with `scale` pixels a point, on the background or, without one, on nothing.
public func exportPNG(
  _ frame: Frame, scale: Double, background: Color?, engine: TextEngine
) throws(DiagnosticError) -> [UInt8] {
  let width = (frame.size.width * scale).rounded(.up)
  let height = (frame.size.height * scale).rounded(.up)
  guard width >= 1, height >= 1, width <= 32_767, height <= 32_767 else {
    throw DiagnosticError(badSize(width: width, height: height, page: nil))
  }
  let images = DecodedImages()
  let problems = images.add(frame.items, decodes: true)
  guard problems.isEmpty else { throw DiagnosticError(problems) }
  let painter = Painter(engine: engine, images: images)
  do {
    let raster = try Raster(width: Int(width), height: Int(height))
    try raster.draw { canvas in
      if let background { canvas.paint(background.source) }
      canvas.group(transform: .scale(scale, scale), clip: nil, opacity: 1) { painter.draw(frame.items, on: $0) }
    }
    return try raster.png()
  } catch {
    throw DiagnosticError(drawingFailed(error))
  }
}
