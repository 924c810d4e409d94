package io.colophon.metering.report;

import io.colophon.metering.ledger.LedgerFilter;
import io.colophon.metering.ledger.SettledEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a report is about.
 *
 * @param from earliest admission, inclusive; null for no bound
 * @param to latest admission, exclusive; null for no bound
 * @param only values that dimensions must have; empty for all
 */
public record ReportFilter(
    @Nullable Instant from, @Nullable Instant to, Map<Dimension, String> only) {

  /** Everything. */
  public static final ReportFilter ALL = new ReportFilter(null, null, Map.of());

  public ReportFilter {
    if (from != null && to != null && to.isBefore(from)) {
      throw new IllegalArgumentException("from " + from + " to " + to + ", expected from <= to");
    }
    only = Map.copyOf(only);
    String day = only.get(Dimension.DAY);
    if (day != null && !isDay(day)) {
      throw new IllegalArgumentException("day is '" + day + "', expected one such as 2026-11-22");
    }
  }

  private static boolean isDay(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeParseException not) {
      return false;
    }
  }

  /** The same as a filter of the ledger. */
  public static ReportFilter of(LedgerFilter filter) {
    ReportFilter period = new ReportFilter(filter.from(), filter.to(), Map.of());
    if (filter.tenant() != null) {
      period = period.with(Dimension.TENANT, filter.tenant());
    }
    return filter.keyId() == null ? period : period.with(Dimension.KEY, filter.keyId());
  }

  /** The same with one more condition. */
  public ReportFilter with(Dimension dimension, String value) {
    Map<Dimension, String> more = new HashMap<>(only);
    more.put(dimension, value);
    return new ReportFilter(from, to, more);
  }

  /** Whether an entry belongs to it. */
  public boolean matches(SettledEntry entry) {
    Instant time = entry.opened().time();
    if ((from != null && time.isBefore(from)) || (to != null && !time.isBefore(to))) {
      return false;
    }
    for (Map.Entry<Dimension, String> one : only.entrySet()) {
      if (!one.getKey().of(entry).equals(one.getValue())) {
        return false;
      }
    }
    return true;
  }
}
