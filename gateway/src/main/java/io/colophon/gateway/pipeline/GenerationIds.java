package io.colophon.gateway.pipeline;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Makes ids of generations: 26 characters that sort by time, 48 bits of milliseconds and 80 random
 * bits in Crockford's base 32, the form known as ULID. Thread-safe if the generator is.
 */
public final class GenerationIds {
  private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final int LENGTH = 26;

  private final Clock clock;
  private final RandomGenerator random;

  public GenerationIds(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** A new id. */
  public String next() {
    long low = random.nextLong();
    long high = (clock.millis() << 16) | (random.nextLong() & 0xFFFF);
    char[] text = new char[LENGTH];
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = DIGITS[(int) (low & 31)];
      low = (low >>> 5) | (high << 59);
      high >>>= 5;
    }
    return new String(text);
  }
}
