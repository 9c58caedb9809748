/// A handle to an object of one `PDFFile`; it means nothing for another.
package struct PDFObject {
  let handle: UInt32
}
