package io.colophon.metering.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.metering.report.ReportFilter;
import io.colophon.metering.sql.Period.Edge;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PeriodTest {
  private static final LocalDate DAY_2 = LocalDate.parse("2026-11-02");
  private static final LocalDate DAY_3 = LocalDate.parse("2026-11-03");

  @Test
  void of_midnights_isWholeDaysOnly() {
    assertThat(period("2026-11-02T00:00:00Z", "2026-11-03T00:00:00Z"))
        .isEqualTo(new Period(DAY_2, DAY_3, List.of()));
    assertThat(period(null, null)).isEqualTo(new Period(null, null, List.of()));
  }

  @Test
  void of_partsOfDays_areEdgesAroundWholeDays() {
    assertThat(period("2026-11-01T23:59:59.999999999Z", "2026-11-03T00:00:00.000000001Z"))
        .isEqualTo(
            new Period(
                DAY_2,
                DAY_3,
                List.of(
                    edge("2026-11-01T23:59:59.999999999Z", "2026-11-02T00:00:00Z"),
                    edge("2026-11-03T00:00:00Z", "2026-11-03T00:00:00.000000001Z"))));
  }

  @Test
  void of_partOfOneDay_isOneEdge() {
    Period period = period("2026-11-02T08:00:00Z", "2026-11-02T09:00:00Z");
    assertThat(period.edges())
        .containsExactly(edge("2026-11-02T08:00:00Z", "2026-11-02T09:00:00Z"));
    assertThat(period.firstDay()).isEqualTo(DAY_3);
    assertThat(period.endDay()).isEqualTo(DAY_2); // no day is on or after one and before the other
  }

  @Test
  void of_timesThatNoEntryHas_areNoBounds() {
    assertThat(Period.of(new ReportFilter(Instant.MIN, Instant.MAX, Map.of())))
        .isEqualTo(new Period(null, null, List.of()));
  }

  private static Period period(@Nullable String from, @Nullable String to) {
    return Period.of(
        new ReportFilter(
            from == null ? null : Instant.parse(from),
            to == null ? null : Instant.parse(to),
            Map.of()));
  }

  private static Edge edge(String from, String to) {
    return new Edge(EntryRow.nanos(Instant.parse(from)), EntryRow.nanos(Instant.parse(to)));
  }
}
