package io.colophon.provider.vendors.dashscope;

import io.colophon.provider.http.StatedCount;
import io.colophon.provider.http.UsageFields;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code usage} of the vendor's own interface. Text: input includes what was read from and
 * written to the cache, output includes reasoning; every event repeats the counts so far. The
 * tokens of pictures, sound and film stand beside the input in older models and in its details in
 * newer ones. Film: seconds, called differently by models of different age. Speech: characters, a
 * Chinese one counts for two.
 */
final class DashScopeUsage {
  private DashScopeUsage() {}

  static Usage ofText(JsonNode said) {
    JsonNode in = said.path("input_tokens_details");
    JsonNode prompt = said.path("prompt_tokens_details");
    JsonNode out = said.path("output_tokens_details");
    JsonNode byLife = prompt.path("cache_creation");
    return new UsageFields()
        .with(UsageUnit.INPUT_TOKENS, said.path("input_tokens"))
        .with(UsageUnit.OUTPUT_TOKENS, said.path("output_tokens"))
        .with(UsageUnit.CACHE_READ_TOKENS, either(prompt, in, "cached_tokens"))
        .with(UsageUnit.CACHE_WRITE_TOKENS, either(prompt, in, "cache_creation_input_tokens"))
        .with(UsageUnit.CACHE_WRITE_5M_TOKENS, byLife.path("ephemeral_5m_input_tokens"))
        .with(UsageUnit.INPUT_IMAGE_TOKENS, either(in, said, "image_tokens"))
        .with(UsageUnit.INPUT_AUDIO_TOKENS, either(in, said, "audio_tokens"))
        .with(UsageUnit.INPUT_VIDEO_TOKENS, either(in, said, "video_tokens"))
        .with(UsageUnit.REASONING_TOKENS, out.path("reasoning_tokens"))
        .with(UsageUnit.OUTPUT_AUDIO_TOKENS, out.path("audio_tokens"))
        .build();
  }

  private static @Nullable StatedCount either(JsonNode first, JsonNode second, String key) {
    return StatedCount.later(StatedCount.read(first.path(key)), StatedCount.read(second.path(key)));
  }

  static Usage ofPictures(JsonNode said) {
    return new UsageFields().with(UsageUnit.IMAGES, said.path("image_count")).build();
  }

  static Usage ofFilm(JsonNode said) {
    JsonNode seconds =
        said.has("output_video_duration")
            ? said.path("output_video_duration")
            : said.has("video_duration") ? said.path("video_duration") : said.path("duration");
    return new UsageFields()
        .withSeconds(UsageUnit.VIDEO_MILLIS, seconds)
        .withSeconds(UsageUnit.INPUT_VIDEO_MILLIS, said.path("input_video_duration"))
        .build();
  }

  static Usage ofSpeech(JsonNode said) {
    return new UsageFields().with(UsageUnit.INPUT_CHARACTERS, said.path("characters")).build();
  }
}
