package io.colophon.metering.price;

import io.colophon.provider.spi.UsageUnit;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one model costs in one period. A counter without a price is not charged for, except that
 * input and output tokens come together: who charges for one says what the other costs, 0 if it is
 * free. Prices for parts (cached, reasoning) are optional: without one the part costs what the
 * whole costs.
 *
 * @param subject a target ({@code provider/model}) or a model name
 * @param currency ISO 4217 code, for instance {@code USD}
 * @param version names this price list in receipts
 * @param from first instant of validity
 * @param to first instant after it; null for open
 * @param prices at least one, one per unit
 */
public record Tariff(
    String subject,
    String currency,
    String version,
    Instant from,
    @Nullable Instant to,
    List<UnitPrice> prices) {

  public Tariff {
    prices = List.copyOf(prices);
    if (!currency.matches("[A-Z]{3}")) {
      throw new IllegalArgumentException(
          about(subject, version) + "currency is '" + currency + "', expected three capitals");
    }
    if (to != null && !from.isBefore(to)) {
      throw new IllegalArgumentException(
          about(subject, version) + "valid from " + from + " to " + to + ", expected from < to");
    }
    Map<UsageUnit, UnitPrice> byUnit = byUnit(subject, version, prices);
    if (byUnit.isEmpty()) {
      throw new IllegalArgumentException(
          about(subject, version) + "no price, expected one or more");
    }
    boolean input = byUnit.containsKey(UsageUnit.INPUT_TOKENS);
    boolean output = byUnit.containsKey(UsageUnit.OUTPUT_TOKENS);
    boolean parts =
        byUnit.containsKey(UsageUnit.CACHE_READ_TOKENS)
            || byUnit.containsKey(UsageUnit.CACHE_WRITE_TOKENS)
            || byUnit.containsKey(UsageUnit.REASONING_TOKENS);
    if (input != output || (parts && !input)) {
      throw new IllegalArgumentException(
          about(subject, version)
              + "prices of input_tokens and output_tokens are expected together, 0 for free");
    }
  }

  /** Whether it holds at that time. */
  public boolean validAt(Instant time) {
    return !time.isBefore(from) && (to == null || time.isBefore(to));
  }

  boolean overlaps(Tariff other) {
    return (to == null || other.from.isBefore(to)) && (other.to == null || from.isBefore(other.to));
  }

  private static Map<UsageUnit, UnitPrice> byUnit(
      String subject, String version, Collection<UnitPrice> prices) {
    Map<UsageUnit, UnitPrice> byUnit = new EnumMap<>(UsageUnit.class);
    for (UnitPrice price : prices) {
      if (byUnit.put(price.unit(), price) != null) {
        throw new IllegalArgumentException(
            about(subject, version) + "two prices of " + price.unit().id() + ", expected one");
      }
    }
    return byUnit;
  }

  private static String about(String subject, String version) {
    return "tariff " + version + " of " + subject + ": ";
  }
}
