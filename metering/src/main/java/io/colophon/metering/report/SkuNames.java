package io.colophon.metering.report;

import io.colophon.metering.price.PriceItem;

/**
 * What FOCUS calls the items of the price book. Units follow its Unit Format: plural, capitalised,
 * times as seconds, minutes and hours.
 */
public final class SkuNames {
  private static final String MILLIS = "_millis";
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60_000;
  private static final long HOUR = 3_600_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private SkuNames() {}

  /**
   * The unit of a quantity.
   *
   * @param name plural, as FOCUS writes it
   * @param base how many base units of the item make one
   */
  public record Unit(String name, long base) {}

  /** The names of the FOCUS appendix on token pricing, and ones alike for everything else. */
  public static String meter(String itemId) {
    String base = withoutTier(itemId);
    String tier = base.length() == itemId.length() ? "" : " " + itemId.substring(base.length() + 1);
    return name(base) + tier;
  }

  private static String name(String base) {
    return switch (base) {
      case "cache_read_tokens" -> "Cache Read Input Tokens";
      case "cache_write_tokens" -> "Cache Write Input Tokens";
      case "cache_write_5m_tokens" -> "Cache Write 5m Input Tokens";
      case "cache_write_1h_tokens" -> "Cache Write 1h Input Tokens";
      case "reasoning_tokens" -> "Reasoning Output Tokens";
      case "flop" -> "Floating Point Operations";
      case "pflop" -> "Compute";
      case "kwh" -> "Energy";
      case "gpu_seconds" -> "Metered Accelerator Time";
      case "cpu_nanos" -> "CPU Time";
      case "audio_millis" -> "Output Audio Time";
      case "video_millis" -> "Output Video Time";
      case "minimum" -> "Minimum Charge";
      default ->
          base.endsWith(MILLIS)
              ? words(base.substring(0, base.length() - MILLIS.length())) + " Time"
              : words(base);
    };
  }

  /** The unit that a quantity of the item is told in. */
  public static Unit consumed(String itemId) {
    String base = withoutTier(itemId);
    if (base.endsWith(MILLIS)) {
      return new Unit("Seconds", SECOND);
    }
    return switch (base) {
      case "cpu_nanos" -> new Unit("Seconds", NANOS_PER_SECOND);
      case "gpu_seconds" -> new Unit("Seconds", PriceItem.GPU_SECONDS.scale());
      case "pflop" -> new Unit("PFLOP", PriceItem.PFLOP.scale());
      case "kwh" -> new Unit("kWh", PriceItem.KWH.scale());
      case "flop" -> new Unit("FLOP", 1);
      case "minimum" -> new Unit("Requests", 1);
      default -> new Unit(noun(base), 1);
    };
  }

  /** The unit that a price for {@code per} base units is told in. */
  public static Unit priced(String itemId, long per) {
    Unit consumed = consumed(itemId);
    if (per == consumed.base()) {
      return consumed;
    }
    if (consumed.base() == SECOND && (per == MINUTE || per == HOUR)) {
      return new Unit(per == MINUTE ? "Minutes" : "Hours", per);
    }
    return per % consumed.base() == 0
        ? new Unit(per / consumed.base() + " " + consumed.name(), per)
        : consumed;
  }

  /** {@code input_tokens} and all its like are tokens; every other counter is its own noun. */
  private static String noun(String base) {
    int last = base.lastIndexOf('_');
    return words(last < 0 ? base : base.substring(last + 1));
  }

  public static String withoutTier(String itemId) {
    int colon = itemId.indexOf(':');
    return colon < 0 ? itemId : itemId.substring(0, colon);
  }

  /** {@code input_tokens} is {@code Input Tokens}. */
  public static String words(String id) {
    StringBuilder words = new StringBuilder();
    for (String word : id.split("_", -1)) {
      words
          .append(words.length() == 0 ? "" : " ")
          .append(Character.toUpperCase(word.charAt(0)))
          .append(word, 1, word.length());
    }
    return words.toString();
  }
}
