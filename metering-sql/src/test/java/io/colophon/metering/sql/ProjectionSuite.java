package io.colophon.metering.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.LedgerEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.report.Dimension;
import io.colophon.metering.report.ReportFilter;
import io.colophon.metering.report.UsageReports;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds in every database. */
abstract class ProjectionSuite {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-25T00:00:00Z"), ZoneOffset.UTC);
  static final String NAME = "gateway-1";
  private static final List<List<Dimension>> SPLITS =
      List.of(
          List.of(),
          List.of(Dimension.TENANT, Dimension.DAY),
          List.of(Dimension.KEY, Dimension.MODEL),
          List.of(Dimension.MODALITY, Dimension.ROUTE),
          List.of(Dimension.PROVIDER, Dimension.END_STATE, Dimension.ACCOUNT));

  private final List<Projector> open = new ArrayList<>();
  UsageStore store;

  /** An empty database. */
  abstract UsageStore create() throws Exception;

  @BeforeEach
  final void begin() throws Exception {
    store = create();
  }

  @AfterEach
  final void end() {
    open.forEach(Projector::close);
    store.close();
  }

  final Projector projector(ListLedger ledger, Duration keep) {
    Projector projector = new Projector(ledger, store, NAME, CLOCK, keep);
    open.add(projector);
    return projector;
  }

  final void assertReports(ListLedger ledger, List<LedgerEntry> entries, ReportFilter filter)
      throws IOException {
    UsageReports reports = new StoredReports(store, ledger, NAME);
    for (List<Dimension> by : SPLITS) {
      Truth.of(entries, filter, by).assertIs(reports.report(filter, by));
    }
  }

  static void catchUp(Projector projector) throws SQLException, IOException {
    while (projector.step()) {
      // until there is no more
    }
  }

  @Test
  void report_randomEntriesAndCorrections_isThatOfTheLedger() throws Exception {
    List<LedgerEntry> entries = new RandomEntries(1, "u").ledger(1_200);
    ListLedger ledger = new ListLedger(entries);
    Projector projector = projector(ledger, null);
    catchUp(projector);
    assertThat(projector.position()).isEqualTo(entries.size());
    assertReports(ledger, entries, ReportFilter.ALL);
    assertReports(ledger, entries, ReportFilter.ALL.with(Dimension.TENANT, "tenant-1"));
    assertReports(
        ledger,
        entries,
        ReportFilter.ALL.with(Dimension.ACCOUNT, "platform").with(Dimension.MODALITY, "image"));
    assertReports(ledger, entries, ReportFilter.ALL.with(Dimension.DAY, "2026-11-21"));
  }

  @Test
  void report_periodsThatCutDays_areExact() throws Exception {
    List<LedgerEntry> entries = new RandomEntries(2, "u").ledger(800);
    ListLedger ledger = new ListLedger(entries);
    catchUp(projector(ledger, null));
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 8; i++) {
      Instant from = RandomEntries.START.plusNanos(random.nextLong(4 * 86_400_000_000_000L));
      Instant to = from.plusNanos(random.nextLong(3 * 86_400_000_000_000L));
      ReportFilter filter =
          new ReportFilter(
              random.nextInt(4) == 0 ? null : from, random.nextInt(4) == 0 ? null : to, Map.of());
      assertReports(ledger, entries, filter);
    }
  }

  @Test
  void report_whileTheTablesAreBehind_isNeverBehindTheLedger() throws Exception {
    List<LedgerEntry> entries = new RandomEntries(4, "u").ledger(600);
    ListLedger ledger = new ListLedger(entries, 0);
    Projector projector = projector(ledger, null);
    catchUp(projector);
    for (int size : new int[] {0, 1, 300, 301, 700, entries.size()}) {
      ledger.growTo(size);
      assertReports(ledger, entries.subList(0, size), ReportFilter.ALL);
      assertReports(
          ledger,
          entries.subList(0, size),
          new ReportFilter(
              Instant.parse("2026-11-20T10:00:00Z"),
              Instant.parse("2026-11-22T13:00:00Z"),
              Map.of(Dimension.ROUTE, "route-1")));
      if (size != 301) {
        catchUp(projector);
      }
    }
  }

  @Test
  void report_farBehind_readsTheWholeLedger() throws Exception {
    List<LedgerEntry> entries =
        new RandomEntries(5, "u").ledger(StoredReports.MAX_TAIL / 2 + 2_000);
    ListLedger ledger = new ListLedger(entries, 500);
    catchUp(projector(ledger, null));
    ledger.growTo(entries.size());
    Truth.of(entries, ReportFilter.ALL, SPLITS.get(1))
        .assertIs(new StoredReports(store, ledger, NAME).report(ReportFilter.ALL, SPLITS.get(1)));
  }

  @Test
  void step_duplicatesAndAnyOrder_countEachGenerationOnceInItsHighestRevision() throws Exception {
    List<LedgerEntry> entries = new ArrayList<>(new RandomEntries(6, "u").ledger(700));
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 300; i++) {
      entries.add(entries.get(random.nextInt(entries.size())));
    }
    Collections.shuffle(entries, new Random(8));
    ListLedger ledger = new ListLedger(entries, 0);
    Projector projector = projector(ledger, null);
    for (int size = 0; size < entries.size(); size += 1 + random.nextInt(700)) {
      ledger.growTo(size);
      assertThat(projector.step()).isFalse();
    }
    ledger.growTo(entries.size());
    catchUp(projector);
    assertReports(ledger, entries, ReportFilter.ALL);
  }

  @Test
  void step_killedBetweenWriteAndCommit_countsOnce() throws Exception {
    List<LedgerEntry> entries = new RandomEntries(9, "u").ledger(1_000);
    ListLedger ledger = new ListLedger(entries, 900);
    Projector first = projector(ledger, null);
    catchUp(first);
    first.close();
    ledger.growTo(entries.size());
    Connection killed = store.writer(NAME);
    SourceTable.Source source = SourceTable.get(killed, NAME);
    assertThat(source.position()).isEqualTo(900);
    SourceTable.Source after =
        new BatchWriter(ledger, store.dialect())
            .write(killed, source, Batch.read(ledger, source.position()));
    assertThat(after.position()).isEqualTo(entries.size());
    killed.rollback(); // what a server or a file does with a writer that is gone
    store.end(killed);
    Projector second = projector(ledger, null);
    catchUp(second);
    assertReports(ledger, entries, ReportFilter.ALL);
  }

  @Test
  void step_hugeFigureThatIsCorrected_leavesNoTrace() throws Exception {
    RandomEntries random = new RandomEntries(10, "u");
    List<LedgerEntry> entries = new ArrayList<>(random.ledger(50));
    SettledEntry last = random.settled("wrong");
    entries.add(last);
    for (int revision = 1; revision < 60; revision++) {
      entries.add(random.correction(last, revision)); // figures jump by 18 orders
    }
    ListLedger ledger = new ListLedger(entries, 0);
    Projector projector = projector(ledger, null);
    for (int size = 1; size <= entries.size(); size++) {
      ledger.growTo(size);
      catchUp(projector);
    }
    assertReports(ledger, entries, ReportFilter.ALL);
  }

  @Test
  void step_anotherLedgerOfTheSameName_replacesWhatWasThere() throws Exception {
    ListLedger old = new ListLedger(new RandomEntries(11, "old").ledger(300));
    Projector first = projector(old, null);
    catchUp(first);
    first.close();
    List<LedgerEntry> entries = new RandomEntries(12, "new").ledger(400);
    ListLedger ledger = new ListLedger(entries);
    catchUp(projector(ledger, null));
    assertReports(ledger, entries, ReportFilter.ALL);
  }

  @Test
  void forget_oldRows_keepsSumsAndTakesLateCorrections() throws Exception {
    RandomEntries random = new RandomEntries(13, "u");
    List<LedgerEntry> entries = new ArrayList<>(random.ledger(500));
    int before = entries.size();
    for (LedgerEntry entry : List.copyOf(entries.subList(0, 60))) {
      if (entry instanceof SettledEntry settled) {
        entries.add(random.correction(settled, 7));
        entries.add(settled); // again
      }
    }
    ListLedger ledger = new ListLedger(entries, before);
    Projector projector = projector(ledger, Duration.ofDays(2));
    catchUp(projector);
    while (projector.forgetSome()) {
      // until there is no more
    }
    try (Connection reader = store.reader();
        var statement = reader.createStatement();
        var count =
            statement.executeQuery("SELECT COUNT(*), MIN(admitted_nanos) FROM usage_entry")) {
      assertThat(count.next()).isTrue();
      assertThat(count.getLong(1)).isBetween(1L, 499L);
      assertThat(count.getLong(2))
          .isGreaterThanOrEqualTo(EntryRow.nanos(Instant.parse("2026-11-23T00:00:00Z")));
    }
    assertReports(ledger, entries.subList(0, before), ReportFilter.ALL);
    ledger.growTo(entries.size());
    assertReports(ledger, entries, ReportFilter.ALL);
    catchUp(projector);
    assertReports(ledger, entries, ReportFilter.ALL);
    // Parts of days that are gone come from the ledger.
    assertReports(
        ledger, entries, new ReportFilter(Instant.parse("2026-11-21T05:00:00Z"), null, Map.of()));
  }

  @Test
  void step_correctionBeforeItsSettlement_stays() throws Exception {
    RandomEntries random = new RandomEntries(14, "u");
    SettledEntry settled = random.settled("u");
    CorrectionEntry correction = random.correction(settled, 1);
    List<LedgerEntry> entries = List.of(correction, settled, settled.opened());
    ListLedger ledger = new ListLedger(entries, 1);
    Projector projector = projector(ledger, null);
    catchUp(projector);
    ledger.growTo(3);
    catchUp(projector);
    assertReports(ledger, entries, ReportFilter.ALL);
  }
}
