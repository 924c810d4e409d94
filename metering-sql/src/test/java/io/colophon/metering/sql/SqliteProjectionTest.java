package io.colophon.metering.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.metering.ledger.LedgerEntry;
import io.colophon.metering.report.ReportFilter;
import io.colophon.metering.report.UsageReport;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteProjectionTest extends ProjectionSuite {
  @TempDir Path folder;

  private final List<LedgerEntry> entries = new RandomEntries(21, "u").ledger(400);
  private final ListLedger ledger = new ListLedger(entries);

  @Override
  UsageStore create() {
    return new SqliteStore(file());
  }

  private Path file() {
    return folder.resolve("usage.db");
  }

  private void project() throws Exception {
    Projector projector = projector(ledger, null);
    catchUp(projector);
    projector.close();
  }

  private void change(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void step_fileThatIsNoDatabase_isKeptAsideAndMadeAnew() throws Exception {
    Files.writeString(file(), "this is not a database, whatever its name says".repeat(50));
    Projector projector = projector(ledger, null);
    assertThatThrownBy(projector::step).isInstanceOf(SQLException.class);
    catchUp(projector);
    assertReports(ledger, entries, ReportFilter.ALL);
    assertThat(folder.resolve("usage.db.broken")).content().startsWith("this is not a database");
  }

  @Test
  void step_damagedPages_areFoundAndMadeAnew() throws Exception {
    ListLedger growing = new ListLedger(entries, 300);
    Projector first = projector(growing, null);
    catchUp(first);
    first.close();
    change("PRAGMA wal_checkpoint(TRUNCATE)");
    try (RandomAccessFile raw = new RandomAccessFile(file().toFile(), "rw")) {
      byte[] noise = new byte[(int) raw.length() - 8_192];
      Arrays.fill(noise, (byte) 0x5a);
      raw.seek(8_192); // the first page, with the schema, stays whole
      raw.write(noise);
    }
    assertThatThrownBy(
            () -> new StoredReports(store, growing, NAME).report(ReportFilter.ALL, List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("usage database cannot be read");
    growing.growTo(entries.size());
    Projector second = projector(growing, null);
    assertThatThrownBy(second::step).isInstanceOf(SQLException.class);
    catchUp(second);
    assertReports(growing, entries, ReportFilter.ALL);
  }

  @Test
  void step_olderColumns_areAddedWithoutLosingRows() throws Exception {
    project();
    change(
        "ALTER TABLE usage_day DROP COLUMN accelerator_millis",
        "ALTER TABLE usage_entry DROP COLUMN accelerator_millis",
        "UPDATE usage_schema_history SET checksum = 1 WHERE version IS NULL",
        "PRAGMA user_version = 7");
    assertThatThrownBy(
            () -> new StoredReports(store, ledger, NAME).report(ReportFilter.ALL, List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not of this version");
    project();
    assertReports(ledger, entries, ReportFilter.ALL);
    assertThat(folder.resolve("usage.db.broken")).doesNotExist();
  }

  @Test
  void step_tablesBeforeSuspectWasCounted_areBroughtUpToDate() throws Exception {
    project();
    change(
        "ALTER TABLE usage_day DROP COLUMN suspect",
        "DELETE FROM usage_schema_history WHERE version = '2'",
        "PRAGMA user_version = 7");
    project();
    assertReports(ledger, entries, ReportFilter.ALL);
    UsageReport report = new StoredReports(store, ledger, NAME).report(ReportFilter.ALL, List.of());
    assertThat(report.total().suspect()).isGreaterThan(5);
  }

  @Test
  void step_tablesOfAnotherProgram_areMadeAnew() throws Exception {
    project();
    change(
        "UPDATE usage_schema_history SET checksum = 1 WHERE version = '1'",
        "PRAGMA user_version = 7");
    Projector projector = projector(ledger, null);
    assertThatThrownBy(projector::step).isInstanceOf(SQLException.class);
    catchUp(projector);
    assertReports(ledger, entries, ReportFilter.ALL);
    assertThat(folder.resolve("usage.db.broken")).exists();
  }

  @Test
  void reader_besideTheWriter_seesOneState() throws Exception {
    ListLedger growing = new ListLedger(entries, 200);
    Projector projector = projector(growing, null);
    catchUp(projector);
    assertReports(growing, entries.subList(0, 200), ReportFilter.ALL);
    growing.growTo(entries.size());
    catchUp(projector);
    assertReports(growing, entries, ReportFilter.ALL);
  }

  @Test
  void report_noFile_saysThatItCannotBeRead() {
    assertThatThrownBy(
            () -> new StoredReports(store, ledger, NAME).report(ReportFilter.ALL, List.of()))
        .isInstanceOf(IOException.class);
    assertThat(file()).doesNotExist();
  }
}
