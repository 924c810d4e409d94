package io.colophon.metering.report;

import io.colophon.metering.figure.Figures;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.plan.Charge;
import io.colophon.metering.plan.Cover;
import io.colophon.metering.plan.Source;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;

/** Sums of a row. {@code entries} and {@code figures} are of those that begin on it. */
final class FocusRow {
  final ExactSum quantity = new ExactSum();
  final Map<Metric, IntervalSum> figures = new EnumMap<>(Metric.class);
  private final ExactSum list = new ExactSum();
  private final Map<Source, ExactSum> covered = new EnumMap<>(Source.class);
  private BigInteger byPlan = BigInteger.ZERO;
  long entries;

  void add(Charge charge) {
    quantity.add(charge.quantity());
    list.add(charge.listNanos());
    for (Cover cover : charge.covers()) {
      covered.computeIfAbsent(cover.source(), s -> new ExactSum()).add(cover.nanos());
    }
  }

  /** A fee or minimum. */
  void addBilled(long amount, BigInteger nanos) {
    quantity.add(amount);
    byPlan = byPlan.add(nanos);
  }

  void addFigures(Figures more) {
    entries++;
    for (Metric metric : Metric.values()) {
      figures.computeIfAbsent(metric, m -> new IntervalSum()).add(more.of(metric));
    }
  }

  BigInteger listNanos() {
    return list.value().add(byPlan);
  }

  BigInteger from(Source source) {
    ExactSum sum = covered.get(source);
    BigInteger value = sum == null ? BigInteger.ZERO : sum.value();
    return source == Source.BILLED ? value.add(byPlan) : value;
  }

  /** By the plan's prices, however covered. */
  BigInteger ratedNanos() {
    BigInteger sum = BigInteger.ZERO;
    for (Source source : Source.values()) {
      sum = sum.add(from(source));
    }
    return sum;
  }
}
