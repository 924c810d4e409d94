package io.colophon.gateway.usage;

import io.colophon.gateway.config.UsageDatabaseConfig;
import io.colophon.journal.DurableFiles;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.report.UsageReports;
import io.colophon.metering.sql.PostgresSettings;
import io.colophon.metering.sql.UsageDatabase;
import io.colophon.metering.sql.UsageProjection;
import io.colophon.provider.spi.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger as tables, as the configuration wants them; see {@link UsageDatabase}. */
public final class UsageTables implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(UsageTables.class);
  private static final int NAME_BYTES = 8;

  private final UsageDatabase database;
  private final UsageReports reports;

  private UsageTables(UsageDatabase database, UsageReports reports) {
    this.database = database;
    this.reports = reports;
  }

  /**
   * The file of one gateway. Reports read the whole ledger where the file cannot be read: that
   * takes longer and says the same.
   */
  public static UsageTables embedded(Path file, LedgerEntries ledger) {
    UsageDatabase database = UsageDatabase.embedded(file);
    UsageReports stored = database.reports(ledger);
    UsageReports scanning = UsageReports.scanning(ledger);
    return new UsageTables(
        database,
        (filter, by) -> {
          try {
            return stored.report(filter, by);
          } catch (IOException unreadable) {
            log.debug("{} cannot be read; the report is made from the ledger", file, unreadable);
            return scanning.report(filter, by);
          }
        });
  }

  /**
   * A database that several gateways share. Reports fail where it cannot be read: one ledger alone
   * would say too little.
   *
   * @param config with an address
   * @param name file that holds this gateway's name where the configuration gives none
   */
  public static UsageTables shared(UsageDatabaseConfig config, Path name, LedgerEntries ledger)
      throws IOException {
    PostgresSettings settings =
        new PostgresSettings(
            config.url().orElseThrow(),
            config.user().orElse(""),
            config.password().map(Secret::reveal).orElse(""),
            config.poolSize());
    String instance =
        config.instance().isPresent()
            ? config.instance().get()
            : instance(name, new SecureRandom());
    UsageDatabase database = UsageDatabase.shared(settings, instance);
    return new UsageTables(database, database.reports(ledger));
  }

  /** As the configuration says. */
  public static UsageTables of(
      UsageDatabaseConfig config, Path file, Path name, LedgerEntries ledger) throws IOException {
    return config.url().isPresent() ? shared(config, name, ledger) : embedded(file, ledger);
  }

  /**
   * Reads the name; makes one at the first start. It stays with the ledger beside it, and is on
   * disk before anybody hears of it.
   */
  public static String instance(Path file, RandomGenerator random) throws IOException {
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException first) {
      byte[] name = new byte[NAME_BYTES];
      random.nextBytes(name);
      String made = HexFormat.of().formatHex(name);
      DurableFiles.replace(file, StandardCharsets.US_ASCII.encode(made + "\n"));
      return made;
    }
  }

  /** Where reports are read from. */
  public UsageReports reports() {
    return reports;
  }

  /** What keeps the tables up to date, not started. */
  public UsageProjection projection(UsageDatabaseConfig config, LedgerEntries ledger, Clock clock) {
    return database.projection(ledger, clock, config.keepEntries().orElse(null));
  }

  @Override
  public void close() {
    database.close();
  }
}
