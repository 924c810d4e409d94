package io.colophon.throttling;

import java.util.Locale;

/** What can be limited, each with the unit in which amounts are counted. */
public enum Dimension {
  /** Generations admitted. Counted when admitted, whatever becomes of them. */
  REQUESTS("requests"),
  /** Tokens read. */
  INPUT_TOKENS("tokens"),
  /** Tokens written. */
  OUTPUT_TOKENS("tokens"),
  /** Tokens read and written. */
  TOKENS("tokens"),
  /** Generations under way at the same time. */
  CONCURRENCY("generations"),
  /** Pictures put out. */
  IMAGES("images"),
  /** Length of audio put out. */
  AUDIO_MILLIS("ms"),
  /** Length of video put out. */
  VIDEO_MILLIS("ms"),
  /** Time on accelerators, summed over them. */
  ACCELERATOR_MILLIS("ms"),
  /** Floating point operations, in units of 10^9. */
  FLOP("GFLOP"),
  /** Electrical energy, in millionths of a watt-hour. */
  ENERGY("uWh"),
  /** Greenhouse gases as carbon dioxide, in millionths of a gram. */
  CO2E("ug"),
  /** Money, in thousand-millionths of the currency unit of the price list. */
  MONEY("nano");

  private final String unit;

  Dimension(String unit) {
    this.unit = unit;
  }

  /** Short name of the unit in which amounts are counted. */
  public String unit() {
    return unit;
  }

  /** The name used in configuration and answers, for instance {@code input-tokens}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
