package io.colophon.journal;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * One file of a journal, and where every 32nd of its records begins: 0.125 bytes of memory per
 * record. The offsets of the file being written are kept as it grows; those of older files are
 * found when first asked for.
 *
 * <p>Offsets are added by one thread; others may look up what was added before the journal's size
 * last changed, since that is a volatile write.
 */
final class Segment {
  static final int STRIDE = 32;
  private static final Pattern NAME = Pattern.compile("\\d{19}\\.seg");

  private final long firstIndex;
  private int[] marks = new int[16];
  private int records;
  private volatile boolean indexed;

  Segment(long firstIndex) {
    this.firstIndex = firstIndex;
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  static String name(long firstIndex) {
    return String.format("%019d.seg", firstIndex);
  }

  String name() {
    return name(firstIndex);
  }

  long firstIndex() {
    return firstIndex;
  }

  /** Returns how many records' offsets are known, from the first on. */
  int records() {
    return records;
  }

  /** Takes the offset of the next record. */
  void add(long offset) {
    if (records % STRIDE == 0) {
      int mark = records / STRIDE;
      if (mark == marks.length) {
        marks = Arrays.copyOf(marks, marks.length * 2);
      }
      marks[mark] = (int) offset;
    }
    records++;
  }

  /** Forgets the offsets of records that did not reach the disk. */
  void keepOnly(int count) {
    records = count;
  }

  /** Returns the last record at or before {@code ordinal} of this file whose offset is kept. */
  int markBefore(int ordinal) {
    return Math.max(0, Math.min(ordinal, records - 1)) / STRIDE * STRIDE;
  }

  /** Returns the offset of a record that {@link #markBefore} named. */
  long offset(int mark) {
    return records == 0 ? SegmentHeader.BYTES : marks[mark / STRIDE];
  }

  /** Returns whether offsets are kept up to the end of the file, or to where it is damaged. */
  boolean isIndexed() {
    return indexed;
  }

  void setIndexed() {
    indexed = true;
  }
}
