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
  /** Seconds on accelerators, summed over them. */
  ACCELERATOR_SECONDS,
  /** Floating point operations. */
  FLOP,
  /** Electrical energy, such as {@code 5kWh}. */
  ENERGY,
  /** Greenhouse gases as carbon dioxide, such as {@code 2kg}. */
  CO2E,
  /** Money in the currency of the prices, such as {@code 12.50}. */
  MONEY;

  /** As in the file, for instance {@code input-tokens}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
