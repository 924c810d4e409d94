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
 *
 * <p>Sums can be kept elsewhere part by part and put together again: counters and money exactly,
 * figures as a rounded number and the {@linkplain #rest rest} that rounding leaves.
 */
public final class UsageTotals {
  private static final Metric[] METRICS = Metric.values();

  private final Map<UsageUnit, Counter> counters = new EnumMap<>(UsageUnit.class);
  private final IntervalSum[] figures = new IntervalSum[METRICS.length];
  private final Map<String, Counter> costs = new TreeMap<>();
  private long entries;
  private long unpriced;
  private long suspect;

  /** Low, best and high, for whoever keeps the bounds of a figure apart. */
  public enum Bound {
    LOW,
    BEST,
    HIGH
  }

  private static final class Counter {
    private final ExactSum sum = new ExactSum();
    private long reported;

    Counter add(BigInteger more, long moreReported) {
      sum.add(more);
      reported += moreReported;
      return this;
    }
  }

  /** Nothing yet. */
  public UsageTotals() {
    for (int i = 0; i < figures.length; i++) {
      figures[i] = new IntervalSum();
    }
  }

  /** Adds one entry. */
  public void add(SettledEntry entry) {
    entries++;
    if (entry.usage().isSuspect()) {
      suspect++;
    }
    for (Map.Entry<UsageUnit, Quantity.Known> counter : entry.usage().quantities().entrySet()) {
      Counter total = counters.computeIfAbsent(counter.getKey(), u -> new Counter());
      total.sum.add(counter.getValue().value());
      total.reported++;
    }
    for (Metric metric : METRICS) {
      of(metric).add(entry.reading().figures().of(metric));
    }
    if (entry.reading().cost() instanceof Cost.Priced priced) {
      Counter total = costs.computeIfAbsent(priced.currency(), c -> new Counter());
      total.sum.add(priced.nanos());
      total.reported++;
    } else {
      unpriced++;
    }
  }

  /** Adds sums over other entries. */
  public void add(UsageTotals other) {
    merge(other, 1);
  }

  /** Takes away entries that were added before. */
  public void subtract(UsageTotals other) {
    merge(other, -1);
  }

  private void merge(UsageTotals other, int sign) {
    entries += sign * other.entries;
    unpriced += sign * other.unpriced;
    suspect += sign * other.suspect;
    other.counters.forEach(
        (unit, counter) ->
            addCounter(unit, signed(counter.sum.value(), sign), sign * counter.reported));
    for (Metric metric : METRICS) {
      of(metric).add(other.of(metric), sign);
    }
    other.costs.forEach(
        (currency, cost) ->
            addCost(currency, signed(cost.sum.value(), sign), sign * cost.reported));
  }

  private static BigInteger signed(BigInteger value, int sign) {
    return sign < 0 ? value.negate() : value;
  }

  /** Adds to the counts of entries, of those without a price and of those that are suspect. */
  public void addEntries(long more, long moreUnpriced, long moreSuspect) {
    entries += more;
    unpriced += moreUnpriced;
    suspect += moreSuspect;
  }

  /** Adds a counter's sum over {@code reported} entries. */
  public void addCounter(UsageUnit unit, BigInteger sum, long reported) {
    if (counters.computeIfAbsent(unit, u -> new Counter()).add(sum, reported).reported == 0) {
      counters.remove(unit);
    }
  }

  /** Adds to one bound of a figure; a sum and its {@linkplain #rest rest} go in one by one. */
  public void addBound(Metric metric, Bound bound, double value) {
    of(metric).add(bound.ordinal(), value);
  }

  /** Adds to the counts of entries that know a figure and of those that do not. */
  public void countFigure(Metric metric, long known, long unknown) {
    of(metric).count(known, unknown);
  }

  /** Adds what {@code priced} entries cost together. */
  public void addCost(String currency, BigInteger nanos, long priced) {
    if (costs.computeIfAbsent(currency, c -> new Counter()).add(nanos, priced).reported == 0) {
      costs.remove(currency);
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

  /** One bound of a figure's sum, as kept: below 0 where more was taken away than added. */
  public double rounded(Metric metric, Bound bound) {
    return of(metric).rounded(bound.ordinal());
  }

  /** What {@link #rounded} leaves out, some 16 digits below it. */
  public double rest(Metric metric, Bound bound) {
    return of(metric).rest(bound.ordinal());
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
    return figures[metric.ordinal()];
  }

  /** What the priced entries cost, in nano-units by currency. */
  public Map<String, BigInteger> costNanos() {
    Map<String, BigInteger> nanos = new TreeMap<>();
    costs.forEach((currency, cost) -> nanos.put(currency, cost.sum.value()));
    return nanos;
  }

  /** How many entries have no price. */
  public long unpriced() {
    return unpriced;
  }

  /** How many entries have a counter that could not be true and was clamped. */
  public long suspect() {
    return suspect;
  }
}
