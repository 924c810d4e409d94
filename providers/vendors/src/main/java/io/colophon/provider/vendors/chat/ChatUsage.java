package io.colophon.provider.vendors.chat;

import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads usage as chat hosts state it. An explicit zero is a count; a missing or null field is not
 * reported. Prompt tokens include those from the cache. DeepSeek writes the cache's share as {@code
 * prompt_cache_hit_tokens}.
 */
final class ChatUsage {
  private ChatUsage() {}

  /**
   * @param before what an earlier place of the same chunk said; kept where this place says nothing
   */
  static @Nullable Usage read(JsonParser parser, JsonToken start, @Nullable Usage before) {
    if (start != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return before;
    }
    Usage.Builder usage = Usage.from(Quantity.Source.PROVIDER_FINAL);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (key) {
        case "prompt_tokens", "input_tokens" -> count(parser, value, usage, UsageUnit.INPUT_TOKENS);
        case "completion_tokens", "output_tokens" ->
            count(parser, value, usage, UsageUnit.OUTPUT_TOKENS);
        case "prompt_cache_hit_tokens" -> count(parser, value, usage, UsageUnit.CACHE_READ_TOKENS);
        case "prompt_tokens_details",
            "input_tokens_details",
            "completion_tokens_details",
            "output_tokens_details" ->
            details(parser, value, usage);
        default -> parser.skipChildren();
      }
    }
    return usage.build();
  }

  private static void details(JsonParser parser, JsonToken start, Usage.Builder usage) {
    if (start != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (key) {
        case "cached_tokens" -> count(parser, value, usage, UsageUnit.CACHE_READ_TOKENS);
        case "cache_write_tokens" -> count(parser, value, usage, UsageUnit.CACHE_WRITE_TOKENS);
        case "reasoning_tokens" -> count(parser, value, usage, UsageUnit.REASONING_TOKENS);
        default -> parser.skipChildren();
      }
    }
  }

  private static void count(
      JsonParser parser, JsonToken value, Usage.Builder usage, UsageUnit unit) {
    if (value == JsonToken.VALUE_NUMBER_INT && parser.getLongValue() >= 0) {
      usage.with(unit, parser.getLongValue());
    } else {
      parser.skipChildren();
    }
  }
}
