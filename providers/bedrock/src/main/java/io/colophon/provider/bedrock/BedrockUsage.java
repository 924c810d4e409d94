package io.colophon.provider.bedrock;

import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * Reads Bedrock's {@code usage}. Its {@code inputTokens} leave out what was read from and written
 * to the cache (user guide, prompt caching), which our count of input includes.
 */
final class BedrockUsage {
  private BedrockUsage() {}

  static Usage read(JsonNode usage) {
    Usage.Builder read = Usage.from(Quantity.Source.PROVIDER_FINAL);
    OptionalLong cacheRead = count(usage, "cacheReadInputTokens");
    OptionalLong cacheWrite = count(usage, "cacheWriteInputTokens");
    count(usage, "inputTokens")
        .ifPresent(
            tokens ->
                read.with(
                    UsageUnit.INPUT_TOKENS, tokens + cacheRead.orElse(0) + cacheWrite.orElse(0)));
    cacheRead.ifPresent(tokens -> read.with(UsageUnit.CACHE_READ_TOKENS, tokens));
    cacheWrite.ifPresent(tokens -> read.with(UsageUnit.CACHE_WRITE_TOKENS, tokens));
    count(usage, "outputTokens").ifPresent(tokens -> read.with(UsageUnit.OUTPUT_TOKENS, tokens));
    return read.build();
  }

  private static OptionalLong count(JsonNode usage, String field) {
    OptionalLong value = usage.path(field).longValueOpt();
    return value.isPresent() && value.getAsLong() >= 0 ? value : OptionalLong.empty();
  }
}
