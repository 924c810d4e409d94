package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import java.nio.ByteBuffer;

/** The item location box, {@code iloc} (ISO/IEC 14496-12, 8.11.3), whose items may be anywhere. */
final class Mp4Items {
  private final ByteBuffer box;
  private final Mp4Moves moves;

  private Mp4Items(ByteBuffer box, Mp4Moves moves) {
    this.box = box;
    this.moves = moves;
  }

  /** Writes the new places of all items that are named by their place in the file. */
  static void move(ByteBuffer content, Mp4Moves moves)
      throws MalformedMediaException, LabelingException {
    try {
      new Mp4Items(content.duplicate().clear(), moves).move();
    } catch (java.nio.BufferUnderflowException e) {
      throw new MalformedMediaException("mp4.iloc", "items of iloc do not fit their box");
    }
  }

  private void move() throws MalformedMediaException, LabelingException {
    int version = box.getInt() >>> 24;
    int sizes = box.getShort() & 0xFFFF;
    int offsetSize = sizes >> 12;
    int lengthSize = sizes >> 8 & 15;
    int baseSize = sizes >> 4 & 15;
    int indexSize = version == 0 ? 0 : sizes & 15;
    Mp4Offsets.require(version <= 2, "iloc");
    long items = version < 2 ? box.getShort() & 0xFFFF : Integer.toUnsignedLong(box.getInt());
    for (long i = 0; i < items; i++) {
      number(version < 2 ? 2 : 4);
      boolean inFile = version == 0 || (box.getShort() & 15) == 0;
      boolean here = box.getShort() == 0;
      int baseAt = box.position();
      long base = number(baseSize);
      int extents = box.getShort() & 0xFFFF;
      for (int j = 0; j < extents; j++) {
        number(indexSize);
        int at = box.position();
        long offset = number(offsetSize);
        number(lengthSize);
        if (inFile && here && (baseSize > 0 || offsetSize > 0)) {
          long moved = moves.of(base + offset);
          if (offsetSize > 0) {
            put(at, offsetSize, moved - base);
          } else if (j == 0) {
            put(baseAt, baseSize, moved);
          }
        }
      }
    }
  }

  private long number(int bytes) throws MalformedMediaException {
    return switch (bytes) {
      case 0 -> 0;
      case 2 -> box.getShort() & 0xFFFF;
      case 4 -> Integer.toUnsignedLong(box.getInt());
      case 8 -> box.getLong();
      default -> throw new MalformedMediaException("mp4.iloc", "numbers of " + bytes + " bytes");
    };
  }

  private void put(int at, int bytes, long value)
      throws MalformedMediaException, LabelingException {
    Mp4Offsets.require(value >= 0, "iloc");
    if (bytes == 8) {
      box.putLong(at, value);
    } else if (bytes == 4) {
      box.putInt(at, Mp4Offsets.narrow(value, "iloc"));
    } else {
      Mp4Offsets.require(value <= 0xFFFF, "iloc");
      box.putShort(at, (short) value);
    }
  }
}
