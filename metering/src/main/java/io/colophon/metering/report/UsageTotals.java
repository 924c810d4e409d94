package io.colophon.metering.report;

import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.UsageUnit;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sums over entries. What was not reported, not known or not priced is counted, never added as
 * zero: a sum is complete only if its count of unknown is 0. Not thread-safe while it grows.
 */
public final class UsageTotals {
  private final Map<UsageUnit, Counter> counters = new EnumMap<>(UsageUnit.class);
  private final Map<Metric, IntervalSum> figures = new EnumMap<>(Metric.class);
  private final Map<String, ExactSum> costs = new TreeMap<>();
  private long entries;
  private long unpriced;

  private static final class Counter {
    private final ExactSum sum = new ExactSum();
    private long reported;
  }

  UsageTotals() {
    for (Metric metric : Metric.values()) {
      figures.put(metric, new IntervalSum());
    }
  }

  void add(SettledEntry entry) {
    entries++;
    for (Map.Entry<UsageUnit, Quantity.Known> counter : entry.usage().quantities().entrySet()) {
      Counter total = counters.computeIfAbsent(counter.getKey(), unit -> new Counter());
      total.sum.add(counter.getValue().value());
      total.reported++;
    }
    figures.forEach((metric, sum) -> sum.add(entry.reading().figures().of(metric)));
    if (entry.reading().cost() instanceof Cost.Priced priced) {
      costs.computeIfAbsent(priced.currency(), currency -> new ExactSum()).add(priced.nanos());
    } else {
      unpriced++;
    }
  }

  /** How many entries there are. */
  public long entries() {
    return entries;
  }

  /** The sum of a counter over the entries that report it. */
  public BigInteger sum(UsageUnit unit) {
    Counter counter = counters.get(unit);
    return counter == null ? BigInteger.ZERO : counter.sum.value();
  }

  /** How many entries report a counter; the others are unknown, not zero. */
  public long reported(UsageUnit unit) {
    Counter counter = counters.get(unit);
    return counter == null ? 0 : counter.reported;
  }

  /** The counters that at least one entry reports. */
  public Set<UsageUnit> units() {
    return counters.keySet();
  }

  /** The sum of a figure over the entries that know it. */
  public Interval sum(Metric metric) {
    return of(metric).value();
  }

  /** How many entries know a figure. */
  public long known(Metric metric) {
    return of(metric).known();
  }

  /** How many entries do not. */
  public long unknown(Metric metric) {
    return of(metric).unknown();
  }

  private IntervalSum of(Metric metric) {
    return figures.getOrDefault(metric, new IntervalSum());
  }

  /** What the priced entries cost, in nano-units by currency. */
  public Map<String, BigInteger> costNanos() {
    Map<String, BigInteger> nanos = new TreeMap<>();
    costs.forEach((currency, sum) -> nanos.put(currency, sum.value()));
    return nanos;
  }

  /** How many entries have no price. */
  public long unpriced() {
    return unpriced;
  }
}
