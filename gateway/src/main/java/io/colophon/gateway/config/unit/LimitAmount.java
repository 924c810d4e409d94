package io.colophon.gateway.config.unit;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;

/**
 * How much of something may be used: a number, of what may be said by a unit.
 *
 * @param value above 0 once it is checked; in {@code kind}'s unit
 * @param kind what the written unit measures
 * @param currency code of ISO 4217; empty unless one was written
 */
public record LimitAmount(BigDecimal value, Kind kind, String currency) {

  /** What a unit measures. */
  public enum Kind {
    /** No unit was written: a number of things, or of the currency of the prices. */
    NUMBER,
    /** Energy, in watt-hours. */
    WATT_HOURS,
    /** Mass, in grams. */
    GRAMS,
    /** Money, in the currency. */
    MONEY
  }

  private record Unit(Kind kind, BigDecimal factor) {
    static Unit of(Kind kind, String factor) {
      return new Unit(kind, new BigDecimal(factor));
    }
  }

  private static final Map<String, Unit> UNITS =
      Map.ofEntries(
          Map.entry("Wh", Unit.of(Kind.WATT_HOURS, "1")),
          Map.entry("kWh", Unit.of(Kind.WATT_HOURS, "1e3")),
          Map.entry("MWh", Unit.of(Kind.WATT_HOURS, "1e6")),
          Map.entry("GWh", Unit.of(Kind.WATT_HOURS, "1e9")),
          Map.entry("mg", Unit.of(Kind.GRAMS, "1e-3")),
          Map.entry("g", Unit.of(Kind.GRAMS, "1")),
          Map.entry("kg", Unit.of(Kind.GRAMS, "1e3")),
          Map.entry("t", Unit.of(Kind.GRAMS, "1e6")));

  private static final int CURRENCY_LETTERS = 3;
  private static final String EXPECTED =
      "expected an amount such as 5000, 5k, 2.5M, 1.5e9, 5kWh, 2kg or 12.50 CNY";

  public LimitAmount {
    value = value.stripTrailingZeros();
  }

  /**
   * Reads {@code 5000}, {@code 5k}, {@code 5kWh}, {@code 2kg} or {@code 12.50 CNY}.
   *
   * @throws IllegalArgumentException for anything else; the message says what is expected
   */
  public static LimitAmount parse(String text) {
    NumberAndSuffix split;
    try {
      split = NumberAndSuffix.split(text);
    } catch (IllegalArgumentException notANumber) {
      throw new IllegalArgumentException(EXPECTED, notANumber);
    }
    if (split.number().signum() < 0) {
      throw new IllegalArgumentException("expected 1 or more");
    }
    Unit unit = UNITS.get(split.suffix());
    if (unit != null) {
      return new LimitAmount(split.number().multiply(unit.factor()), unit.kind(), "");
    }
    if (split.suffix().length() == CURRENCY_LETTERS) {
      return new LimitAmount(split.number(), Kind.MONEY, currency(split.suffix()));
    }
    try {
      return new LimitAmount(Count.number(text), Kind.NUMBER, "");
    } catch (IllegalArgumentException noSuchSuffix) {
      throw new IllegalArgumentException(EXPECTED, noSuchSuffix);
    }
  }

  private static String currency(String code) {
    try {
      return Currency.getInstance(code).getCurrencyCode();
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "expected a unit such as kWh or kg, or a currency of ISO 4217 such as CNY", unknown);
    }
  }

  /** As it can be read again, for instance {@code 5000}, {@code 5000 Wh} or {@code 12.5 CNY}. */
  @Override
  public String toString() {
    String number =
        value.precision() - value.scale() > 21 ? value.toString() : value.toPlainString();
    return switch (kind) {
      case NUMBER -> number;
      case WATT_HOURS -> number + " Wh";
      case GRAMS -> number + " g";
      case MONEY -> number + " " + currency;
    };
  }
}
