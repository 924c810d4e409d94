package io.colophon.metering.outbox;

import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.provider.spi.Ticker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Exporters over a ledger, with time that nobody waits for. */
final class OutboxRig implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

  final ExportPlaces places;
  final QuickRest rest = new QuickRest();
  final Exporters exporters;

  OutboxRig(LedgerEntries ledger, Path directory) {
    places = new ExportPlaces(directory);
    exporters =
        new Exporters(
            ledger,
            places,
            new ExportTools(
                Clock.fixed(NOW, ZoneOffset.UTC), Ticker.SYSTEM, new Random(1), () -> rest));
  }

  static ExporterSpec spec(String name, ExportSink.Opener opener) {
    return spec(name, name, false, 10, tenant -> true, opener);
  }

  static ExporterSpec spec(
      String name,
      Object identity,
      boolean fromNow,
      int batch,
      Predicate<String> tenants,
      ExportSink.Opener opener) {
    return new ExporterSpec(
        name, "test", identity, "/colophon/one", tenants, fromNow, batch, opener);
  }

  void run(ExporterSpec... specs) throws InterruptedException {
    exporters.apply(List.of(specs));
  }

  ExporterStatus status(String name) {
    return exporters.status().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  /** Waits until an exporter is as a test expects. */
  ExporterStatus await(String name, Predicate<ExporterStatus> expected) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(2))
        .until(() -> status(name), expected);
  }

  ExporterStatus awaitAll(String name) {
    return await(name, status -> status.lag() == 0);
  }

  @Override
  public void close() {
    exporters.close(Duration.ofSeconds(30));
  }
}
