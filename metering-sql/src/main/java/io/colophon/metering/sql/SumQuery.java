package io.colophon.metering.sql;

import io.colophon.metering.report.Dimension;
import io.colophon.metering.report.ReportFilter;
import io.colophon.metering.report.ReportSums;
import io.colophon.metering.sql.Period.Edge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One statement of a report: which rows, and which sums of them. Not thread-safe. */
final class SumQuery {
  private static final int FETCHED_AT_ONCE = 500;

  private final Dialect dialect;
  private final List<Dimension> by;
  private final String table;
  private final Shape shape;
  private final List<String> sums;
  private final List<String> conditions = new ArrayList<>();
  private final List<Object> parameters = new ArrayList<>();

  private SumQuery(
      Dialect dialect, List<Dimension> by, String table, Shape shape, List<String> sums) {
    this.shape = shape;
    this.dialect = dialect;
    this.by = by;
    this.table = table;
    this.sums = sums;
  }

  /** Sums of whole days. */
  static SumQuery ofDays(Dialect dialect, List<Dimension> by, Shape shape, Period period) {
    List<String> columns = SumColumns.names(shape).stream().map(name -> "t." + name).toList();
    SumQuery query = new SumQuery(dialect, by, "usage_day", shape, columns);
    if (period.firstDay() != null) {
      query.where("t.day >= ?", period.firstDay());
    }
    if (period.endDay() != null) {
      query.where("t.day < ?", period.endDay());
    }
    return query;
  }

  /** Sums of single generations of a part of a day. */
  static SumQuery ofEdge(Dialect dialect, List<Dimension> by, Shape shape, Edge edge) {
    return new SumQuery(dialect, by, "usage_entry", shape, EntryColumns.asSums(shape))
        .where("t.admitted_nanos >= ?", edge.fromNanos())
        .where("t.admitted_nanos < ?", edge.toNanos());
  }

  /** Leaves one source out. */
  SumQuery without(long source) {
    return where("t.source_id <> ?", source);
  }

  /** Takes only what has these values. */
  SumQuery only(ReportFilter filter) {
    filter
        .only()
        .forEach(
            (dimension, value) -> {
              if (dimension == Dimension.DAY) {
                where("t.day = ?", LocalDate.parse(value));
              } else {
                where("s." + SeriesKey.column(dimension) + " = ?", value);
              }
            });
    return this;
  }

  private SumQuery where(String condition, Object parameter) {
    conditions.add(condition);
    parameters.add(parameter);
    return this;
  }

  /** Adds what it finds. */
  void addTo(ReportSums into, Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql())) {
      select.setFetchSize(FETCHED_AT_ONCE);
      for (int i = 0; i < parameters.size(); i++) {
        bind(select, i + 1, parameters.get(i));
      }
      List<String> group = new ArrayList<>(by.size());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          group.clear();
          for (int i = 1; i <= by.size(); i++) {
            group.add(rows.getString(i));
          }
          String currency = rows.getString(by.size() + 1);
          SumColumns.add(rows, by.size() + 2, shape, dialect.addsUp(), currency, into.group(group));
        }
      }
    }
  }

  private void bind(PreparedStatement select, int index, Object value) throws SQLException {
    if (value instanceof LocalDate day) {
      dialect.bindDay(select, index, day);
    } else if (value instanceof Long number) {
      select.setLong(index, number);
    } else {
      select.setString(index, value.toString());
    }
  }

  private String sql() {
    List<String> keys = new ArrayList<>();
    by.forEach(
        dimension ->
            keys.add(dimension == Dimension.DAY ? "t.day" : "s." + SeriesKey.column(dimension)));
    keys.add("s.currency");
    String key = String.join(", ", keys);
    String columns =
        sums.stream()
            .map(sum -> dialect.addsUp() ? "SUM(" + sum + ")" : sum)
            .collect(Collectors.joining(", "));
    return "SELECT "
        + key
        + ", "
        + columns
        + " FROM "
        + table
        + " t JOIN usage_series s ON s.id = t.series_id"
        + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
        + (dialect.addsUp() ? " GROUP BY " + key : "");
  }
}
