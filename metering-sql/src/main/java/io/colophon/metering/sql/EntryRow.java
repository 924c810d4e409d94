package io.colophon.metering.sql;

import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.report.Dimension;
import io.colophon.metering.report.ReportFilter;
import io.colophon.metering.report.UsageTotals;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One settled generation as it is kept.
 *
 * @param position in the ledger
 * @param day of admission, UTC
 * @param admittedNanos since 1970; the nearest that fits for times beyond 1677 and 2262
 * @param suspect how many counters were clamped
 * @param totals its values, as sums over one entry
 */
record EntryRow(
    EntryKey key,
    long revision,
    long position,
    LocalDate day,
    SeriesKey series,
    long admittedNanos,
    long settledNanos,
    String generationId,
    String requestedModel,
    @Nullable String servedModel,
    long suspect,
    UsageTotals totals) {

  static EntryRow of(long position, long revision, SettledEntry entry) {
    UsageTotals totals = new UsageTotals();
    totals.add(entry);
    String served = entry.servedModel();
    return new EntryRow(
        new EntryKey(StoredText.of(entry.opened().tenant()), entry.usageId()),
        revision,
        position,
        entry.opened().time().atZone(ZoneOffset.UTC).toLocalDate(),
        SeriesKey.of(entry),
        nanos(entry.opened().time()),
        nanos(entry.time()),
        StoredText.of(entry.opened().generationId()),
        StoredText.of(entry.opened().requestedModel()),
        served == null ? null : StoredText.of(served),
        entry.usage().suspicions().size(),
        totals);
  }

  /** Nanoseconds since 1970, the nearest that fits. */
  static long nanos(Instant time) {
    long seconds = time.getEpochSecond();
    long limit = Long.MAX_VALUE / TimeUnit.SECONDS.toNanos(1) - 1;
    if (Math.abs(seconds) > limit) {
      return seconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return TimeUnit.SECONDS.toNanos(seconds) + time.getNano();
  }

  /** Whether a report counts it. */
  boolean matches(ReportFilter filter) {
    Instant from = filter.from();
    Instant to = filter.to();
    if ((from != null && admittedNanos < nanos(from))
        || (to != null && admittedNanos >= nanos(to))) {
      return false;
    }
    return filter.only().entrySet().stream()
        .allMatch(one -> value(one.getKey()).equals(one.getValue()));
  }

  /** Its group in a report. */
  List<String> group(List<Dimension> by) {
    List<String> group = new ArrayList<>(by.size());
    by.forEach(dimension -> group.add(value(dimension)));
    return group;
  }

  private String value(Dimension dimension) {
    return dimension == Dimension.DAY ? day.toString() : series.of(dimension);
  }
}
