package io.colophon.labeling.provenance;

import java.util.Arrays;

/**
 * Finds the records that bear a tag, newest first: an open-addressing table from tag to newest
 * record, and from each record a link to the one before with the same tag. 15 to 26 bytes per
 * record; equal texts share a slot, so many copies of one output cost no long searches. Not for use
 * by several threads at once.
 */
final class TagIndex {
  private static final int CHUNK_BITS = 14;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final long MAX_RECORDS = 0xFFFF_FFFEL;

  /** Tag in the upper half, index + 1 of the newest record in the lower; 0 is free. */
  private long[] slots = new long[1 << 10];

  private int used;

  /** For each record, index + 1 of the one before with its tag; 0 is none. */
  private int[][] before = new int[16][];

  private long records;

  /** Takes the next record's tag; 0 for none. */
  void add(int tag) {
    if (records == MAX_RECORDS) {
      throw new IllegalStateException("the index holds " + MAX_RECORDS + " records, its limit");
    }
    int chunk = (int) (records >>> CHUNK_BITS);
    if (chunk == before.length) {
      before = Arrays.copyOf(before, chunk * 2);
    }
    if ((records & CHUNK - 1) == 0) {
      before[chunk] = new int[CHUNK];
    }
    if (tag != 0) {
      int slot = slot(slots, tag);
      before[chunk][(int) (records & CHUNK - 1)] = (int) slots[slot];
      if (slots[slot] == 0 && ++used > slots.length / 4 * 3) {
        grow();
        slot = slot(slots, tag);
      }
      slots[slot] = (long) tag << 32 | records + 1;
    }
    records++;
  }

  /** Returns the newest record with this tag, or -1. */
  long newest(int tag) {
    return (slots[slot(slots, tag)] & 0xFFFF_FFFFL) - 1;
  }

  /** Returns the record before this one with the same tag, or -1. */
  long before(long index) {
    int link = before[(int) (index >>> CHUNK_BITS)][(int) (index & CHUNK - 1)];
    return (link & 0xFFFF_FFFFL) - 1;
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    for (long slot : slots) {
      if (slot != 0) {
        larger[slot(larger, (int) (slot >>> 32))] = slot;
      }
    }
    slots = larger;
  }

  /** The place of a tag, or the free place where it belongs; tags are well mixed already. */
  private static int slot(long[] slots, int tag) {
    int at = tag & slots.length - 1;
    while (slots[at] != 0 && (int) (slots[at] >>> 32) != tag) {
      at = at + 1 & slots.length - 1;
    }
    return at;
  }
}
