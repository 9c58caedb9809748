public import Diagnostics
import PDFObjects

/// What became of every number that a finished briefing prints.
public struct Verification: Hashable, Sendable {
  /// A printed number or value.
  public struct Value: Hashable, Sendable {
    /// What was found out about it.
    public enum Status: String, Hashable, Sendable, CaseIterable {
      /// It leads to a source that says it, or it was computed again from what it rests on.
      case traced
      /// It says something else than what it leads to.
      case contradicted
      /// Nothing says where it comes from.
      case untraced
    }

    /// Where in the document it stands.
    public enum Place: Hashable, Sendable {
      case text, heading, table
      /// In the drawing with this file of data.
      case figure(String)
    }

    public var status: Status
    /// As printed.
    public var text: String
    /// 1-based; 0 if it is on none.
    public var page: Int
    public var place: Place
    /// The number of its entry in the list of sources; empty for none.
    public var source: String
    /// The file and the place in it, or how it was computed; empty for none.
    public var origin: String
    /// What is wrong with it; empty for a traced value.
    public var reason: String
  }

  /// In reading order.
  public var values: [Value]
  /// Numbers that say nothing of the world: periods, and the scales of charts.
  public var periods: Int
  public var scales: Int

  /// The values of one kind.
  public func count(_ status: Value.Status) -> Int { values.count { $0.status == status } }
}

/// Traces every number that a tagged PDF of this program prints back to the observations attached to it.
///
/// A printed value is a link to an entry of the list of sources. It is traced when the attached values hold it with the
/// same source, when its digits are those of the exact value there, and when that value is the one of the attached
/// observation or, for a computed value, can be computed again from the observations it rests on. An observation of
/// an article has to hold its number in its quote. Numbers outside links are traced in charts, when the data attached
/// to the chart have them; elsewhere they are listed as not traced, but for periods, dates and the numbers of tables,
/// figures and entries.
///
/// - Parameter readSource: the bytes of a source by its file name, to look the quotes up in; nil for a source that is not
///   at hand, which then is believed.
/// - Throws: files that cannot be read, have no structure, or have no observations attached.
public func verify(
  _ pdf: [UInt8], name: String, readSource: @escaping (String) -> [UInt8]? = { _ in nil }
) throws(DiagnosticError) -> Verification {
  // 1. What is printed, and what came with it.
  let document: TaggedDocument
  do {
    document = try TaggedDocument(pdf)
  } catch {
    throw DiagnosticError(Message.unreadable(name, error))
  }
  guard let root = document.root else { throw DiagnosticError(Message.untagged(name)) }
  let data = try AttachedData(document.attachments, name: name)
  // 2. Every link to a source, then every other number, in reading order.
  var tracer = Tracer(data: data, readSource: readSource)
  tracer.visit(root)
  // 3. The quotes in the list of sources.
  tracer.checkQuotes(in: root)
  return tracer.result
}
