package io.colophon.labeling.fingerprint;

import java.util.Arrays;

/** A list of longs that grows without copying what it holds. Not thread-safe. */
final class LongColumn {
  private static final int BITS = 14;
  private static final int CHUNK = 1 << BITS;

  private long[][] chunks = new long[16][];
  private int size;

  int size() {
    return size;
  }

  void add(long value) {
    int chunk = size >>> BITS;
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunk * 2);
    }
    if ((size & CHUNK - 1) == 0) {
      chunks[chunk] = new long[CHUNK];
    }
    chunks[chunk][size & CHUNK - 1] = value;
    size++;
  }

  long get(int index) {
    return chunks[index >>> BITS][index & CHUNK - 1];
  }
}
