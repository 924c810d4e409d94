package io.colophon.metering.price;

import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of a counter is charged at its own price: what is left of it when the parts that have
 * prices of their own are taken out. A part is taken out of the nearest whole that has a price.
 * Cached tokens of a modality are in two wholes, the cache's and the modality's, and are charged as
 * cached; they are taken out of the modality and not twice out of the input.
 */
final class UsageParts {
  static final long NOT_REPORTED = Long.MIN_VALUE;

  private UsageParts() {}

  /** The quantity; {@link #NOT_REPORTED}, or another negative one when parts exceed the whole. */
  static long chargeable(List<UsageUnit> priced, Usage usage, UsageUnit unit) {
    long rest = usage.value(unit).orElse(NOT_REPORTED);
    if (rest == NOT_REPORTED) {
      return rest;
    }
    for (int i = 0; i < priced.size() && rest >= 0; i++) {
      UsageUnit part = priced.get(i);
      if (part != unit && nearestWhole(priced, part) == unit) {
        rest -= value(usage, part);
      }
    }
    return rest
        + overlap(priced, usage, unit, UsageUnit.INPUT_AUDIO_TOKENS)
        + overlap(priced, usage, unit, UsageUnit.INPUT_IMAGE_TOKENS)
        + overlap(priced, usage, unit, UsageUnit.INPUT_VIDEO_TOKENS);
  }

  private static @Nullable UsageUnit nearestWhole(List<UsageUnit> priced, UsageUnit part) {
    UsageUnit whole = part.partOf().orElse(null);
    while (whole != null && !priced.contains(whole)) {
      whole = whole.partOf().orElse(null);
    }
    return whole;
  }

  /** What the cached tokens of a modality change: less of the modality, and back to the input. */
  private static long overlap(
      List<UsageUnit> priced, Usage usage, UsageUnit unit, UsageUnit modality) {
    if ((unit != modality && unit != UsageUnit.INPUT_TOKENS) || !priced.contains(modality)) {
      return 0;
    }
    UsageUnit cached =
        switch (modality) {
          case INPUT_AUDIO_TOKENS -> UsageUnit.CACHE_READ_AUDIO_TOKENS;
          case INPUT_IMAGE_TOKENS -> UsageUnit.CACHE_READ_IMAGE_TOKENS;
          default -> UsageUnit.CACHE_READ_VIDEO_TOKENS;
        };
    if (!priced.contains(UsageUnit.CACHE_READ_TOKENS) && !priced.contains(cached)) {
      return 0;
    }
    return unit == modality ? -value(usage, cached) : value(usage, cached);
  }

  /** Bounded, so that the sum of all parts of a whole fits. */
  private static long value(Usage usage, UsageUnit unit) {
    return Math.min(usage.value(unit).orElse(0), Long.MAX_VALUE / 64);
  }
}
