package io.colophon.provider.vendors.gemini;

import io.colophon.provider.http.StatedCount;
import io.colophon.provider.http.UsageFields;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code usageMetadata}. Its counts run up from chunk to chunk, so that the last figure of
 * each counts and none are added. {@code promptTokenCount} includes {@code
 * cachedContentTokenCount}; {@code candidatesTokenCount} does not include {@code
 * thoughtsTokenCount}; what tools put into the prompt is counted apart in {@code
 * toolUsePromptTokenCount}. Lists tell how much of it is sound, pictures or film. Not thread-safe.
 */
final class GeminiUsage {
  private @Nullable StatedCount prompt;
  private @Nullable StatedCount toolPrompt;
  private @Nullable StatedCount cached;
  private @Nullable StatedCount candidates;
  private @Nullable StatedCount thoughts;
  private @Nullable StatedCount total;
  private @Nullable Modalities ofPrompt;
  private @Nullable Modalities ofCache;
  private @Nullable Modalities ofCandidates;

  /** Takes the figures of a chunk; a figure that is missing keeps its earlier value. */
  void read(JsonNode metadata) {
    prompt = later(metadata, "promptTokenCount", prompt);
    toolPrompt = later(metadata, "toolUsePromptTokenCount", toolPrompt);
    cached = later(metadata, "cachedContentTokenCount", cached);
    candidates = later(metadata, "candidatesTokenCount", candidates);
    thoughts = later(metadata, "thoughtsTokenCount", thoughts);
    total = later(metadata, "totalTokenCount", total);
    ofPrompt = Modalities.later(metadata.path("promptTokensDetails"), ofPrompt);
    ofCache = Modalities.later(metadata.path("cacheTokensDetails"), ofCache);
    ofCandidates = Modalities.later(metadata.path("candidatesTokensDetails"), ofCandidates);
  }

  private static @Nullable StatedCount later(
      JsonNode metadata, String field, @Nullable StatedCount before) {
    return StatedCount.later(StatedCount.read(metadata.path(field)), before);
  }

  /** What was used, as far as it was said. */
  Usage usage() {
    UsageFields usage =
        new UsageFields()
            .withSum(UsageUnit.INPUT_TOKENS, prompt, toolPrompt)
            .with(UsageUnit.CACHE_READ_TOKENS, cached)
            .with(UsageUnit.TOOL_PROMPT_TOKENS, toolPrompt)
            .with(UsageUnit.REASONING_TOKENS, thoughts);
    output(usage);
    if (ofPrompt != null) {
      usage
          .with(UsageUnit.INPUT_AUDIO_TOKENS, ofPrompt.audio())
          .with(UsageUnit.INPUT_IMAGE_TOKENS, ofPrompt.image())
          .with(UsageUnit.INPUT_VIDEO_TOKENS, ofPrompt.video());
    }
    if (ofCache != null) {
      usage
          .with(UsageUnit.CACHE_READ_AUDIO_TOKENS, ofCache.audio())
          .with(UsageUnit.CACHE_READ_IMAGE_TOKENS, ofCache.image())
          .with(UsageUnit.CACHE_READ_VIDEO_TOKENS, ofCache.video());
    }
    if (ofCandidates != null) {
      usage
          .with(UsageUnit.OUTPUT_AUDIO_TOKENS, ofCandidates.audio())
          .with(UsageUnit.OUTPUT_IMAGE_TOKENS, ofCandidates.image());
    }
    return usage.build();
  }

  // A count of zero is left out by Google's JSON; the total then tells what it is.
  private void output(UsageFields usage) {
    if (candidates != null) {
      usage.withSum(UsageUnit.OUTPUT_TOKENS, candidates, thoughts);
      return;
    }
    if (!isSound(total) || !isSound(prompt)) {
      return;
    }
    long rest = value(total) - value(prompt) - value(toolPrompt);
    if (rest >= value(thoughts)) {
      usage.with(UsageUnit.OUTPUT_TOKENS, rest);
    }
  }

  private static boolean isSound(@Nullable StatedCount count) {
    return count != null && count.isSound();
  }

  private static long value(@Nullable StatedCount count) {
    return count == null || !count.isNumber() ? 0 : count.value();
  }
}
