package io.colophon.labeling.container;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Elements of EBML (RFC 8794) in memory. */
final class EbmlBytes {
  private static final long CRC_32 = 0xBF;
  private static final int MAX_DEPTH = 8;

  private EbmlBytes() {}

  /** Says what becomes of an element. */
  interface Change {
    /**
     * @param content children that are entered have been changed already
     * @return the new content, the same array to leave it, null to drop the element
     */
    byte @Nullable [] of(long id, byte[] content) throws MalformedMediaException;
  }

  /** An element: identifier, shortest length, content. */
  static byte[] element(long id, byte[]... contents) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] content : contents) {
      all.writeBytes(content);
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    put(element, id, all.toByteArray());
    return element.toByteArray();
  }

  /** A number of eight bytes, so that its length does not depend on it. */
  static byte[] number(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(0, value).array();
  }

  /** The number that stands in an element's content; 0 for an empty one. */
  static long number(byte[] content) throws MalformedMediaException {
    if (content.length > Long.BYTES) {
      throw new MalformedMediaException("ebml.number", "a number of " + content.length + " bytes");
    }
    long value = 0;
    for (byte b : content) {
      value = value << 8 | b & 0xFF;
    }
    return value;
  }

  /** A length in as many bytes as given, which must be enough. */
  static byte[] length(long length, int bytes) {
    byte[] out = new byte[bytes];
    long rest = length;
    for (int i = bytes - 1; i >= 0; i--, rest >>>= 8) {
      out[i] = (byte) rest;
    }
    out[0] |= (byte) (0x80 >> bytes - 1);
    return out;
  }

  /** How many bytes a length needs at least. */
  static int lengthBytes(long length) {
    int bytes = 1;
    while (bytes < 8 && length >= (1L << 7 * bytes) - 1) {
      bytes++;
    }
    return bytes;
  }

  /**
   * The content of an element with its children changed, from the inside out. Checksums are left
   * out, since they would no longer fit.
   *
   * @param masters the elements that are entered
   */
  static byte[] rewrite(byte[] content, Set<Long> masters, Change change)
      throws MalformedMediaException {
    return rewrite(content, masters, change, 0);
  }

  private static byte[] rewrite(byte[] content, Set<Long> masters, Change change, int depth)
      throws MalformedMediaException {
    if (depth > MAX_DEPTH) {
      throw new MalformedMediaException("ebml.depth", "elements nested more than " + MAX_DEPTH);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 16);
    for (int at = 0; at < content.length; ) {
      int idBytes = Integer.numberOfLeadingZeros(content[at] & 0xFF) - 23;
      int lengthBytes =
          at + idBytes >= content.length
              ? 9
              : Integer.numberOfLeadingZeros(content[at + idBytes] & 0xFF) - 23;
      int data = at + idBytes + lengthBytes;
      if (idBytes > 4 || lengthBytes > 8 || data > content.length) {
        throw new MalformedMediaException("ebml.id", "no element within its parent");
      }
      long id = number(Arrays.copyOfRange(content, at, at + idBytes));
      long length = number(Arrays.copyOfRange(content, at + idBytes, data));
      length &= (1L << 7 * lengthBytes) - 1;
      if (length > content.length - data) {
        throw new MalformedMediaException("ebml.length", "an element is longer than its parent");
      }
      byte[] old = Arrays.copyOfRange(content, data, data + (int) length);
      if (id != CRC_32) {
        byte[] inner = masters.contains(id) ? rewrite(old, masters, change, depth + 1) : old;
        byte[] changed = change.of(id, inner);
        if (changed != null) {
          put(out, id, changed);
        }
      }
      at = data + (int) length;
    }
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, long id, byte[] content) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      if (id >>> shift != 0) {
        out.write((int) (id >>> shift));
      }
    }
    out.writeBytes(length(content.length, lengthBytes(content.length)));
    out.writeBytes(content);
  }
}
