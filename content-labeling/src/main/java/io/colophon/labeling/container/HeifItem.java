package io.colophon.labeling.container;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * An item of HEIF: what it is and where its bytes are (ISO/IEC 14496-12, 8.11.3 and 8.11.6).
 *
 * @param type four characters; empty when the file only says where the item is
 * @param contentType for items of type {@code mime}, else empty
 * @param method 0 in the file, 1 in the meta box, 2 in another item
 * @param reference 0 for this file
 * @param extents in order; empty when the file does not say where the item is
 */
record HeifItem(
    long id, String type, String contentType, int method, int reference, List<Extent> extents) {
  HeifItem {
    extents = List.copyOf(extents);
  }

  /**
   * A part of the bytes.
   *
   * @param index as in the file, for items inside items
   * @param offset from the start of the file, or of the data in the meta box
   */
  record Extent(long index, long offset, long length) {}

  boolean isXmp() {
    return type.equals("mime") && contentType.equals("application/rdf+xml");
  }

  boolean isExif() {
    return type.equals("Exif");
  }

  /** The same item with its bytes elsewhere in the file. */
  HeifItem at(List<Extent> places) {
    return new HeifItem(id, type, contentType, 0, 0, places);
  }

  /** Where TIFF begins in an item of EXIF: four bytes tell how many more come before it. */
  static int exifStart(byte[] data) throws MalformedMediaException {
    long start = data.length < 4 ? -1 : 4L + Integer.toUnsignedLong(ByteBuffer.wrap(data).getInt());
    if (start < 0 || start > data.length) {
      throw new MalformedMediaException("heif.exif", "EXIF item of " + data.length + " bytes");
    }
    return (int) start;
  }
}
