import Notation
import OrderedCollections

/// A view of a chart, as written: one mark, or views laid over or beside each other.
struct ViewSpec: Sendable {
  var node: Node
  var data: Node?
  var transforms: [Node] = []
  var title: Node?
  var width: Node?
  var height: Node?
  /// The channels of the mark, or those all layers share.
  var encoding = Encoding()
  var resolve: Node?
  var viewStyle: Node?
  var projection: Node?
  var content: Content

  indirect enum Content: Sendable {
    case unit(MarkSpec)
    case layer([ViewSpec])
    case facet(FacetSpec, ViewSpec)
    case concat(ConcatSpec, [ViewSpec])
  }

  /// How views stand side by side.
  struct ConcatSpec: Sendable {
    /// nil puts all in one row.
    var columns: Int?
    var spacing: Node?
    var align: Node?
    var bounds: Node?
    var center: Node?
    /// Views made by `repeat` instead of being listed.
    var isRepeat = false
  }

  /// By what a view is split into small multiples: rows and columns, or one field that wraps.
  struct FacetSpec: Sendable {
    var row: ChannelSpec?
    var column: ChannelSpec?
    var wrapped: ChannelSpec?
    var columns: Int?
    var spacing: Node?
    var align: Node?
  }
}

/// The channel definitions of a view in the order written; most channels have one, `detail`, `order` and `tooltip` may
/// have several.
struct Encoding: Sendable {
  var channels: OrderedDictionary<Channel, [ChannelSpec]> = [:]

  subscript(channel: Channel) -> ChannelSpec? { channels[channel]?.first }

  /// These definitions over those of the enclosing view.
  func merged(over outer: Encoding) -> Encoding {
    var merged = outer
    for (channel, definitions) in channels {
      if let inner = definitions.first, let shared = outer[channel], definitions.count == 1, inner.canInherit {
        merged.channels[channel] = [inner.completed(from: shared)]
      } else {
        merged.channels[channel] = definitions
      }
    }
    return merged
  }
}

/// What draws the data, as written.
struct MarkSpec: Sendable {
  var type: MarkType
  /// The mark definition, a mapping; empty where only a name was written.
  var properties: Node
  var node: Node
}

/// The marks of Vega-Lite.
enum MarkType: String, Sendable, CaseIterable {
  case arc, area, bar, circle, geoshape, image, line, point, rect, rule, square, text, tick, trail
  case boxplot, errorband, errorbar
}
