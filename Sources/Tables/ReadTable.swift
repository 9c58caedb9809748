public import Diagnostics
public import Observations

/// Reads a delimited file of figures.
public func readTable(_ source: SourceText, mapping: TableMapping, vocabulary: Vocabulary) -> TableResult {
  TableResult()
}
