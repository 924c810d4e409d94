package io.colophon.gateway.screening;

import java.util.Arrays;

/** From a node and a code point to the next node: an open-addressed table of numbers. */
final class Transitions {
  private static final int BITS_OF_A_POINT = 21;
  private static final long EMPTY = -1;

  private long[] keys = new long[64];
  private int[] nodes = new int[64];
  private int size;

  Transitions() {
    Arrays.fill(keys, EMPTY);
  }

  /** The next node; -1 if there is none. */
  int get(int node, int point) {
    long key = key(node, point);
    int mask = keys.length - 1;
    int at = slot(key, mask);
    while (keys[at] != EMPTY) {
      if (keys[at] == key) {
        return nodes[at];
      }
      at = at + 1 & mask;
    }
    return -1;
  }

  /** Adds one that is not there. */
  void put(int node, int point, int next) {
    if (2 * size >= keys.length) {
      grow();
    }
    insert(key(node, point), next);
    size++;
  }

  private void insert(long key, int next) {
    int mask = keys.length - 1;
    int at = slot(key, mask);
    while (keys[at] != EMPTY) {
      at = at + 1 & mask;
    }
    keys[at] = key;
    nodes[at] = next;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldNodes = nodes;
    keys = new long[2 * oldKeys.length];
    nodes = new int[keys.length];
    Arrays.fill(keys, EMPTY);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != EMPTY) {
        insert(oldKeys[i], oldNodes[i]);
      }
    }
  }

  private static long key(int node, int point) {
    return (long) node << BITS_OF_A_POINT | point;
  }

  private static int slot(long key, int mask) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32) & mask;
  }
}
