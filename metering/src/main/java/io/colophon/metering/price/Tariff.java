package io.colophon.metering.price;

import io.colophon.provider.spi.UsageUnit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What one model costs in one period. An item without a price is not charged for, except that input
 * and output tokens come together: who charges for one says what the other costs, 0 if it is free.
 * Prices for parts (cached, reasoning, of a modality) are optional: without one the part costs what
 * the whole costs. Of several prices of one item the first whose condition holds is taken; if none
 * holds, nobody knows the price.
 */
public final class Tariff {
  private final String subject;
  private final String currency;
  private final String version;
  private final Instant from;
  private final @Nullable Instant to;
  private final List<UnitPrice> prices;
  private final long minimumNanos;
  private final List<PriceItem> items;
  private final List<UsageUnit> units;
  private final boolean goesByFigures;

  /**
   * @param subject a target ({@code provider/model}) or a model name
   * @param currency ISO 4217 code, for instance {@code USD}
   * @param version names this price list in receipts
   * @param from first instant of validity
   * @param to first instant after it; null for open
   * @param prices at least one
   * @param minimumNanos least that a request costs that used anything, nano-units; 0 for none
   * @throws IllegalArgumentException if they contradict each other
   */
  public Tariff(
      String subject,
      String currency,
      String version,
      Instant from,
      @Nullable Instant to,
      List<UnitPrice> prices,
      long minimumNanos) {
    this.subject = subject;
    this.currency = currency;
    this.version = version;
    this.from = from;
    this.to = to;
    this.prices = List.copyOf(prices);
    this.minimumNanos = minimumNanos;
    Map<PriceItem, List<UnitPrice>> byItem = byItem(this.prices);
    this.items = List.copyOf(byItem.keySet());
    this.units = items.stream().flatMap(item -> item.unit().stream()).toList();
    this.goesByFigures = items.stream().anyMatch(item -> item.metric().isPresent());
    check(byItem);
  }

  /** A tariff without a minimum. */
  public Tariff(
      String subject,
      String currency,
      String version,
      Instant from,
      @Nullable Instant to,
      List<UnitPrice> prices) {
    this(subject, currency, version, from, to, prices, 0);
  }

  private void check(Map<PriceItem, List<UnitPrice>> byItem) {
    if (!currency.matches("[A-Z]{3}")) {
      throw wrong("currency is '" + currency + "', expected three capitals");
    }
    if (to != null && !from.isBefore(to)) {
      throw wrong("valid from " + from + " to " + to + ", expected from < to");
    }
    if (minimumNanos < 0) {
      throw wrong("the minimum is " + minimumNanos + " nano-units, expected 0 or more");
    }
    if (items.isEmpty()) {
      throw wrong("no price, expected one or more");
    }
    byItem.forEach(this::checkReachable);
    boolean input = units.contains(UsageUnit.INPUT_TOKENS);
    boolean output = units.contains(UsageUnit.OUTPUT_TOKENS);
    boolean parts = units.stream().anyMatch(unit -> unit.partOf().isPresent());
    if (input != output || (parts && !input)) {
      throw wrong("prices of input_tokens and output_tokens are expected together, 0 for free");
    }
  }

  private void checkReachable(PriceItem item, Collection<UnitPrice> ofItem) {
    List<Condition> seen = new ArrayList<>();
    for (UnitPrice price : ofItem) {
      if (seen.contains(price.when()) || seen.contains(Condition.ALWAYS)) {
        throw wrong("two prices of " + item + ", expected one");
      }
      seen.add(price.when());
    }
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("tariff " + version + " of " + subject + ": " + what);
  }

  private static Map<PriceItem, List<UnitPrice>> byItem(List<UnitPrice> prices) {
    Map<PriceItem, List<UnitPrice>> byItem = new LinkedHashMap<>();
    for (UnitPrice price : prices) {
      byItem.computeIfAbsent(price.item(), i -> new ArrayList<>(1)).add(price);
    }
    return byItem;
  }

  /** The target or model that it is for. */
  public String subject() {
    return subject;
  }

  /** ISO 4217 code. */
  public String currency() {
    return currency;
  }

  /** Names this price list in receipts. */
  public String version() {
    return version;
  }

  /** What a use costs by this tariff, whenever it was. */
  public Cost rate(RatedUse use) {
    return Rating.rate(this, use);
  }

  /** Whether it holds at that time. */
  public boolean validAt(Instant time) {
    return !time.isBefore(from) && (to == null || time.isBefore(to));
  }

  boolean overlaps(Tariff other) {
    return (to == null || other.from.isBefore(to)) && (other.to == null || from.isBefore(other.to));
  }

  /** What has a price, in the order of the prices. */
  public List<PriceItem> items() {
    return items;
  }

  List<UsageUnit> units() {
    return units;
  }

  /** Whether something metered has a price. */
  boolean goesByFigures() {
    return goesByFigures;
  }

  long minimumNanos() {
    return minimumNanos;
  }

  /** The first price of the item that holds; null when none does. */
  @Nullable UnitPrice priceOf(PriceItem item, RatedUse use) {
    OptionalLong input = use.usage().value(UsageUnit.INPUT_TOKENS);
    for (int i = 0; i < prices.size(); i++) {
      UnitPrice price = prices.get(i);
      if (price.item() == item && price.when().holds(use.asked(), input.orElse(-1))) {
        return price;
      }
    }
    return null;
  }
}
