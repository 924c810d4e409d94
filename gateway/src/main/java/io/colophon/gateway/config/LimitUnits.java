package io.colophon.gateway.config;

import io.colophon.gateway.config.unit.LimitAmount;
import io.colophon.throttling.Dimension;
import io.colophon.throttling.LimitRule;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts of the file in the units in which throttling counts. */
public final class LimitUnits {
  private static final BigDecimal MOST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  private LimitUnits() {}

  /** What throttling calls it. */
  public static Dimension dimension(LimitDimension dimension) {
    return switch (dimension) {
      case REQUESTS -> Dimension.REQUESTS;
      case CONCURRENCY -> Dimension.CONCURRENCY;
      case TOKENS -> Dimension.TOKENS;
      case INPUT_TOKENS -> Dimension.INPUT_TOKENS;
      case OUTPUT_TOKENS -> Dimension.OUTPUT_TOKENS;
      case IMAGES -> Dimension.IMAGES;
      case AUDIO_SECONDS -> Dimension.AUDIO_MILLIS;
      case VIDEO_SECONDS -> Dimension.VIDEO_MILLIS;
      case ACCELERATOR_SECONDS -> Dimension.ACCELERATOR_MILLIS;
      case FLOP -> Dimension.FLOP;
      case ENERGY -> Dimension.ENERGY;
      case CO2E -> Dimension.CO2E;
      case MONEY -> Dimension.MONEY;
    };
  }

  /**
   * The amount, rounded down to whole units.
   *
   * @throws IllegalArgumentException if it has a unit of something else, is less than one unit or
   *     too large; the message says what is expected
   */
  public static long units(LimitDimension dimension, LimitAmount amount) {
    if (!kinds(dimension, amount.kind())) {
      throw new IllegalArgumentException("expected " + expected(dimension));
    }
    if (isWhole(dimension) && amount.value().scale() > 0) {
      throw new IllegalArgumentException("expected a whole number");
    }
    if (isWhole(dimension) && amount.value().compareTo(MOST_LONG) > 0 && power(dimension) == 0) {
      throw new IllegalArgumentException(
          "expected a whole number of at most " + MOST_LONG.toPlainString());
    }
    BigDecimal units = amount.value().scaleByPowerOfTen(power(dimension));
    if (units.compareTo(BigDecimal.ONE) < 0) {
      throw new IllegalArgumentException(
          "expected " + shown(dimension, BigDecimal.ONE) + " or more");
    }
    BigDecimal most = BigDecimal.valueOf(LimitRule.MOST_AMOUNT);
    if (units.compareTo(most) > 0) {
      throw new IllegalArgumentException("expected at most " + shown(dimension, most));
    }
    return units.setScale(0, RoundingMode.DOWN).longValueExact();
  }

  private static boolean kinds(LimitDimension dimension, LimitAmount.Kind kind) {
    return switch (dimension) {
      case ENERGY -> kind == LimitAmount.Kind.WATT_HOURS;
      case CO2E -> kind == LimitAmount.Kind.GRAMS;
      case MONEY -> kind == LimitAmount.Kind.NUMBER || kind == LimitAmount.Kind.MONEY;
      default -> kind == LimitAmount.Kind.NUMBER;
    };
  }

  private static String expected(LimitDimension dimension) {
    return switch (dimension) {
      case ENERGY -> "energy with its unit, such as 5kWh";
      case CO2E -> "a mass with its unit, such as 2kg";
      case MONEY -> "an amount of money such as 12.50 or 12.50 CNY";
      default -> "a number without a unit";
    };
  }

  private static boolean isWhole(LimitDimension dimension) {
    return switch (dimension) {
      case REQUESTS, CONCURRENCY, TOKENS, INPUT_TOKENS, OUTPUT_TOKENS, IMAGES, FLOP -> true;
      default -> false;
    };
  }

  /** By which power of ten the file's unit (watt-hours and grams there) is larger. */
  private static int power(LimitDimension dimension) {
    return switch (dimension) {
      case AUDIO_SECONDS, VIDEO_SECONDS, ACCELERATOR_SECONDS -> 3;
      case FLOP -> -9;
      case ENERGY, CO2E -> 6;
      case MONEY -> 9;
      default -> 0;
    };
  }

  private static String shown(LimitDimension dimension, BigDecimal units) {
    BigDecimal value = units.scaleByPowerOfTen(-power(dimension)).stripTrailingZeros();
    String unit =
        switch (dimension) {
          case ENERGY -> " Wh";
          case CO2E -> " g";
          default -> "";
        };
    return (value.precision() > 15 ? value.toString() : value.toPlainString()) + unit;
  }
}
