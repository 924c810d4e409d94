package io.colophon.gateway.config;

import java.util.Locale;

/** What a limit counts. */
public enum LimitDimension {
  /** Generations. */
  REQUESTS,
  /** Generations under way at the same time; has no window. */
  CONCURRENCY,
  /** Input and output tokens together. */
  TOKENS,
  INPUT_TOKENS,
  OUTPUT_TOKENS,
  /** Pictures put out. */
  IMAGES,
  /** Seconds of audio put out. */
  AUDIO_SECONDS,
  /** Seconds of video put out. */
  VIDEO_SECONDS,
  /** Floating point operations. */
  FLOP;

  /** As in the file, for instance {@code input-tokens}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
