package io.colophon.provider.vendors.chat;

import io.colophon.provider.http.StatedCount;
import io.colophon.provider.http.UsageFields;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads usage as OpenAI's interfaces state it, and the many hosts that follow them: chat ({@code
 * prompt_tokens}), responses, pictures and transcripts ({@code input_tokens}). Input includes what
 * was read from and written to a cache, and output includes reasoning. Two kinds of hosts leave
 * reasoning out of {@code completion_tokens} and tell it by the total: where {@code total_tokens}
 * is more than the two, the rest is reasoning.
 */
public final class OpenAiUsage {
  private OpenAiUsage() {}

  /**
   * @param said the {@code usage} object; anything else says nothing
   */
  public static Usage read(JsonNode said) {
    if (!said.isObject()) {
      return Usage.UNREPORTED;
    }
    UsageFields usage = new UsageFields();
    StatedCount input = first(said, "prompt_tokens", "input_tokens");
    usage.with(UsageUnit.INPUT_TOKENS, input);
    JsonNode in =
        object(said, "prompt_tokens_details", "input_tokens_details", "input_token_details");
    StatedCount cached = first(in, "cached_tokens");
    usage.with(
        UsageUnit.CACHE_READ_TOKENS,
        // DeepSeek's name and Moonshot's place.
        cached == null ? first(said, "prompt_cache_hit_tokens", "cached_tokens") : cached);
    cacheWrites(in, usage);
    usage
        .with(UsageUnit.INPUT_AUDIO_TOKENS, in.path("audio_tokens"))
        .with(UsageUnit.INPUT_IMAGE_TOKENS, in.path("image_tokens"))
        .with(UsageUnit.INPUT_VIDEO_TOKENS, in.path("video_tokens"));
    JsonNode ofCache = in.path("cached_tokens_details");
    usage
        .with(UsageUnit.CACHE_READ_AUDIO_TOKENS, ofCache.path("audio_tokens"))
        .with(UsageUnit.CACHE_READ_IMAGE_TOKENS, ofCache.path("image_tokens"));
    JsonNode out =
        object(said, "completion_tokens_details", "output_tokens_details", "output_token_details");
    output(said, input, out, usage);
    usage
        .with(UsageUnit.OUTPUT_AUDIO_TOKENS, out.path("audio_tokens"))
        .with(UsageUnit.OUTPUT_IMAGE_TOKENS, out.path("image_tokens"))
        .with(UsageUnit.ACCEPTED_PREDICTION_TOKENS, out.path("accepted_prediction_tokens"))
        .with(UsageUnit.REJECTED_PREDICTION_TOKENS, out.path("rejected_prediction_tokens"));
    return usage.build();
  }

  /** OpenRouter's name and Alibaba's. */
  private static void cacheWrites(JsonNode in, UsageFields usage) {
    usage.with(
        UsageUnit.CACHE_WRITE_TOKENS,
        first(in, "cache_write_tokens", "cache_creation_input_tokens"));
    JsonNode byLife = in.path("cache_creation");
    usage
        .with(UsageUnit.CACHE_WRITE_5M_TOKENS, byLife.path("ephemeral_5m_input_tokens"))
        .with(UsageUnit.CACHE_WRITE_1H_TOKENS, byLife.path("ephemeral_1h_input_tokens"));
  }

  private static void output(
      JsonNode said, @Nullable StatedCount input, JsonNode details, UsageFields usage) {
    StatedCount output = first(said, "completion_tokens", "output_tokens");
    StatedCount reasoning = first(details, "reasoning_tokens");
    long hidden = hidden(input, output, first(said, "total_tokens"));
    usage.with(UsageUnit.OUTPUT_TOKENS, output).with(UsageUnit.REASONING_TOKENS, reasoning);
    if (hidden == 0) {
      return;
    }
    long stated = output == null ? 0 : output.value();
    if (reasoning == null) {
      usage.with(UsageUnit.REASONING_TOKENS, hidden);
    } else if (!reasoning.isSound() || reasoning.value() != hidden) {
      usage.suspect(
          UsageUnit.OUTPUT_TOKENS,
          "a total with " + hidden + " tokens more",
          "the sum of input and output, or that and the reasoning");
      return;
    }
    usage.with(UsageUnit.OUTPUT_TOKENS, stated + hidden);
  }

  /** What the total has more than input and output, where all that is stated is sound. */
  private static long hidden(
      @Nullable StatedCount input, @Nullable StatedCount output, @Nullable StatedCount total) {
    if (input == null || !input.isSound() || total == null || !total.isSound()) {
      return 0;
    }
    if (output != null && !output.isSound()) {
      return 0;
    }
    return Math.max(0, total.value() - input.value() - (output == null ? 0 : output.value()));
  }

  private static @Nullable StatedCount first(JsonNode object, String... keys) {
    for (String key : keys) {
      StatedCount count = StatedCount.read(object.path(key));
      if (count != null) {
        return count;
      }
    }
    return null;
  }

  private static JsonNode object(JsonNode said, String... keys) {
    for (String key : keys) {
      if (said.path(key).isObject()) {
        return said.path(key);
      }
    }
    return said.path(keys[0]);
  }
}
