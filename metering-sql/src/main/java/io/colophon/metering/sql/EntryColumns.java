package io.colophon.metering.sql;

import io.colophon.metering.figure.Metric;
import io.colophon.metering.report.UsageTotals;
import io.colophon.metering.report.UsageTotals.Bound;
import io.colophon.provider.spi.UsageUnit;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** The columns of {@code usage_entry}: one value per counter and bound, NULL where unknown. */
final class EntryColumns {
  private EntryColumns() {}

  private static final List<String> HEAD =
      List.of(
          "source_id",
          "usage_id",
          "tenant",
          "revision",
          "position",
          "day",
          "series_id",
          "admitted_nanos",
          "settled_nanos",
          "generation_id",
          "requested_model",
          "served_model",
          "suspect",
          "cost_nanos");

  /** The columns of counters and figures. */
  static List<String> values(Shape shape) {
    List<String> names = new ArrayList<>();
    shape.units().forEach(unit -> names.add(unit.id()));
    for (Metric metric : shape.metrics()) {
      for (Bound bound : Bound.values()) {
        names.add(SumColumns.bound(metric, bound));
      }
    }
    return names;
  }

  /** The columns of a shape, in the order in which {@link #bind} binds them. */
  static List<String> names(Shape shape) {
    List<String> names = new ArrayList<>(HEAD);
    names.addAll(values(shape));
    return names;
  }

  static void bind(
      Dialect dialect,
      PreparedStatement insert,
      Shape shape,
      long source,
      long series,
      EntryRow row)
      throws SQLException {
    insert.setLong(1, source);
    insert.setString(2, row.key().usageId());
    insert.setString(3, row.key().tenant());
    insert.setLong(4, row.revision());
    insert.setLong(5, row.position());
    dialect.bindDay(insert, 6, row.day());
    insert.setLong(7, series);
    insert.setLong(8, row.admittedNanos());
    insert.setLong(9, row.settledNanos());
    insert.setString(10, row.generationId());
    insert.setString(11, row.requestedModel());
    insert.setString(12, row.servedModel());
    insert.setLong(13, row.suspect());
    UsageTotals totals = row.totals();
    BigInteger cost = totals.costNanos().get(row.series().currency());
    if (cost == null) {
      insert.setNull(14, Types.BIGINT);
    } else {
      insert.setLong(14, cost.longValueExact());
    }
    int i = HEAD.size() + 1;
    for (UsageUnit unit : shape.units()) {
      if (totals.reported(unit) == 0) {
        insert.setNull(i++, Types.BIGINT);
      } else {
        insert.setLong(i++, totals.sum(unit).longValueExact());
      }
    }
    for (Metric metric : shape.metrics()) {
      for (Bound bound : Bound.values()) {
        if (totals.known(metric) == 0) {
          insert.setNull(i++, Types.DOUBLE);
        } else {
          insert.setDouble(i++, totals.rounded(metric, bound));
        }
      }
    }
  }

  /**
   * Expressions over {@code usage_entry t} and {@code usage_series s} that make the columns of
   * {@link SumColumns#names} of one entry.
   */
  static List<String> asSums(Shape shape) {
    List<String> sums =
        new ArrayList<>(
            List.of(
                "1",
                "CASE WHEN s.currency = '' THEN 1 ELSE 0 END",
                "CASE WHEN t.suspect > 0 THEN 1 ELSE 0 END",
                "t.cost_nanos",
                "0"));
    for (UsageUnit unit : shape.units()) {
      sums.add("CASE WHEN t." + unit.id() + " IS NULL THEN 0 ELSE 1 END");
      sums.add("t." + unit.id());
      sums.add("0");
    }
    for (Metric metric : Metric.values()) {
      sums.add(
          "CASE WHEN t." + SumColumns.bound(metric, Bound.BEST) + " IS NULL THEN 1 ELSE 0 END");
      for (Bound bound : Bound.values()) {
        sums.add("t." + SumColumns.bound(metric, bound));
        if (shape.rests()) {
          sums.add("0");
        }
      }
    }
    return sums;
  }
}
