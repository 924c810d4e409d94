package io.colophon.gateway.admission;

import io.colophon.throttling.Dimension;
import java.math.BigDecimal;

/** Amounts as people write them in the configuration. */
public final class Shown {
  private Shown() {}

  /** For instance {@code 5000}, {@code 90 s}, {@code 1.5 kWh} or {@code 12.5}. */
  public static String amount(long amount, Dimension dimension) {
    return switch (dimension) {
      case REQUESTS, CONCURRENCY, TOKENS, INPUT_TOKENS, OUTPUT_TOKENS, IMAGES ->
          Long.toString(amount);
      case AUDIO_MILLIS, VIDEO_MILLIS, ACCELERATOR_MILLIS -> scaled(amount, 3) + " s";
      case FLOP -> new BigDecimal(amount).scaleByPowerOfTen(9).stripTrailingZeros() + " FLOP";
      case ENERGY -> scaled(amount, 9) + " kWh";
      case CO2E -> scaled(amount, 9) + " kg";
      case MONEY -> scaled(amount, 9);
    };
  }

  private static String scaled(long amount, int digits) {
    return BigDecimal.valueOf(amount, digits).stripTrailingZeros().toPlainString();
  }
}
