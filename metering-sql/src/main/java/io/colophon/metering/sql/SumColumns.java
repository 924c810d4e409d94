package io.colophon.metering.sql;

import io.colophon.metering.figure.Metric;
import io.colophon.metering.report.UsageTotals;
import io.colophon.metering.report.UsageTotals.Bound;
import io.colophon.provider.spi.UsageUnit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The columns of sums in {@code usage_day}. An integer sum is {@code x + x_e18 * 10^18}: small ones
 * are read as they stand, and none overflows. A figure is {@code x + x_rest}, the rest some 16
 * digits smaller, so that what a correction takes away leaves no trace. NULL is "nobody reports
 * it".
 */
final class SumColumns {
  private static final BigInteger E18 = BigInteger.TEN.pow(18);
  private static final Metric[] METRICS = Metric.values();
  private static final Bound[] BOUNDS = Bound.values();

  /** The first columns, which every version has. */
  static final int FIXED = 5;

  private SumColumns() {}

  /** Name of a figure's bound: {@code energy_low}. */
  static String bound(Metric metric, Bound bound) {
    return metric.id() + "_" + bound.name().toLowerCase(Locale.ROOT);
  }

  /** The columns of a shape, in the order in which they are bound and read. */
  static List<String> names(Shape shape) {
    List<String> names =
        new ArrayList<>(List.of("entries", "unpriced", "suspect", "cost_nanos", "cost_nanos_e18"));
    for (UsageUnit unit : shape.units()) {
      names.add(unit.id() + "_reported");
      names.add(unit.id());
      names.add(unit.id() + "_e18");
    }
    for (Metric metric : METRICS) {
      names.add(metric.id() + "_unknown");
      if (shape.metrics().contains(metric)) {
        for (Bound bound : BOUNDS) {
          names.add(bound(metric, bound));
          if (shape.rests()) {
            names.add(bound(metric, bound) + "_rest");
          }
        }
      }
    }
    return names;
  }

  /** Whether a column is a DOUBLE PRECISION; the others are BIGINT. */
  static boolean isDouble(String name) {
    return name.endsWith("_low")
        || name.endsWith("_best")
        || name.endsWith("_high")
        || name.endsWith("_rest");
  }

  /**
   * Binds the sums of one row.
   *
   * @param shape with rests; columns that it has and the sums have not are bound to NULL
   */
  static void bind(
      PreparedStatement row, int from, Shape shape, UsageTotals totals, String currency)
      throws SQLException {
    int i = from;
    row.setLong(i++, totals.entries());
    row.setLong(i++, totals.unpriced());
    row.setLong(i++, totals.suspect());
    i =
        currency.isEmpty()
            ? skip(row, i, Types.BIGINT, 2)
            : split(row, i, totals.costNanos().getOrDefault(currency, BigInteger.ZERO));
    for (UsageUnit unit : shape.units()) {
      long reported = totals.reported(unit);
      if (reported == 0) {
        i = skip(row, i, Types.BIGINT, 3);
      } else {
        row.setLong(i++, reported);
        i = split(row, i, totals.sum(unit));
      }
    }
    for (Metric metric : METRICS) {
      row.setLong(i++, totals.unknown(metric));
      if (!shape.metrics().contains(metric)) {
        continue;
      }
      if (totals.known(metric) == 0) {
        i = skip(row, i, Types.DOUBLE, 2 * BOUNDS.length);
        continue;
      }
      for (Bound bound : BOUNDS) {
        row.setDouble(i++, totals.rounded(metric, bound));
        row.setDouble(i++, totals.rest(metric, bound));
      }
    }
  }

  private static int skip(PreparedStatement row, int from, int type, int count)
      throws SQLException {
    for (int i = from; i < from + count; i++) {
      row.setNull(i, type);
    }
    return from + count;
  }

  private static int split(PreparedStatement row, int from, BigInteger value) throws SQLException {
    if (value.bitLength() < 60) { // below 10^18
      row.setLong(from, value.longValue());
      row.setLong(from + 1, 0);
    } else {
      BigInteger[] parts = value.divideAndRemainder(E18);
      row.setLong(from, parts[1].longValue());
      row.setLong(from + 1, parts[0].longValueExact());
    }
    return from + 2;
  }

  /**
   * Reads columns of {@link #names} and adds them.
   *
   * @param summed whether they are sums that the database made, which have no bound
   */
  static void add(
      ResultSet row, int from, Shape shape, boolean summed, String currency, UsageTotals totals)
      throws SQLException {
    int i = from;
    long entries = row.getLong(i++);
    long unpriced = row.getLong(i++);
    totals.addEntries(entries, unpriced, row.getLong(i++));
    if (!currency.isEmpty() && entries > 0) {
      totals.addCost(currency, joined(row, i, summed), entries - unpriced);
    }
    i += 2;
    for (UsageUnit unit : shape.units()) {
      long reported = row.getLong(i);
      if (reported != 0) {
        totals.addCounter(unit, joined(row, i + 1, summed), reported);
      }
      i += 3;
    }
    int numbers = shape.rests() ? 2 : 1;
    for (Metric metric : METRICS) {
      long unknown = row.getLong(i++);
      if (unknown == 0 && row.wasNull()) {
        unknown = entries; // a figure that was not there when the row was written
      }
      totals.countFigure(metric, entries - unknown, unknown);
      if (!shape.metrics().contains(metric)) {
        continue;
      }
      if (entries != unknown) {
        for (int bound = 0; bound < BOUNDS.length; bound++) {
          for (int number = 0; number < numbers; number++) {
            totals.addBound(metric, BOUNDS[bound], row.getDouble(i + numbers * bound + number));
          }
        }
      }
      i += numbers * BOUNDS.length;
    }
  }

  private static BigInteger joined(ResultSet row, int from, boolean summed) throws SQLException {
    if (summed) {
      return integer(row.getBigDecimal(from))
          .add(integer(row.getBigDecimal(from + 1)).multiply(E18));
    }
    BigInteger low = BigInteger.valueOf(row.getLong(from));
    long high = row.getLong(from + 1);
    return high == 0 ? low : low.add(BigInteger.valueOf(high).multiply(E18));
  }

  private static BigInteger integer(BigDecimal value) {
    return value == null ? BigInteger.ZERO : value.toBigIntegerExact();
  }
}
