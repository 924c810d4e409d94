package io.colophon.gateway.exports;

import io.colophon.gateway.config.ExportConfig;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.outbox.ExportPlaces;
import io.colophon.metering.outbox.ExporterStatus;
import io.colophon.metering.outbox.Exporters;
import io.colophon.provider.spi.Ticker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The exporters of a running gateway: opened after the ledger, changed by a reload, ended before
 * the ledger is closed. Thread-safe.
 */
public final class Exports implements AutoCloseable {
  private final Exporters exporters;
  private final ExportSpecs specs;
  private final Ticker ticker;

  // Ticks. Set before closing; without it nothing is waited for.
  private volatile long closeBy;

  private Exports(Exporters exporters, ExportSpecs specs, Ticker ticker) {
    this.exporters = exporters;
    this.specs = specs;
    this.ticker = ticker;
    this.closeBy = ticker.nanos();
  }

  /**
   * Opens them, none running yet.
   *
   * @param directory where places are kept
   * @param source of events whose export names none: the same for as long as the ledger is kept
   * @param random spreads tries over time; safe for many threads
   */
  public static Exports open(
      LedgerEntries ledger,
      Path directory,
      String source,
      Clock clock,
      Ticker ticker,
      RandomGenerator random) {
    return new Exports(
        Exporters.of(ledger, new ExportPlaces(directory), clock, ticker, random),
        new ExportSpecs(source, clock),
        ticker);
  }

  /** Makes these the exporters that run. Those that are the same are not disturbed. Blocks. */
  public void apply(List<ExportConfig> wanted) {
    try {
      exporters.apply(wanted.stream().map(specs::of).toList());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** How each is doing, in the order of the configuration. */
  public List<ExporterStatus> status() {
    return exporters.status();
  }

  /** Entries that the one that is furthest behind has before it; 0 without exporters. */
  public long lag() {
    return status().stream().mapToLong(ExporterStatus::lag).max().orElse(0);
  }

  /** How many gave up until an operator does something. */
  public long stopped() {
    return in(ExporterStatus.State.STOPPED);
  }

  /** How many failed and try again. */
  public long retrying() {
    return in(ExporterStatus.State.RETRYING);
  }

  private long in(ExporterStatus.State state) {
    return status().stream().filter(s -> s.state() == state).count();
  }

  /**
   * Says until when {@link #close} may send what the ledger holds.
   *
   * @param deadline ticks
   */
  public void closeBy(long deadline) {
    closeBy = deadline;
  }

  @Override
  public void close() {
    exporters.close(Duration.ofNanos(Math.max(0, closeBy - ticker.nanos())));
  }
}
