package io.colophon.metering.sql;

import io.colophon.metering.report.ReportFilter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A period as whole days, UTC, and what it has besides of the days in which it begins and ends.
 *
 * @param firstDay first whole day; null for the first there is
 * @param endDay day after the last whole one; null for the last there is
 * @param edges parts of days
 */
record Period(@Nullable LocalDate firstDay, @Nullable LocalDate endDay, List<Edge> edges) {

  /** A part of a day: from, inclusive, to, exclusive, in nanoseconds since 1970. */
  record Edge(long fromNanos, long toNanos) {}

  Period {
    edges = List.copyOf(edges);
  }

  static Period of(ReportFilter filter) {
    Instant from = bounded(filter.from());
    Instant to = bounded(filter.to());
    List<Edge> edges = new ArrayList<>(2);
    LocalDate first = null;
    LocalDate end = null;
    if (from != null) {
      first = day(from);
      if (from.isAfter(midnight(first))) {
        first = first.plusDays(1);
        edges.add(edge(from, to == null || to.isAfter(midnight(first)) ? midnight(first) : to));
      }
    }
    if (to != null) {
      end = day(to);
      boolean sameEdge = first != null && first.isAfter(end);
      if (to.isAfter(midnight(end)) && !sameEdge) {
        edges.add(edge(midnight(end), to));
      }
    }
    return new Period(first, end, edges);
  }

  /** No entry is of a time that nanoseconds since 1970 cannot tell: such a bound is none. */
  private static @Nullable Instant bounded(@Nullable Instant time) {
    if (time == null) {
      return null;
    }
    long nanos = EntryRow.nanos(time);
    return nanos == Long.MIN_VALUE || nanos == Long.MAX_VALUE ? null : time;
  }

  private static LocalDate day(Instant time) {
    return time.atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Edge edge(Instant from, Instant to) {
    return new Edge(EntryRow.nanos(from), EntryRow.nanos(to));
  }
}
