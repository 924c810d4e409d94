package io.colophon.metering.sql;

import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.sql.SourceTable.Source;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one ledger, a piece at a time. Steps are made by one thread; the position may be read by
 * any.
 */
final class Projector {
  private static final Logger log = LoggerFactory.getLogger(Projector.class);
  private static final int FORGOTTEN_AT_ONCE = 10_000;

  private final LedgerEntries ledger;
  private final UsageStore store;
  private final String name;
  private final Clock clock;
  private final @Nullable Duration keep;
  private final BatchWriter writer;

  private @Nullable Open open;
  private volatile long position = -1;

  /** The writer's connection, and where its source stands. */
  private record Open(Connection connection, Source source) {}

  /**
   * A projector.
   *
   * @param name of the ledger among those of other gateways
   * @param keep how long rows of single generations are kept after admission; null for ever
   */
  Projector(
      LedgerEntries ledger, UsageStore store, String name, Clock clock, @Nullable Duration keep) {
    this.ledger = ledger;
    this.store = store;
    this.name = name;
    this.clock = clock;
    this.keep = keep;
    this.writer = new BatchWriter(ledger, store.dialect());
  }

  /** How many entries of the ledger are taken in; -1 before the first step that succeeded. */
  long position() {
    return position;
  }

  /**
   * Takes in one piece.
   *
   * @return whether there is more
   * @throws SQLException if the database fails; the next step begins with a new connection
   * @throws IOException if the ledger cannot be read
   */
  boolean step() throws SQLException, IOException {
    try {
      Open now = open();
      Batch batch = Batch.read(ledger, now.source().position());
      if (batch.end() == now.source().position()) {
        return false;
      }
      Source after = writer.write(now.connection(), now.source(), batch);
      now.connection().commit();
      open = new Open(now.connection(), after);
      position = after.position();
      return position < ledger.size();
    } catch (SQLException | IOException | RuntimeException failure) {
      abandon(failure);
      throw failure;
    }
  }

  /**
   * Deletes some of the rows that need not be kept.
   *
   * @return whether there is more
   */
  boolean forgetSome() throws SQLException, IOException {
    if (keep == null) {
      return false;
    }
    try {
      Open now = open();
      long before = EntryRow.nanos(clock.instant().minus(keep));
      SourceTable.forgot(now.connection(), now.source().id(), before);
      int gone = EntryTable.forget(now.connection(), now.source().id(), before, FORGOTTEN_AT_ONCE);
      now.connection().commit();
      Source source = SourceTable.get(now.connection(), name);
      now.connection().commit();
      open = new Open(now.connection(), source);
      return gone == FORGOTTEN_AT_ONCE;
    } catch (SQLException | IOException | RuntimeException failure) {
      abandon(failure);
      throw failure;
    }
  }

  private Open open() throws SQLException, IOException {
    if (open != null) {
      return open;
    }
    Connection connection = store.writer(name);
    try {
      Source source = SourceTable.get(connection, name);
      if (!isOfThisLedger(source)) {
        log.warn(
            "the usage database holds {} entries of another ledger by the name of {}: they are"
                + " taken out, and this one's are taken in",
            source.position(),
            name);
        SourceTable.clear(connection, source.id());
        source = SourceTable.get(connection, name);
      }
      connection.commit();
      position = source.position();
      open = new Open(connection, source);
      return open;
    } catch (SQLException | IOException | RuntimeException failure) {
      store.end(connection);
      throw failure;
    }
  }

  private boolean isOfThisLedger(Source source) throws IOException {
    if (source.position() == 0) {
      return true;
    }
    return source.position() <= ledger.size()
        && Objects.equals(source.lastUsageId(), Batch.usageIdAt(ledger, source.position() - 1));
  }

  private void abandon(Exception failure) throws IOException {
    close();
    writer.forget();
    if (store.discardIfBroken(failure)) {
      position = 0;
    }
  }

  /** Lets the connection go; what is not committed is gone. */
  void close() {
    Open last = open;
    open = null;
    if (last != null) {
      try {
        store.end(last.connection());
      } catch (SQLException failure) {
        log.debug("the connection to the usage database was not closed cleanly", failure);
      }
    }
  }
}
