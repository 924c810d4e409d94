package io.colophon.gateway.routing.filter;

/**
 * Draws shares without chance: who is drawn once is drawn again, and a larger share holds all that
 * a smaller one held.
 */
public final class Draw {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1p-53;

  private Draw() {}

  /**
   * Whether a subject is within a share.
   *
   * @param salt makes draws of different targets independent of each other
   * @param share 0 to 1
   */
  public static boolean takes(String salt, String subject, double share) {
    return position(salt, subject) < share;
  }

  /** Where a subject lies, 0 to below 1, evenly spread. */
  static double position(String salt, String subject) {
    return (mix(hash(salt) ^ GOLDEN * mix(hash(subject))) >>> 11) * UNIT;
  }

  /** FNV-1a over UTF-16, 64 bits. */
  private static long hash(String text) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    }
    return hash;
  }

  /** The finalizer of SplitMix64. */
  private static long mix(long value) {
    long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
