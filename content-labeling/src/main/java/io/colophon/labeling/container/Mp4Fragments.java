package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The boxes of a fragmented film that name places of the file: track fragment headers with a base
 * offset, segment indexes, and the random access table at the end (ISO/IEC 14496-12, 8.8.7, 8.16.3,
 * 8.8.10). All keep their length. Offsets within a fragment are counted from its own beginning.
 */
final class Mp4Fragments {
  private static final int BASE_OFFSET_PRESENT = 1;
  private static final int FULL_HEAD = 4;

  private Mp4Fragments() {}

  /** A fragment of its new places; the content of a {@code moof} box, changed in place. */
  static void moveFragment(ByteBuffer moof, Mp4Moves moves) throws MalformedMediaException {
    for (ByteBuffer boxes = moof.duplicate().clear(); boxes.hasRemaining(); ) {
      Inner traf = Inner.next(boxes);
      if (!traf.type.equals("traf")) {
        continue;
      }
      for (ByteBuffer inner = traf.content; inner.hasRemaining(); ) {
        Inner header = Inner.next(inner);
        if (header.type.equals("tfhd")) {
          Mp4Offsets.require(header.content.capacity() >= 8, "tfhd");
          if ((header.content.getInt(0) & BASE_OFFSET_PRESENT) != 0) {
            Mp4Offsets.require(header.content.capacity() >= 16, "tfhd");
            header.content.putLong(8, moves.of(header.content.getLong(8)));
          }
        }
      }
    }
  }

  /**
   * A segment index; its offsets are counted from its own end, its sizes are between boundaries.
   *
   * @param end where the box ended in the old file
   */
  static void moveIndex(ByteBuffer sidx, long end, Mp4Moves moves)
      throws MalformedMediaException, LabelingException {
    Mp4Offsets.require(sidx.capacity() >= 24, "sidx");
    boolean wide = sidx.get(0) != 0;
    int firstAt = wide ? 20 : 16;
    int at = wide ? 28 : 20;
    Mp4Offsets.require(sidx.capacity() >= at + 4, "sidx");
    long first = wide ? sidx.getLong(firstAt) : Integer.toUnsignedLong(sidx.getInt(firstAt));
    Mp4Offsets.require(first >= 0 && first <= Long.MAX_VALUE - end, "sidx");
    long place = end + first;
    long moved = moves.boundary(place);
    long newFirst = moved - moves.boundary(end - 1) - 1;
    Mp4Offsets.require(newFirst >= 0, "sidx");
    if (wide) {
      sidx.putLong(firstAt, newFirst);
    } else {
      sidx.putInt(firstAt, Mp4Offsets.narrow(newFirst, "sidx"));
    }
    int count = sidx.getShort(at + 2) & 0xFFFF;
    at += 4;
    Mp4Offsets.require(at + 12L * count <= sidx.capacity(), "sidx");
    for (int i = 0; i < count; i++, at += 12) {
      int size = sidx.getInt(at);
      place += size & 0x7FFFFFFF;
      long next = moves.boundary(place);
      long length = next - moved;
      Mp4Offsets.require(length >= 0 && length <= Integer.MAX_VALUE, "sidx");
      sidx.putInt(at, size & 0x80000000 | (int) length);
      moved = next;
    }
  }

  /** The table of places where playing can begin; the content of a {@code mfra} box. */
  static void moveTable(ByteBuffer mfra, Mp4Moves moves)
      throws MalformedMediaException, LabelingException {
    for (ByteBuffer boxes = mfra.duplicate().clear(); boxes.hasRemaining(); ) {
      Inner table = Inner.next(boxes);
      if (table.type.equals("tfra")) {
        moveTrack(table.content, moves);
      }
    }
  }

  private static void moveTrack(ByteBuffer tfra, Mp4Moves moves)
      throws MalformedMediaException, LabelingException {
    Mp4Offsets.require(tfra.capacity() >= 16, "tfra");
    boolean wide = tfra.get(0) != 0;
    int sizes = tfra.getInt(8);
    int numbers = (sizes >> 4 & 3) + (sizes >> 2 & 3) + (sizes & 3) + 3;
    int width = (wide ? 16 : 8) + numbers;
    long count = Integer.toUnsignedLong(tfra.getInt(12));
    Mp4Offsets.require(16 + count * width <= tfra.capacity(), "tfra");
    for (int i = 0, at = 16; i < count; i++, at += width) {
      if (wide) {
        tfra.putLong(at + 8, moves.of(tfra.getLong(at + 8)));
      } else {
        long place = Integer.toUnsignedLong(tfra.getInt(at + 4));
        tfra.putInt(at + 4, Mp4Offsets.narrow(moves.of(place), "tfra"));
      }
    }
  }

  /**
   * Refuses a film where something inside a fragment changes its length, since what counts from the
   * fragment's beginning would miss its samples.
   */
  static void requireRigid(Mp4Box fragment, long fragmentMove, Mp4Box media, long mediaMove)
      throws LabelingException {
    if (fragmentMove != mediaMove) {
      throw new LabelingException(
          Reason.UNSUPPORTED_VARIANT,
          "a manifest or label between the fragment at "
              + fragment.at()
              + " and its samples at "
              + media.at());
    }
  }

  /** A box within one that is in memory. */
  private record Inner(String type, ByteBuffer content) {
    static Inner next(ByteBuffer boxes) throws MalformedMediaException {
      int at = boxes.position();
      long size = boxes.remaining() < 8 ? 0 : Integer.toUnsignedLong(boxes.getInt(at));
      if (size < 8 || size > boxes.remaining()) {
        throw new MalformedMediaException("mp4.box", "a box of " + size + " bytes in a fragment");
      }
      byte[] name = new byte[4];
      boxes.get(at + FULL_HEAD, name);
      boxes.position(at + (int) size);
      return new Inner(
          new String(name, StandardCharsets.ISO_8859_1), boxes.slice(at + 8, (int) size - 8));
    }
  }
}
