package io.colophon.provider.spi;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The counters of a {@link Usage}. Some are parts of others, see {@link #partOf}: where both are
 * known, the whole includes the part. Tokens are divided in three ways that cross each other: by
 * cache ({@code input = uncached + CACHE_READ + CACHE_WRITE}), by modality ({@code input = text +
 * INPUT_AUDIO + INPUT_IMAGE + INPUT_VIDEO}), and output by whether it is shown ({@code output =
 * visible + REASONING}). Ids are permanent.
 */
public enum UsageUnit {
  /** Tokens read, from a cache or not, of every modality. */
  INPUT_TOKENS,
  /** Input tokens found in the upstream's cache. */
  CACHE_READ_TOKENS,
  /** Input tokens written to the upstream's cache, however long they are kept. */
  CACHE_WRITE_TOKENS,
  /** Tokens written, shown to the caller or not, of every modality. */
  OUTPUT_TOKENS,
  /** Output tokens spent on reasoning that the caller does not see. */
  REASONING_TOKENS,
  /** Unicode code points of text read, where an upstream counts characters. */
  INPUT_CHARACTERS,
  /** Pictures put out. */
  IMAGES,
  /** Pixels put out, over all pictures or frames. */
  PIXELS,
  /** Sampling steps done, over all pictures. */
  STEPS,
  /** Frames put out. */
  FRAMES,
  /** Length of audio put out, in milliseconds. */
  AUDIO_MILLIS,
  /** Length of audio read, in milliseconds. */
  INPUT_AUDIO_MILLIS,
  /** Length of video put out, in milliseconds. */
  VIDEO_MILLIS,
  /** Time that a session was held open, in milliseconds. */
  SESSION_MILLIS,
  /** Floating point operations, where the provider counts its own. */
  FLOP,
  /** CPU time of all threads that worked on it, in nanoseconds. */
  CPU_NANOS,
  /** Time on accelerators, summed over them, in milliseconds. */
  ACCELERATOR_MILLIS,
  /** Tokens written to a cache that keeps them for five minutes. */
  CACHE_WRITE_5M_TOKENS,
  /** Tokens written to a cache that keeps them for an hour. */
  CACHE_WRITE_1H_TOKENS,
  /** Input tokens that stand for sound. */
  INPUT_AUDIO_TOKENS,
  /** Input tokens that stand for pictures. */
  INPUT_IMAGE_TOKENS,
  /** Input tokens that stand for film. */
  INPUT_VIDEO_TOKENS,
  /** Tokens of sound found in the upstream's cache. */
  CACHE_READ_AUDIO_TOKENS,
  /** Tokens of pictures found in the upstream's cache. */
  CACHE_READ_IMAGE_TOKENS,
  /** Tokens of film found in the upstream's cache. */
  CACHE_READ_VIDEO_TOKENS,
  /** Input tokens that the upstream's own tools put into the prompt. */
  TOOL_PROMPT_TOKENS,
  /** Output tokens that stand for sound. */
  OUTPUT_AUDIO_TOKENS,
  /** Output tokens that stand for pictures. */
  OUTPUT_IMAGE_TOKENS,
  /** Output tokens of a prediction by the caller that came true. */
  ACCEPTED_PREDICTION_TOKENS,
  /** Output tokens of a prediction by the caller that did not come true; not shown. */
  REJECTED_PREDICTION_TOKENS,
  /** Unicode code points of text put out, where an upstream counts characters. */
  OUTPUT_CHARACTERS,
  /** Pictures read. */
  INPUT_IMAGES,
  /** Length of video read, in milliseconds. */
  INPUT_VIDEO_MILLIS,
  /** Sessions opened. */
  SESSIONS,
  /** Searches of the web that the upstream made for the generation. */
  WEB_SEARCHES;

  private final String id = name().toLowerCase(Locale.ROOT);

  /** The name used in records and reports, for instance {@code input_tokens}. */
  public String id() {
    return id;
  }

  /**
   * The counter that includes this one; empty for a counter that stands alone. {@code
   * CACHE_READ_AUDIO_TOKENS} and its like are parts of {@code CACHE_READ_TOKENS} and of {@code
   * INPUT_AUDIO_TOKENS} and its like; here the former.
   */
  public Optional<UsageUnit> partOf() {
    return Optional.ofNullable(whole());
  }

  private @Nullable UsageUnit whole() {
    return switch (this) {
      case CACHE_READ_TOKENS,
          CACHE_WRITE_TOKENS,
          INPUT_AUDIO_TOKENS,
          INPUT_IMAGE_TOKENS,
          INPUT_VIDEO_TOKENS,
          TOOL_PROMPT_TOKENS ->
          INPUT_TOKENS;
      case CACHE_WRITE_5M_TOKENS, CACHE_WRITE_1H_TOKENS -> CACHE_WRITE_TOKENS;
      case CACHE_READ_AUDIO_TOKENS, CACHE_READ_IMAGE_TOKENS, CACHE_READ_VIDEO_TOKENS ->
          CACHE_READ_TOKENS;
      case REASONING_TOKENS,
          OUTPUT_AUDIO_TOKENS,
          OUTPUT_IMAGE_TOKENS,
          ACCEPTED_PREDICTION_TOKENS,
          REJECTED_PREDICTION_TOKENS ->
          OUTPUT_TOKENS;
      default -> null;
    };
  }
}
