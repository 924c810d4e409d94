package io.colophon.labeling.container;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * Copies clusters. Some name their own place at their beginning (RFC 9559, 5.1.3.2); that moves
 * with them, or becomes 0, which stands for unknown, where its bytes do not suffice.
 */
final class MatroskaClusters {
  private static final long CRC_32 = 0xBF;
  private static final long TIMESTAMP = 0xE7;
  private static final long POSITION = 0xA7;
  private static final long PREVIOUS_SIZE = 0xAB;
  private static final byte VOID = (byte) 0xEC;

  private final Source file;
  private final LabelOutput output;
  private final LongUnaryOperator places;

  /**
   * @param places new places of old ones, both counted from the segment's data
   */
  MatroskaClusters(Source file, LabelOutput output, LongUnaryOperator places) {
    this.file = file;
    this.output = output;
    this.places = places;
  }

  void copy(MatroskaSegment.Part cluster) throws IOException {
    EbmlElement checksum = null;
    EbmlElement position = null;
    for (long at = cluster.data(); at < cluster.end() && position == null; ) {
      EbmlElement element = EbmlElement.at(file, at);
      if (element.id() == CRC_32) {
        checksum = element;
      } else if (element.id() == POSITION) {
        position = element;
      } else if (element.id() != TIMESTAMP && element.id() != PREVIOUS_SIZE) {
        break;
      }
      at = element.end(file);
    }
    long from = cluster.at();
    if (position != null && position.length() >= 1 && position.length() <= Long.BYTES) {
      int width = (int) position.length();
      byte[] old = file.bytes(position.data(), width);
      byte[] moved = moved(EbmlBytes.number(old), width);
      if (!Arrays.equals(old, moved)) {
        if (checksum != null && checksum.data() <= position.at()) {
          // The checksum is over bytes that change; room without meaning takes its place.
          output.copy(file, from, checksum.at() - from);
          output.write(new byte[] {VOID});
          from = checksum.at() + 1;
        }
        output.copy(file, from, position.data() - from);
        output.write(moved);
        from = position.data() + width;
      }
    }
    output.copy(file, from, cluster.end() - from);
  }

  private byte[] moved(long place, int width) {
    byte[] moved = new byte[width];
    long rest = place == 0 ? 0 : places.applyAsLong(place);
    if (width < Long.BYTES && rest >>> 8 * width != 0) {
      rest = 0;
    }
    for (int i = width - 1; i >= 0; i--, rest >>>= 8) {
      moved[i] = (byte) rest;
    }
    return moved;
  }
}
