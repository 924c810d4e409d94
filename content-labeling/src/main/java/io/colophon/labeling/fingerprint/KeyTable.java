package io.colophon.labeling.fingerprint;

/**
 * From a key of 64 bits to the newest of the things that bear it, by open addressing; each thing
 * links to the one before with the same key. 16 to 28 bytes per thing. Not thread-safe.
 */
final class KeyTable {
  private long[] keys = new long[1 << 6];

  /** Number of the newest thing, counted from 1; 0 is a free slot. */
  private int[] newest = new int[keys.length];

  private int used;
  private final IntColumn before = new IntColumn();

  int size() {
    return before.size();
  }

  /** Takes the next thing; returns its number, from 0. */
  int add(long key) {
    int slot = slot(keys, newest, key);
    before.add(newest[slot]);
    if (newest[slot] == 0) {
      keys[slot] = key;
      if (++used > keys.length / 3 * 2) {
        newest[slot] = before.size();
        grow();
        return before.size() - 1;
      }
    }
    newest[slot] = before.size();
    return before.size() - 1;
  }

  /** Returns the newest thing with this key, or -1. */
  int newest(long key) {
    return newest[slot(keys, newest, key)] - 1;
  }

  /** Returns the thing before this one with the same key, or -1. */
  int before(int thing) {
    return before.get(thing) - 1;
  }

  private void grow() {
    long[] moreKeys = new long[keys.length * 2];
    int[] moreNewest = new int[moreKeys.length];
    for (int i = 0; i < keys.length; i++) {
      if (newest[i] != 0) {
        int slot = slot(moreKeys, moreNewest, keys[i]);
        moreKeys[slot] = keys[i];
        moreNewest[slot] = newest[i];
      }
    }
    keys = moreKeys;
    newest = moreNewest;
  }

  private static int slot(long[] keys, int[] newest, long key) {
    long mixed = (key ^ key >>> 32) * 0x9E3779B97F4A7C15L;
    int at = (int) (mixed >>> 33) & keys.length - 1;
    while (newest[at] != 0 && keys[at] != key) {
      at = at + 1 & keys.length - 1;
    }
    return at;
  }
}
