package io.colophon.provider.bedrock;

import io.colophon.provider.http.StatedCount;
import io.colophon.provider.http.UsageFields;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads Bedrock's {@code usage}. Its {@code inputTokens} leave out what was read from and written
 * to the cache (user guide, prompt caching), which our count of input includes. {@code
 * cacheDetails} tell the writes by their lifetime, {@code 5m} or {@code 1h} (API reference,
 * CacheDetail).
 */
final class BedrockUsage {
  private BedrockUsage() {}

  static Usage read(JsonNode usage) {
    StatedCount cacheRead = StatedCount.read(usage.path("cacheReadInputTokens"));
    StatedCount cacheWrite = StatedCount.read(usage.path("cacheWriteInputTokens"));
    return new UsageFields()
        .withSum(
            UsageUnit.INPUT_TOKENS,
            StatedCount.read(usage.path("inputTokens")),
            cacheRead,
            cacheWrite)
        .with(UsageUnit.CACHE_READ_TOKENS, cacheRead)
        .with(UsageUnit.CACHE_WRITE_TOKENS, cacheWrite)
        .with(UsageUnit.CACHE_WRITE_5M_TOKENS, written(usage, "5m"))
        .with(UsageUnit.CACHE_WRITE_1H_TOKENS, written(usage, "1h"))
        .with(UsageUnit.OUTPUT_TOKENS, usage.path("outputTokens"))
        .build();
  }

  private static @Nullable StatedCount written(JsonNode usage, String life) {
    for (JsonNode detail : usage.path("cacheDetails")) {
      if (detail.path("ttl").stringValue("").equals(life)) {
        return StatedCount.read(detail.path("inputTokens"));
      }
    }
    return null;
  }
}
