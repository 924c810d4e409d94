package io.colophon.metering.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.metering.ledger.LedgerEntry;
import io.colophon.metering.report.Dimension;
import io.colophon.metering.report.ReportFilter;
import io.colophon.metering.report.UsageReport;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PostgresProjectionTest extends ProjectionSuite {
  private static final List<Dimension> BY = List.of(Dimension.TENANT, Dimension.DAY);

  private final List<LedgerEntry> entries = new RandomEntries(31, "u").ledger(400);
  private final ListLedger ledger = new ListLedger(entries);
  private String url;

  @Override
  UsageStore create() throws SQLException {
    url = PostgresServer.newDatabase();
    return store();
  }

  private UsageStore store() {
    return new PostgresStore(new PostgresSettings(url, "", "", 3));
  }

  @Test
  void step_twoGatewaysAtOnce_countsBothLedgers() throws Exception {
    List<LedgerEntry> others = new RandomEntries(32, "other").ledger(1_000);
    List<LedgerEntry> own = new RandomEntries(33, "own").ledger(1_000);
    ListLedger first = new ListLedger(own);
    ListLedger second = new ListLedger(others);
    try (UsageStore another = store()) {
      Projector one = projector(first, null);
      Projector two = new Projector(second, another, "gateway-2", CLOCK, null);
      CompletableFuture<Void> beside =
          CompletableFuture.runAsync(
              () -> {
                try {
                  catchUp(two);
                } catch (Exception failure) {
                  throw new IllegalStateException(failure);
                }
              });
      catchUp(one);
      beside.get(60, TimeUnit.SECONDS);
      List<LedgerEntry> both = new ArrayList<>(own);
      both.addAll(others);
      Truth truth = Truth.of(both, ReportFilter.ALL, BY);
      truth.assertIs(new StoredReports(store, first, NAME).report(ReportFilter.ALL, BY));
      truth.assertIs(new StoredReports(another, second, "gateway-2").report(ReportFilter.ALL, BY));
      // One that is made anew takes out its own only.
      PostgresServer.execute(
          url, "UPDATE usage_source SET last_usage_id = 'other' WHERE name = 'gateway-2'");
      two.close();
      Projector again = new Projector(second, another, "gateway-2", CLOCK, null);
      catchUp(again);
      truth.assertIs(new StoredReports(store, first, NAME).report(ReportFilter.ALL, BY));
      again.close();
    }
  }

  @Test
  void step_secondWriterOfTheSameName_isRefused() throws Exception {
    Projector one = projector(ledger, null);
    one.step();
    try (UsageStore another = store()) {
      Projector two = new Projector(ledger, another, NAME, CLOCK, null);
      assertThatThrownBy(two::step)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("another process writes the usage of instance 'gateway-1'");
      one.close();
      catchUp(two); // whose turn it is now
      two.close();
    }
    assertReports(ledger, entries, ReportFilter.ALL);
  }

  @Test
  void step_sessionThatIsCut_goesOnWithAnother() throws Exception {
    ListLedger growing = new ListLedger(entries, 300);
    Projector projector = projector(growing, null);
    catchUp(projector);
    growing.growTo(entries.size());
    PostgresServer.execute(
        url,
        "SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity"
            + " WHERE application_name = 'colophon-usage' AND datname = current_database()");
    assertThatThrownBy(projector::step).isInstanceOf(SQLException.class);
    for (int i = 0; i < 3; i++) { // the pool may hold two more that were cut
      try {
        catchUp(projector);
      } catch (SQLException cut) {
        assertThat(cut.getMessage()).contains("terminating connection");
      }
    }
    assertThat(projector.position()).isEqualTo(entries.size());
    assertReports(growing, entries, ReportFilter.ALL);
  }

  @Test
  void step_olderColumns_areAddedWithoutLosingRows() throws Exception {
    Projector first = projector(ledger, null);
    catchUp(first);
    first.close();
    PostgresServer.execute(
        url,
        "ALTER TABLE usage_day DROP COLUMN accelerator_millis",
        "ALTER TABLE usage_entry DROP COLUMN accelerator_millis",
        "UPDATE usage_schema_history SET checksum = 1 WHERE version IS NULL");
    try (UsageStore newer = store()) {
      Projector second = new Projector(ledger, newer, NAME, CLOCK, null);
      catchUp(second);
      second.close();
    }
    assertReports(ledger, entries, ReportFilter.ALL);
  }

  @Test
  void step_tablesBeforeSuspectWasCounted_areBroughtUpToDate() throws Exception {
    Projector first = projector(ledger, null);
    catchUp(first);
    first.close();
    PostgresServer.execute(
        url,
        "ALTER TABLE usage_day DROP COLUMN suspect",
        "DELETE FROM usage_schema_history WHERE version = '2'");
    try (UsageStore newer = store()) {
      Projector second = new Projector(ledger, newer, NAME, CLOCK, null);
      catchUp(second);
      second.close();
    }
    assertReports(ledger, entries, ReportFilter.ALL);
    UsageReport report = new StoredReports(store, ledger, NAME).report(ReportFilter.ALL, List.of());
    assertThat(report.total().suspect()).isGreaterThan(5);
  }

  @Test
  void step_tablesOfANewerProgram_areLeftAlone() throws Exception {
    Projector first = projector(ledger, null);
    catchUp(first);
    first.close();
    PostgresServer.execute(url, "UPDATE usage_schema_history SET checksum = 1 WHERE version = '1'");
    try (UsageStore other = store()) {
      Projector second = new Projector(ledger, other, NAME, CLOCK, null);
      assertThatThrownBy(second::step)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("cannot be brought up to date");
      assertThat(second.position()).isEqualTo(-1);
    }
    assertReports(ledger, entries, ReportFilter.ALL);
  }

  @Test
  void tables_besideThoseOfOthers_areMade() throws Exception {
    PostgresServer.execute(url, "CREATE TABLE somebody_elses (id INT)");
    catchUp(projector(ledger, null));
    UsageReport report = new StoredReports(store, ledger, NAME).report(ReportFilter.ALL, List.of());
    assertThat(report.total().entries()).isEqualTo(400);
  }
}
