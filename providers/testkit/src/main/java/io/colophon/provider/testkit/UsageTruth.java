package io.colophon.provider.testkit;

import io.colophon.provider.spi.UsageUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * What a made-up generation really used, from which a test renders what a vendor would say of it.
 * The parts of every whole add up to no more than it. Counters that are absent are not reported.
 */
public final class UsageTruth {
  private final EnumMap<UsageUnit, Long> counts = new EnumMap<>(UsageUnit.class);

  private UsageTruth() {}

  /** Nothing yet. */
  public static UsageTruth none() {
    return new UsageTruth();
  }

  /** A count that is 0 one time in four, and else of any magnitude up to {@code most}. */
  public static long count(RandomGenerator random, long most) {
    if (most <= 0 || random.nextInt(4) == 0) {
      return 0;
    }
    long bound = Math.max(1, most >> random.nextInt(64 - Long.numberOfLeadingZeros(most)));
    return random.nextLong(bound) + 1;
  }

  /** Sets a counter. */
  public UsageTruth with(UsageUnit unit, long value) {
    counts.put(unit, value);
    return this;
  }

  /** The counter; empty where it is not reported. */
  public OptionalLong get(UsageUnit unit) {
    Long value = counts.get(unit);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** The counter, 0 where it is not reported. */
  public long orZero(UsageUnit unit) {
    return counts.getOrDefault(unit, 0L);
  }

  /** Draws a counter that is a part of what is left of a whole; three times in four it is told. */
  public long part(RandomGenerator random, UsageUnit unit, long left) {
    if (random.nextInt(4) == 0) {
      return 0;
    }
    long value = Math.min(left, count(random, left));
    counts.put(unit, value);
    return value;
  }

  /** All counters. */
  public Map<UsageUnit, Long> counts() {
    return Map.copyOf(counts);
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
