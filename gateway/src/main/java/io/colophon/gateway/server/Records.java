package io.colophon.gateway.server;

import io.colophon.gateway.jobs.JobHouse;
import io.colophon.gateway.storage.EmbeddedDatabase;
import io.colophon.journal.JournalOptions;
import io.colophon.labeling.provenance.LogOptions;
import io.colophon.labeling.provenance.ProvenanceLog;
import io.colophon.metering.ledger.InterruptedSettlement;
import io.colophon.metering.ledger.Ledger;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server keeps on disk: ledger, provenance log and database, opened and closed together.
 *
 * @param ledger what was used
 * @param provenance what was put out
 * @param database keys and operations
 */
record Records(Ledger ledger, ProvenanceLog provenance, EmbeddedDatabase database)
    implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Records.class);
  private static final String LOG_NAME = "colophon/provenance";

  /**
   * Opens everything.
   *
   * @param interrupted settles what the last run was cut in
   * @throws IOException if something cannot be read or written, is in use, or was altered
   */
  static Records open(DataDirectory data, Clock clock, InterruptedSettlement interrupted)
      throws IOException {
    EmbeddedDatabase database = EmbeddedDatabase.open(data.database());
    try {
      return open(data, clock, interrupted, database);
    } catch (IOException | RuntimeException failure) {
      database.close();
      throw failure;
    }
  }

  /** The database comes first: jobs in it go on with what the ledger holds open. */
  private static Records open(
      DataDirectory data, Clock clock, InterruptedSettlement interrupted, EmbeddedDatabase database)
      throws IOException {
    Ledger ledger =
        Ledger.open(
            data.ledger(), clock, promptly(), JobHouse.goingOn(database)::contains, interrupted);
    ledger
        .recovery()
        .interrupted()
        .forEach(
            entry ->
                log.warn(
                    "generation {} was cut by the last stop; settled as interrupted",
                    entry.usageId()));
    try {
      ProvenanceLog provenance =
          ProvenanceLog.open(
              data.provenance(), LogOptions.of(LOG_NAME, data.provenanceKey(), new SecureRandom()));
      return new Records(ledger, provenance, database);
    } catch (IOException failure) {
      ledger.close();
      throw failure;
    }
  }

  /**
   * Opened entries are written lazily, but before a model says its first word: what a crash cuts is
   * then known to the ledger.
   */
  private static JournalOptions promptly() {
    JournalOptions usual = JournalOptions.defaults();
    return new JournalOptions(
        usual.segmentBytes(),
        usual.maxRecordBytes(),
        usual.queueRecords(),
        usual.queueBytes(),
        Duration.ofMillis(10),
        usual.preallocateBytes());
  }

  /** Whether what is done now can be recorded. */
  boolean healthy() {
    return ledger.healthy() && provenance.healthy();
  }

  @Override
  public void close() {
    try (database;
        provenance;
        AutoCloseable last = ledger::close) {
      // closed in the reverse order, each even if another fails
    } catch (Exception failure) {
      log.error(
          "records were not closed cleanly; the next start will look for what is missing", failure);
    }
  }
}
