package io.colophon.labeling.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A page of Ogg (RFC 3533, section 6).
 *
 * @param at where it begins in the file
 * @param flags 1 continues a packet, 2 begins a stream, 4 ends it
 * @param serial which stream it belongs to
 * @param sequence its number in the stream, as an unsigned number of 32 bits
 * @param lacing lengths of its segments
 * @param bodyAt where its data begin
 * @param end the first byte after it
 */
record OggPage(
    long at, int flags, long serial, long sequence, byte[] lacing, long bodyAt, long end) {
  static final int CONTINUED = 1;
  static final int FIRST = 2;
  static final int HEAD = 27;
  static final int MAX_SEGMENTS = 255;

  private static final int CRC_AT = 22;
  private static final int SEQUENCE_AT = 18;
  private static final byte[] MAGIC = "OggS".getBytes(StandardCharsets.US_ASCII);
  private static final int[] CRC = table();

  static OggPage read(Source file, long at) throws IOException {
    if (!file.has(at, MAGIC) || file.u8(at + 4) != 0) {
      throw new MalformedMediaException("ogg.page", "expected a page at " + at);
    }
    int segments = file.u8(at + 26);
    byte[] lacing = file.bytes(at + HEAD, segments);
    long body = at + HEAD + segments;
    long end = body;
    for (byte lace : lacing) {
      end += lace & 0xFF;
    }
    file.require(body, end - body);
    return new OggPage(
        at, file.u8(at + 5), file.u32le(at + 14), file.u32le(at + SEQUENCE_AT), lacing, body, end);
  }

  boolean isFirst() {
    return (flags & FIRST) != 0;
  }

  /** The page with another number, and the checksum that belongs to it. */
  byte[] renumbered(Source file, long newSequence) throws IOException {
    byte[] page = file.bytes(at, (int) (end - at));
    ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).putInt(SEQUENCE_AT, (int) newSequence);
    seal(page);
    return page;
  }

  /** Writes the checksum into a page. */
  static void seal(byte[] page) {
    ByteBuffer bytes = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(CRC_AT, 0);
    int crc = 0;
    for (byte b : page) {
      crc = crc << 8 ^ CRC[crc >>> 24 ^ b & 0xFF];
    }
    bytes.putInt(CRC_AT, crc);
  }

  /** A new page with its checksum. */
  static byte[] of(
      int flags, long granule, long serial, long sequence, byte[] lacing, byte[] body) {
    ByteBuffer page =
        ByteBuffer.allocate(HEAD + lacing.length + body.length).order(ByteOrder.LITTLE_ENDIAN);
    page.put(MAGIC).put((byte) 0).put((byte) flags).putLong(granule);
    page.putInt((int) serial).putInt((int) sequence).putInt(0).put((byte) lacing.length);
    page.put(lacing).put(body);
    seal(page.array());
    return page.array();
  }

  /** Polynomial 0x04C11DB7, most significant bit first, nothing inverted. */
  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int crc = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc << 1 ^ (crc < 0 ? 0x04C11DB7 : 0);
      }
      table[i] = crc;
    }
    return table;
  }
}
