package io.colophon.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How one record lies in a segment, big-endian:
 *
 * <pre>
 *  0  mark           4   0xC01090F1
 *  4  length         4   bytes of the payload
 *  8  index          8   number of the record
 * 16  in batch       4   how many records of the same batch stand before it
 * 20  payload check  4   CRC32C of the payload
 * 24  header check   4   CRC32C of bytes 0 to 23
 * 28  payload
 *     end            1   0xE5
 * </pre>
 *
 * The index finds removed, repeated and reordered frames. {@code index - in batch} is how many
 * records were durable when the frame was written: it tells a bad frame that was once acknowledged
 * (damage) from one that never was (a torn batch). First and last byte are never zero, so file
 * space that was never written, which reads as zeros, cannot pass for the edge of a frame.
 */
final class Frame {
  static final int MARK = 0xC01090F1;
  static final byte END = (byte) 0xE5;
  static final int HEADER_BYTES = 28;
  static final int OVERHEAD_BYTES = HEADER_BYTES + 1;
  private static final int CHECKED_BYTES = 24;

  private Frame() {}

  /** Puts a frame at {@code out}'s position, which moves behind it; {@code record} is not moved. */
  static void put(
      ByteBuffer out, ByteBuffer record, int offset, int length, long index, int inBatch) {
    int start = out.position();
    int payload = start + HEADER_BYTES;
    out.put(payload, record, offset, length);
    out.put(payload + length, END);
    out.putInt(start, MARK)
        .putInt(start + 4, length)
        .putLong(start + 8, index)
        .putInt(start + 16, inBatch)
        .putInt(start + 20, check(out, payload, length))
        .putInt(start + 24, check(out, start, CHECKED_BYTES));
    out.position(payload + length + 1);
  }

  /** Returns whether a whole, sound header stands at {@code at}. */
  static boolean headerIsSound(ByteBuffer in, int at) {
    return in.getInt(at) == MARK
        && in.getInt(at + 4) >= 0
        && in.getInt(at + 24) == check(in, at, CHECKED_BYTES);
  }

  static int length(ByteBuffer in, int at) {
    return in.getInt(at + 4);
  }

  static long index(ByteBuffer in, int at) {
    return in.getLong(at + 8);
  }

  static int inBatch(ByteBuffer in, int at) {
    return in.getInt(at + 16);
  }

  /** Returns whether the payload and end byte behind a sound header are what was written. */
  static boolean payloadIsSound(ByteBuffer in, int at) {
    int length = length(in, at);
    return in.get(at + HEADER_BYTES + length) == END
        && in.getInt(at + 20) == check(in, at + HEADER_BYTES, length);
  }

  /** CRC32C of a range; position and limit are put back. */
  private static int check(ByteBuffer buffer, int start, int length) {
    int position = buffer.position();
    int limit = buffer.limit();
    CRC32C crc = new CRC32C();
    buffer.limit(start + length).position(start);
    crc.update(buffer);
    buffer.limit(limit).position(position);
    return (int) crc.getValue();
  }
}
