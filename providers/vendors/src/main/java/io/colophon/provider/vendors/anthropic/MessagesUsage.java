package io.colophon.provider.vendors.anthropic;

import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * Usage as it is told in two places of a stream. Counts are cumulative, so the last one told
 * stands. The vendor's input tokens leave out those read from and written to the cache; ours hold
 * them all.
 */
final class MessagesUsage {
  private OptionalLong uncached = OptionalLong.empty();
  private OptionalLong cacheRead = OptionalLong.empty();
  private OptionalLong cacheWrite = OptionalLong.empty();
  private OptionalLong output = OptionalLong.empty();

  void take(JsonNode said) {
    uncached = later(said, "input_tokens", uncached);
    cacheRead = later(said, "cache_read_input_tokens", cacheRead);
    cacheWrite = later(said, "cache_creation_input_tokens", cacheWrite);
    output = later(said, "output_tokens", output);
  }

  private static OptionalLong later(JsonNode said, String key, OptionalLong before) {
    JsonNode value = said.path(key);
    return value.isIntegralNumber() && value.longValue() >= 0
        ? OptionalLong.of(value.longValue())
        : before;
  }

  Usage build() {
    Usage.Builder usage = Usage.from(Quantity.Source.PROVIDER_FINAL);
    uncached.ifPresent(
        tokens ->
            usage.with(
                UsageUnit.INPUT_TOKENS, tokens + cacheRead.orElse(0) + cacheWrite.orElse(0)));
    cacheRead.ifPresent(tokens -> usage.with(UsageUnit.CACHE_READ_TOKENS, tokens));
    cacheWrite.ifPresent(tokens -> usage.with(UsageUnit.CACHE_WRITE_TOKENS, tokens));
    output.ifPresent(tokens -> usage.with(UsageUnit.OUTPUT_TOKENS, tokens));
    return usage.build();
  }
}
