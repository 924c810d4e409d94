package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import java.nio.ByteBuffer;

/**
 * The places in a movie box that name other places of the file: chunk offsets, of 32 and of 64
 * bits, and the offsets of sample auxiliary data (ISO/IEC 14496-12, 8.7.5 and 8.7.9).
 */
final class Mp4Offsets {
  private static final long MAX_32 = 0xFFFFFFFFL;

  private Mp4Offsets() {}

  /**
   * Gives chunk offset tables 64 bits where the new places need them.
   *
   * @return whether one was given them, so that the movie is longer now and the moves are others
   */
  static boolean widen(Mp4Tree movie, Mp4Moves moves) throws MalformedMediaException {
    boolean widened = false;
    for (Mp4Tree table : movie.all("stco")) {
      ByteBuffer entries = table.content();
      int count = count(table, 4);
      boolean fits = true;
      for (int i = 0; i < count && fits; i++) {
        fits = moves.of(Integer.toUnsignedLong(entries.getInt(8 + 4 * i))) <= MAX_32;
      }
      if (!fits) {
        ByteBuffer wide = ByteBuffer.allocate(8 + 8 * count).putInt(entries.getInt(0));
        wide.putInt(count);
        for (int i = 0; i < count; i++) {
          wide.putLong(Integer.toUnsignedLong(entries.getInt(8 + 4 * i)));
        }
        table.become("co64", wide.array());
        widened = true;
      }
    }
    return widened;
  }

  /** Writes the new places; to be called once, when nothing changes its length any more. */
  static void move(Mp4Tree movie, Mp4Moves moves)
      throws MalformedMediaException, LabelingException {
    for (Mp4Tree table : movie.all("stco")) {
      ByteBuffer entries = table.content();
      for (int i = 0, count = count(table, 4); i < count; i++) {
        int at = 8 + 4 * i;
        entries.putInt(at, (int) moves.of(Integer.toUnsignedLong(entries.getInt(at))));
      }
    }
    for (Mp4Tree table : movie.all("co64")) {
      ByteBuffer entries = table.content();
      for (int i = 0, count = count(table, 8); i < count; i++) {
        entries.putLong(8 + 8 * i, moves.of(entries.getLong(8 + 8 * i)));
      }
    }
    for (Mp4Tree table : movie.all("saio")) {
      moveAuxiliary(table.content(), moves);
    }
  }

  private static void moveAuxiliary(ByteBuffer box, Mp4Moves moves)
      throws MalformedMediaException, LabelingException {
    require(box.capacity() >= 8, "saio");
    boolean wide = box.get(0) != 0;
    int at = (box.getInt(0) & 1) == 0 ? 4 : 12;
    require(box.capacity() >= at + 4, "saio");
    long count = Integer.toUnsignedLong(box.getInt(at));
    require(at + 4 + count * (wide ? 8 : 4) <= box.capacity(), "saio");
    at += 4;
    for (int i = 0; i < count; i++, at += wide ? 8 : 4) {
      if (wide) {
        box.putLong(at, moves.of(box.getLong(at)));
      } else {
        box.putInt(at, narrow(moves.of(Integer.toUnsignedLong(box.getInt(at))), "saio"));
      }
    }
  }

  /** A place as 32 bits. */
  static int narrow(long place, String box) throws LabelingException {
    if (place > MAX_32) {
      throw new LabelingException(
          Reason.UNSUPPORTED_VARIANT,
          "place " + place + " in a " + box + " box of 32 bits, expected at most " + MAX_32);
    }
    return (int) place;
  }

  static void require(boolean holds, String box) throws MalformedMediaException {
    if (!holds) {
      throw new MalformedMediaException(
          "mp4." + box, "entries of " + box + " do not fit their box");
    }
  }

  private static int count(Mp4Tree table, int width) throws MalformedMediaException {
    ByteBuffer box = table.content();
    require(box.capacity() >= 8, table.type());
    long count = Integer.toUnsignedLong(box.getInt(4));
    require(8 + count * width <= box.capacity(), table.type());
    return (int) count;
  }
}
