package io.colophon.metering.usage;

import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Suspicion;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.List;
import java.util.Map;

/**
 * What must hold between the counters of a usage: {@code input = uncached + cache read + cache
 * write}, {@code output = visible + reasoning}, and the like for modalities and lifetimes. Only
 * counters that are known are compared.
 */
final class Invariants {

  /** Parts that do not overlap, so that together they are no more than their whole. */
  private record Division(UsageUnit whole, UsageUnit... parts) {}

  // A whole stands before the divisions of its parts.
  private static final List<Division> ALL =
      List.of(
          new Division(
              UsageUnit.INPUT_TOKENS, UsageUnit.CACHE_READ_TOKENS, UsageUnit.CACHE_WRITE_TOKENS),
          new Division(
              UsageUnit.INPUT_TOKENS,
              UsageUnit.INPUT_AUDIO_TOKENS,
              UsageUnit.INPUT_IMAGE_TOKENS,
              UsageUnit.INPUT_VIDEO_TOKENS),
          new Division(UsageUnit.INPUT_TOKENS, UsageUnit.TOOL_PROMPT_TOKENS),
          new Division(
              UsageUnit.CACHE_WRITE_TOKENS,
              UsageUnit.CACHE_WRITE_5M_TOKENS,
              UsageUnit.CACHE_WRITE_1H_TOKENS),
          new Division(
              UsageUnit.CACHE_READ_TOKENS,
              UsageUnit.CACHE_READ_AUDIO_TOKENS,
              UsageUnit.CACHE_READ_IMAGE_TOKENS,
              UsageUnit.CACHE_READ_VIDEO_TOKENS),
          new Division(UsageUnit.INPUT_AUDIO_TOKENS, UsageUnit.CACHE_READ_AUDIO_TOKENS),
          new Division(UsageUnit.INPUT_IMAGE_TOKENS, UsageUnit.CACHE_READ_IMAGE_TOKENS),
          new Division(UsageUnit.INPUT_VIDEO_TOKENS, UsageUnit.CACHE_READ_VIDEO_TOKENS),
          new Division(UsageUnit.OUTPUT_TOKENS, UsageUnit.REASONING_TOKENS),
          new Division(
              UsageUnit.OUTPUT_TOKENS,
              UsageUnit.OUTPUT_AUDIO_TOKENS,
              UsageUnit.OUTPUT_IMAGE_TOKENS),
          new Division(
              UsageUnit.OUTPUT_TOKENS,
              UsageUnit.ACCEPTED_PREDICTION_TOKENS,
              UsageUnit.REJECTED_PREDICTION_TOKENS));

  private Invariants() {}

  /** Whether all of them hold. */
  static boolean hold(Usage usage) {
    for (Division division : ALL) {
      Quantity.Known whole = usage.quantities().get(division.whole());
      if (whole == null) {
        continue;
      }
      long left = whole.value();
      for (UsageUnit unit : division.parts()) {
        Quantity.Known part = usage.quantities().get(unit);
        left -= part == null ? 0 : part.value();
        if (left < 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** Makes them hold: a part that is more than what is left of its whole is made that. */
  static void enforce(Map<UsageUnit, Quantity.Known> quantities, List<Suspicion> suspicions) {
    for (Division division : ALL) {
      Quantity.Known whole = quantities.get(division.whole());
      if (whole == null) {
        continue;
      }
      long left = whole.value();
      for (UsageUnit unit : division.parts()) {
        Quantity.Known part = quantities.get(unit);
        if (part == null) {
          continue;
        }
        if (part.value() > left) {
          suspicions.add(
              new Suspicion(
                  unit,
                  Long.toString(part.value()),
                  "at most " + left + " of " + division.whole().id()));
          quantities.put(unit, new Quantity.Known(left, part.source()));
        }
        left -= Math.min(left, part.value());
      }
    }
  }
}
