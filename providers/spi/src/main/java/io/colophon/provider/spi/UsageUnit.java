package io.colophon.provider.spi;

import java.util.Locale;

/**
 * The counters of a {@link Usage}. Invariants, where all are known: {@code INPUT_TOKENS} includes
 * {@code CACHE_READ_TOKENS} and {@code CACHE_WRITE_TOKENS}; {@code OUTPUT_TOKENS} includes {@code
 * REASONING_TOKENS}.
 */
public enum UsageUnit {
  /** Tokens read, from a cache or not. */
  INPUT_TOKENS,
  /** Input tokens found in the upstream's cache. */
  CACHE_READ_TOKENS,
  /** Input tokens written to the upstream's cache. */
  CACHE_WRITE_TOKENS,
  /** Tokens written, shown to the caller or not. */
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
  ACCELERATOR_MILLIS;

  private final String id = name().toLowerCase(Locale.ROOT);

  /** The name used in records and reports, for instance {@code input_tokens}. */
  public String id() {
    return id;
  }
}
