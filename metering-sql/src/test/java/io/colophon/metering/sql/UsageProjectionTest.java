package io.colophon.metering.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colophon.metering.ledger.LedgerEntry;
import io.colophon.metering.report.Dimension;
import io.colophon.metering.report.ReportFilter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageProjectionTest {
  private static final List<Dimension> BY = List.of(Dimension.TENANT, Dimension.DAY);

  @TempDir Path folder;

  private final List<LedgerEntry> entries = new RandomEntries(41, "u").ledger(700);

  @Test
  void start_ledgerThatGrows_isFollowed() throws Exception {
    ListLedger ledger = new ListLedger(entries, 500);
    try (UsageDatabase database = UsageDatabase.embedded(folder.resolve("usage.db"));
        UsageProjection projection = database.projection(ledger, Clock.systemUTC(), null)) {
      assertThat(projection.lag()).isEqualTo(500);
      projection.start();
      await().atMost(Duration.ofSeconds(60)).until(() -> projection.lag() == 0);
      ledger.growTo(entries.size());
      await().atMost(Duration.ofSeconds(60)).until(() -> projection.lag() == 0);
      ProjectionState state = database.state().orElseThrow();
      assertThat(state.position()).isEqualTo(entries.size());
      assertThat(state.generations()).isEqualTo(700);
      Truth.of(entries, ReportFilter.ALL, BY)
          .assertIs(database.reports(ledger).report(ReportFilter.ALL, BY));
    }
  }

  @Test
  void start_databaseAway_isTriedAgainUntilItIsThere() throws Exception {
    Path blocked = folder.resolve("data");
    Files.writeString(blocked, "a file where the folder should be");
    ListLedger ledger = new ListLedger(entries);
    try (UsageDatabase database = UsageDatabase.embedded(blocked.resolve("usage.db"));
        UsageProjection projection = database.projection(ledger, Clock.systemUTC(), null)) {
      projection.start();
      await().atMost(Duration.ofSeconds(60)).until(() -> projection.failures() > 1);
      assertThat(projection.lag()).isEqualTo(entries.size());
      Files.delete(blocked);
      await().atMost(Duration.ofSeconds(60)).until(() -> projection.lag() == 0);
      await().atMost(Duration.ofSeconds(60)).until(() -> projection.failures() == 0);
      Truth.of(entries, ReportFilter.ALL, BY)
          .assertIs(database.reports(ledger).report(ReportFilter.ALL, BY));
    }
  }
}
