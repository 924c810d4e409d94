package io.colophon.provider.vendors.gemini;

import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code usageMetadata}. Its counts run up from chunk to chunk, so that the last figure of
 * each counts and none are added. {@code promptTokenCount} includes {@code
 * cachedContentTokenCount}; {@code candidatesTokenCount} does not include {@code
 * thoughtsTokenCount}; what tools put into the prompt is counted apart in {@code
 * toolUsePromptTokenCount}. Not thread-safe.
 */
final class GeminiUsage {
  private OptionalLong prompt = OptionalLong.empty();
  private OptionalLong toolPrompt = OptionalLong.empty();
  private OptionalLong cached = OptionalLong.empty();
  private OptionalLong candidates = OptionalLong.empty();
  private OptionalLong thoughts = OptionalLong.empty();
  private OptionalLong total = OptionalLong.empty();

  /** Takes the figures of a chunk; a figure that is missing keeps its earlier value. */
  void read(JsonNode metadata) {
    prompt = later(metadata, "promptTokenCount", prompt);
    toolPrompt = later(metadata, "toolUsePromptTokenCount", toolPrompt);
    cached = later(metadata, "cachedContentTokenCount", cached);
    candidates = later(metadata, "candidatesTokenCount", candidates);
    thoughts = later(metadata, "thoughtsTokenCount", thoughts);
    total = later(metadata, "totalTokenCount", total);
  }

  private static OptionalLong later(JsonNode metadata, String field, OptionalLong before) {
    OptionalLong now = metadata.path(field).longValueOpt();
    return now.isPresent() && now.getAsLong() >= 0 ? now : before;
  }

  /** What was used, as far as it was said. */
  Usage usage() {
    Usage.Builder usage = Usage.from(Quantity.Source.PROVIDER_FINAL);
    prompt.ifPresent(tokens -> usage.with(UsageUnit.INPUT_TOKENS, tokens + toolPrompt.orElse(0)));
    cached.ifPresent(tokens -> usage.with(UsageUnit.CACHE_READ_TOKENS, tokens));
    output().ifPresent(tokens -> usage.with(UsageUnit.OUTPUT_TOKENS, tokens));
    thoughts.ifPresent(tokens -> usage.with(UsageUnit.REASONING_TOKENS, tokens));
    return usage.build();
  }

  // A count of zero is left out by Google's JSON; the total then tells what it is.
  private OptionalLong output() {
    if (candidates.isPresent()) {
      return OptionalLong.of(candidates.getAsLong() + thoughts.orElse(0));
    }
    if (total.isEmpty() || prompt.isEmpty()) {
      return OptionalLong.empty();
    }
    long rest = total.getAsLong() - prompt.getAsLong() - toolPrompt.orElse(0);
    return rest < thoughts.orElse(0) ? OptionalLong.empty() : OptionalLong.of(rest);
  }
}
