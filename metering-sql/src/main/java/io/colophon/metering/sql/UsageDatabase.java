package io.colophon.metering.sql;

import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.report.UsageReports;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as tables. It holds nothing that the ledger does not say, and can be made anew from it
 * at any time. Nothing is opened before it is used. Safe for any number of threads; calls block and
 * do not belong on event loops.
 */
public final class UsageDatabase implements AutoCloseable {
  /** Name of the one ledger of an embedded database. */
  public static final String LOCAL = "local";

  private final UsageStore store;
  private final String instance;

  private UsageDatabase(UsageStore store, String instance) {
    this.store = store;
    this.instance = instance;
  }

  /**
   * One SQLite file of one gateway.
   *
   * @param file made when missing, by the projection; made anew when damaged or of another version
   */
  public static UsageDatabase embedded(Path file) {
    return new UsageDatabase(new SqliteStore(file), LOCAL);
  }

  /**
   * A PostgreSQL that several gateways share.
   *
   * @param instance this gateway's name among them; it belongs to its ledger and never changes
   */
  public static UsageDatabase shared(PostgresSettings settings, String instance) {
    return new UsageDatabase(new PostgresStore(settings), instance);
  }

  /**
   * What takes the ledger into the tables, to be {@linkplain UsageProjection#start started}.
   *
   * @param keep how long rows of single generations are kept after admission; null for ever. Sums
   *     of days stay
   */
  public UsageProjection projection(LedgerEntries ledger, Clock clock, @Nullable Duration keep) {
    return new UsageProjection(
        new Projector(ledger, store, instance, clock, keep), ledger, instance);
  }

  /**
   * Reports from the tables, with what they do not hold yet of this gateway's ledger on top. Of
   * other gateways they hold what those have taken in.
   *
   * @param ledger this gateway's
   */
  public UsageReports reports(LedgerEntries ledger) {
    return new StoredReports(store, ledger, instance);
  }

  /**
   * How far this gateway's ledger is taken in; empty where the tables hold nothing of it.
   *
   * @throws IOException if the database is away, damaged, or its tables are of another version
   */
  public Optional<ProjectionState> state() throws IOException {
    try (Connection connection = store.reader()) {
      Optional<ProjectionState> state =
          SourceTable.find(connection, instance)
              .map(
                  source ->
                      new ProjectionState(
                          instance, source.position(), source.generations(), source.lastUsageId()));
      connection.rollback();
      return state;
    } catch (SQLException failure) {
      throw new IOException("the usage database cannot be read: " + failure.getMessage(), failure);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
