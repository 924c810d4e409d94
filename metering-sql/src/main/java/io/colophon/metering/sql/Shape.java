package io.colophon.metering.sql;

import io.colophon.metering.figure.Metric;
import io.colophon.metering.report.UsageTotals;
import io.colophon.provider.spi.UsageUnit;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which columns a row needs: most counters are reported by nobody, and a column that is not bound
 * or read costs nothing.
 *
 * @param units whose columns are there
 * @param metrics whose bounds are there; the count of unknown always is
 * @param rests whether what rounding left of the bounds is there
 */
record Shape(Set<UsageUnit> units, Set<Metric> metrics, boolean rests) {
  /** All columns. */
  static final Shape ALL =
      new Shape(EnumSet.allOf(UsageUnit.class), EnumSet.allOf(Metric.class), true);

  /** The columns that are not NULL for these sums. */
  static Shape of(UsageTotals totals) {
    Set<Metric> metrics = EnumSet.noneOf(Metric.class);
    for (Metric metric : Metric.values()) {
      if (totals.known(metric) != 0) {
        metrics.add(metric);
      }
    }
    Set<UsageUnit> units = EnumSet.noneOf(UsageUnit.class);
    units.addAll(totals.units());
    return new Shape(units, metrics, true);
  }

  /** All figures of some counters. */
  static Shape reading(Set<UsageUnit> units, boolean rests) {
    Set<UsageUnit> some = EnumSet.noneOf(UsageUnit.class);
    some.addAll(units);
    return new Shape(some, ALL.metrics(), rests);
  }
}
