package io.colophon.gateway.pipeline;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Makes ids of generations: 26 characters that sort by time, 48 bits of milliseconds and 80 random
 * bits in Crockford's base 32, the form known as ULID. Each id sorts after the one before, also
 * within a millisecond and when the clock is set back: it keeps the latest time seen then, and the
 * random bits grow by a random step, so that knowing one id does not tell the next. Thread-safe if
 * the generator is.
 */
public final class GenerationIds {
  private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final int LENGTH = 26;

  private final Clock clock;
  private final RandomGenerator random;

  /** The upper 64 bits of the last id: milliseconds and 16 of the random bits. */
  private long lastHigh;

  private long lastLow;

  public GenerationIds(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** A new id. */
  public String next() {
    long low = random.nextLong();
    long bits = random.nextLong();
    long high;
    synchronized (this) {
      high = (clock.millis() << 16) | (bits & 0xFFFF);
      if (high >>> 16 <= lastHigh >>> 16) {
        high = lastHigh;
        low = lastLow + 1 + (bits >>> 16);
        if (Long.compareUnsigned(low, lastLow) < 0) {
          high++; // carries into the milliseconds at worst, which is later still
        }
      }
      lastHigh = high;
      lastLow = low;
    }
    return text(high, low);
  }

  private static String text(long high, long low) {
    char[] text = new char[LENGTH];
    long upper = high;
    long lower = low;
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = DIGITS[(int) (lower & 31)];
      lower = (lower >>> 5) | (upper << 59);
      upper >>>= 5;
    }
    return new String(text);
  }
}
