package io.colophon.provider.vendors.pieces;

import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Reads counts out of an answer: an explicit zero is a count, also in digits within a text; a field
 * that is missing, null, negative or no whole number is not reported. Not thread-safe.
 */
public final class Counts {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");

  private final Usage.Builder usage = Usage.from(Quantity.Source.PROVIDER_FINAL);

  /** Takes the count at {@code node}, if it is one. */
  public Counts with(UsageUnit unit, JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0) {
      usage.with(unit, node.longValue());
    } else if (node.isString() && DIGITS.matcher(node.stringValue()).matches()) {
      usage.with(unit, Long.parseLong(node.stringValue()));
    }
    return this;
  }

  /** Takes a length in seconds, possibly with a fraction, as milliseconds. */
  public Counts withSeconds(UsageUnit unit, JsonNode node) {
    if (node.isNumber() && node.doubleValue() >= 0 && node.doubleValue() < 1e9) {
      usage.with(unit, Math.round(node.doubleValue() * 1000));
    }
    return this;
  }

  /** The counts of a chat answer that names them as OpenAI does. */
  public static Usage ofChat(JsonNode usage) {
    return new Counts()
        .with(UsageUnit.INPUT_TOKENS, usage.path("prompt_tokens"))
        .with(UsageUnit.OUTPUT_TOKENS, usage.path("completion_tokens"))
        .with(
            UsageUnit.CACHE_READ_TOKENS, usage.path("prompt_tokens_details").path("cached_tokens"))
        .with(
            UsageUnit.REASONING_TOKENS,
            usage.path("completion_tokens_details").path("reasoning_tokens"))
        .build();
  }

  public Usage build() {
    return usage.build();
  }
}
