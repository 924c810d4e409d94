package io.colophon.labeling.fingerprint;

import java.util.Arrays;

/** A list of ints that grows without copying what it holds. Not thread-safe. */
final class IntColumn {
  private static final int BITS = 14;
  private static final int CHUNK = 1 << BITS;

  private int[][] chunks = new int[16][];
  private int size;

  int size() {
    return size;
  }

  void add(int value) {
    int chunk = size >>> BITS;
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunk * 2);
    }
    if ((size & CHUNK - 1) == 0) {
      chunks[chunk] = new int[CHUNK];
    }
    chunks[chunk][size & CHUNK - 1] = value;
    size++;
  }

  int get(int index) {
    return chunks[index >>> BITS][index & CHUNK - 1];
  }
}
