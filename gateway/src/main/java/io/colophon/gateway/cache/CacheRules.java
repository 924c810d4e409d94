package io.colophon.gateway.cache;

import io.colophon.gateway.config.AnswerCacheConfig;
import io.colophon.gateway.pipeline.Received;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationRequest;
import java.util.Locale;
import java.util.Map;

/** Which requests may be answered from memory, and which answers are worth keeping. */
final class CacheRules {
  /** The attribute by which a caller says what he wants; over REST a header of this name. */
  private static final String WISH = "cache-control";

  private CacheRules() {}

  /** Whether a request may have part in it at all. */
  static boolean apply(AnswerCacheConfig config, Received received) {
    return config.enabled()
        && received.job().isEmpty() // a job has an upstream of its own, and an id there
        && !says(received.metadata(), "no-store")
        && (config.sampled() || isDeterministic(received.request()));
  }

  /** Whether the caller takes an answer that was given before. */
  static boolean takesKept(Received received) {
    return !says(received.metadata(), "no-cache");
  }

  private static boolean says(Map<String, String> metadata, String word) {
    String wish = metadata.get(WISH);
    return wish != null && wish.toLowerCase(Locale.ROOT).contains(word);
  }

  /**
   * Whether the same request is to give the same answer: a text at temperature 0 or of a seed,
   * other output of a seed, and what leaves nothing to chance.
   */
  private static boolean isDeterministic(GenerationRequest request) {
    if (request instanceof GenerationRequest.Text text) {
      return text.seed().isPresent()
          || (text.temperature().isPresent() && text.temperature().getAsDouble() == 0);
    }
    if (request instanceof GenerationRequest.Image image) {
      return image.seed().isPresent();
    }
    if (request instanceof GenerationRequest.Video video) {
      return video.seed().isPresent();
    }
    if (request instanceof GenerationRequest.Audio audio) {
      return audio.seed().isPresent() || audio.kind() == GenerationRequest.AudioKind.TRANSCRIPTION;
    }
    return true; // vectors
  }

  /** Whether an answer that ended so is whole, as far as the request asked for it. */
  static boolean isWhole(FinishReason reason) {
    return switch (reason) {
      case STOP, TOOL_CALLS, LENGTH -> true;
      case CONTENT_FILTERED, LIMIT_REACHED -> false;
    };
  }
}
