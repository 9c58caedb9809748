public import Geometry

/// A finished drawing: a size and positioned items. Charts and pages are frames; exporters see nothing else.
public struct Frame: Hashable, Sendable {
  /// In points.
  public var size: Size
  /// In painting order, coordinates from the top left corner of the frame.
  public var items: [FrameItem]

  public init(size: Size, items: [FrameItem] = []) {
    self.size = size
    self.items = items
  }
}

/// One thing in a frame.
public enum FrameItem: Hashable, Sendable {
  case group(Group)
  case text(TextRun)
  case shape(Shape)
  case image(Image)
  /// An area that leads somewhere. It paints nothing.
  case link(Rect, Link)
  /// A place that links lead to, by name. It paints nothing.
  case anchor(String, Point)
}

/// Items that share a transform, a clip, an opacity or a meaning.
public struct Group: Hashable, Sendable {
  /// What the group is, as space-separated class names; in charts Vega's own (`mark-rect role-mark marks`).
  public var role: String
  /// The role of runs that are the lines of one text.
  public static let lines = "lines"
  /// What a reader who does not see the group is told; nil when its content speaks for itself.
  public var label: String?
  public var transform: Transform
  /// In the coordinates of the items, after `transform`.
  public var clip: Rect?
  /// 0…1, applied to the group as a whole.
  public var opacity: Double
  /// Where the whole group leads.
  public var link: Link?
  /// The part of the document that everything in the group belongs to, whatever is said inside.
  public var element: Int?
  public var items: [FrameItem]

  public init(
    role: String = "", label: String? = nil, transform: Transform = .identity, clip: Rect? = nil, opacity: Double = 1,
    link: Link? = nil, element: Int? = nil, items: [FrameItem] = []
  ) {
    self.role = role
    self.label = label
    self.transform = transform
    self.clip = clip
    self.opacity = opacity
    self.link = link
    self.element = element
    self.items = items
  }
}

/// Where a link leads.
public struct Link: Hashable, Sendable {
  /// The end of a link.
  public enum Destination: Hashable, Sendable {
    /// An anchor of the same document.
    case anchor(String)
    /// A web or mail address.
    case address(String)
  }

  public var destination: Destination
  /// What the link is, for readers who do not see it, such as "Source of 48 billion yuan".
  public var description: String
  /// The part of the document that leads there.
  public var element: Int?

  public init(_ destination: Destination, description: String, element: Int? = nil) {
    self.destination = destination
    self.description = description
    self.element = element
  }
}

/// A raster image.
public struct Image: Hashable, Sendable {
  /// Where it is drawn, stretched to fill.
  public var rect: Rect
  /// The bytes of a PNG or JPEG file.
  public var bytes: [UInt8]
  public var label: String

  public init(rect: Rect, bytes: [UInt8], label: String) {
    self.rect = rect
    self.bytes = bytes
    self.label = label
  }
}
