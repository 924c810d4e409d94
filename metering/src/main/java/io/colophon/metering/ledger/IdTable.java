package io.colophon.metering.ledger;

/**
 * Hashes of ids, each with the highest revision known and where that stands in the ledger. Slots
 * are found by the upper bits of the hash, so that the table is nearly in the order of the hashes.
 * Not thread-safe.
 */
final class IdTable {
  /** What {@link #find} says of a hash that is not there. */
  static final long NONE = -1;

  static final int REVISION_BITS = 16;
  private static final int FIRST_BITS = 10;

  private int bits = FIRST_BITS;
  private long[] hashes = new long[1 << bits];
  private long[] values = new long[1 << bits];
  private int size;
  private long min = Long.MAX_VALUE;
  private long max = Long.MIN_VALUE;

  /** Position and revision in one. */
  static long value(long position, int revision) {
    return position << REVISION_BITS | revision;
  }

  static long position(long value) {
    return value >>> REVISION_BITS;
  }

  static int revision(long value) {
    return (int) value & (1 << REVISION_BITS) - 1;
  }

  /** Of the two, the one of the higher revision; {@link #NONE} is below all. */
  static long latest(long a, long b) {
    return a == NONE || (b != NONE && revision(b) > revision(a)) ? b : a;
  }

  IdTable copy() {
    IdTable copy = new IdTable();
    copy.bits = bits;
    copy.hashes = hashes.clone();
    copy.values = values.clone();
    copy.size = size;
    copy.covers(min, max);
    return copy;
  }

  int size() {
    return size;
  }

  /** The earliest time of an id, in milliseconds since 1970. */
  long min() {
    return min;
  }

  /** The latest time of an id. */
  long max() {
    return max;
  }

  void covers(long earliest, long latest) {
    min = Math.min(min, earliest);
    max = Math.max(max, latest);
  }

  void add(long hash, long value) {
    if (size > hashes.length / 2) {
      grow();
    }
    put(hash, value);
  }

  private void put(long hash, long value) {
    int slot = (int) (hash >>> 64 - bits);
    while (values[slot] != 0 && hashes[slot] != hash) {
      slot = slot + 1 & hashes.length - 1;
    }
    if (values[slot] == 0) {
      hashes[slot] = hash;
      values[slot] = value + 1; // 0 is an empty slot
      size++;
    } else {
      values[slot] = latest(values[slot] - 1, value) + 1;
    }
  }

  long find(long hash) {
    int slot = (int) (hash >>> 64 - bits);
    while (values[slot] != 0) {
      if (hashes[slot] == hash) {
        return values[slot] - 1;
      }
      slot = slot + 1 & hashes.length - 1;
    }
    return NONE;
  }

  /** Takes what comes in the order of the hashes, as unsigned numbers. */
  interface Taker {
    void take(long hash, long value);
  }

  /** Hands all on in order; the table is of no use afterwards. */
  void drain(Taker taker) {
    int count = 0;
    for (int slot = 0; slot < hashes.length; slot++) {
      if (values[slot] != 0) {
        long hash = hashes[slot];
        long value = values[slot];
        int to = count++;
        for (; to > 0 && Long.compareUnsigned(hashes[to - 1], hash) > 0; to--) {
          hashes[to] = hashes[to - 1];
          values[to] = values[to - 1];
        }
        hashes[to] = hash;
        values[to] = value;
      }
    }
    for (int i = 0; i < count; i++) {
      taker.take(hashes[i], values[i] - 1);
    }
  }

  private void grow() {
    long[] oldHashes = hashes;
    long[] oldValues = values;
    bits++;
    hashes = new long[1 << bits];
    values = new long[1 << bits];
    size = 0;
    for (int i = 0; i < oldValues.length; i++) {
      if (oldValues[i] != 0) {
        put(oldHashes[i], oldValues[i] - 1);
      }
    }
  }
}
