package io.colophon.gateway.routing;

/**
 * A hash of text that is the same in every process, so that replicas agree. Not for secrets, and
 * not against those who choose texts to collide.
 */
final class StableHash {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private StableHash() {}

  /** Never 0. */
  static long of(String text) {
    return finished(add(1, text, 0, text.length()));
  }

  /** Goes on with a part of a text. */
  static long add(long hash, CharSequence text, int from, int to) {
    long all = hash;
    for (int i = from; i < to; i++) {
      all = (all ^ text.charAt(i)) * MULTIPLIER;
      all ^= all >>> 29;
    }
    return all;
  }

  static long finished(long hash) {
    long z = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
    z ^= z >>> 32;
    return z == 0 ? 1 : z;
  }
}
