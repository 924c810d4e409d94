package io.colophon.provider.vendors.anthropic;

import io.colophon.provider.http.StatedCount;
import io.colophon.provider.http.UsageFields;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Usage as it is told in two places of a stream, {@code message_start} and {@code message_delta}.
 * Counts are cumulative, so the last one told stands and none are added. The vendor's input tokens
 * leave out those read from and written to the cache; ours hold them all. Its output tokens include
 * thinking, which it does not tell apart. Not thread-safe.
 */
final class MessagesUsage {
  private @Nullable StatedCount uncached;
  private @Nullable StatedCount cacheRead;
  private @Nullable StatedCount cacheWrite;
  private @Nullable StatedCount fiveMinutes;
  private @Nullable StatedCount oneHour;
  private @Nullable StatedCount output;
  private @Nullable StatedCount searches;

  void take(JsonNode said) {
    uncached = later(said, "input_tokens", uncached);
    cacheRead = later(said, "cache_read_input_tokens", cacheRead);
    cacheWrite = later(said, "cache_creation_input_tokens", cacheWrite);
    JsonNode byLife = said.path("cache_creation");
    fiveMinutes = later(byLife, "ephemeral_5m_input_tokens", fiveMinutes);
    oneHour = later(byLife, "ephemeral_1h_input_tokens", oneHour);
    output = later(said, "output_tokens", output);
    searches = later(said.path("server_tool_use"), "web_search_requests", searches);
  }

  private static @Nullable StatedCount later(
      JsonNode said, String key, @Nullable StatedCount before) {
    return StatedCount.later(StatedCount.read(said.path(key)), before);
  }

  Usage build() {
    UsageFields usage =
        new UsageFields()
            .with(UsageUnit.CACHE_READ_TOKENS, cacheRead)
            .with(UsageUnit.CACHE_WRITE_5M_TOKENS, fiveMinutes)
            .with(UsageUnit.CACHE_WRITE_1H_TOKENS, oneHour)
            .with(UsageUnit.OUTPUT_TOKENS, output)
            .with(UsageUnit.WEB_SEARCHES, searches);
    if (cacheWrite == null && (fiveMinutes != null || oneHour != null)) {
      StatedCount none = new StatedCount(0, null);
      usage
          .withSum(UsageUnit.CACHE_WRITE_TOKENS, none, fiveMinutes, oneHour)
          .withSum(UsageUnit.INPUT_TOKENS, uncached, cacheRead, fiveMinutes, oneHour);
    } else {
      usage
          .with(UsageUnit.CACHE_WRITE_TOKENS, cacheWrite)
          .withSum(UsageUnit.INPUT_TOKENS, uncached, cacheRead, cacheWrite);
    }
    return usage.build();
  }
}
