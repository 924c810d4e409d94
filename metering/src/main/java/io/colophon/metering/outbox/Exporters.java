package io.colophon.metering.outbox;

import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.provider.spi.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exporters of one ledger, each on a thread of its own. Thread-safe; {@link #apply} and {@link
 * #close} block.
 */
public final class Exporters {
  /** How long one that is changed or removed may finish what it has begun. */
  private static final Duration CHANGE_PATIENCE = Duration.ofSeconds(5);

  /** How long one that was interrupted may take to notice. */
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);

  private static final Logger log = LoggerFactory.getLogger(Exporters.class);

  private final LedgerEntries ledger;
  private final ExportPlaces places;
  private final ExportTools tools;

  // Replaced as a whole, under this.
  private volatile Map<String, Exporter> running = Map.of();
  private boolean closed;

  Exporters(LedgerEntries ledger, ExportPlaces places, ExportTools tools) {
    this.ledger = ledger;
    this.places = places;
    this.tools = tools;
  }

  /**
   * None yet.
   *
   * @param ledger stays open as long as they run
   * @param random spreads tries over time; safe for many threads
   */
  public static Exporters of(
      LedgerEntries ledger,
      ExportPlaces places,
      Clock clock,
      Ticker ticker,
      RandomGenerator random) {
    return new Exporters(ledger, places, ExportTools.real(clock, ticker, random));
  }

  /**
   * Makes these the exporters that run: starts new ones, ends others, puts a changed one in the
   * place of the one before, where that one was. One that had stopped is started again.
   *
   * @throws IllegalArgumentException if two have one name; then nothing changes
   */
  public synchronized void apply(List<ExporterSpec> wanted) throws InterruptedException {
    Set<String> names = new HashSet<>();
    for (ExporterSpec spec : wanted) {
      if (!names.add(spec.name())) {
        throw new IllegalArgumentException("two exporters are named '" + spec.name() + "'");
      }
    }
    if (closed) {
      return;
    }
    Map<String, Exporter> before = running;
    Map<String, Exporter> next = new LinkedHashMap<>();
    List<ExporterSpec> fresh = new ArrayList<>();
    for (ExporterSpec spec : wanted) {
      Exporter old = before.get(spec.name());
      if (old != null && old.spec().identity().equals(spec.identity()) && old.goesOn()) {
        next.put(spec.name(), old);
      } else {
        fresh.add(spec);
      }
    }
    List<Exporter> ending =
        before.values().stream().filter(old -> next.get(old.spec().name()) != old).toList();
    ending.forEach(old -> old.stop(false));
    for (Exporter old : ending) {
      end(old, CHANGE_PATIENCE);
    }
    for (ExporterSpec spec : fresh) {
      Exporter exporter = new Exporter(spec, ledger, places, tools, ledger.size());
      next.put(spec.name(), exporter);
      Thread thread = new Thread(exporter, "colophon-export-" + spec.name());
      thread.setDaemon(true);
      thread.start();
    }
    running = next;
  }

  private static boolean end(Exporter exporter, Duration patience) throws InterruptedException {
    boolean ended = exporter.awaitEnd(patience, AFTER_INTERRUPT);
    if (!ended) {
      log.error(
          "export {} does not end; what it still sends may be sent twice", exporter.spec().name());
    }
    return ended;
  }

  /** How each is doing, in the order of the configuration. Quick. */
  public List<ExporterStatus> status() {
    return running.values().stream().map(Exporter::status).toList();
  }

  /** Lets all of them look into the ledger now. */
  void wake() {
    running.values().forEach(Exporter::wake);
  }

  /**
   * Ends all of them. Those for which all goes well send first what the ledger holds.
   *
   * @param patience for all of them together; 0 interrupts at once
   */
  public synchronized void close(Duration patience) {
    closed = true;
    long deadline = tools.ticker().nanos() + patience.toNanos();
    running.values().forEach(exporter -> exporter.stop(true));
    try {
      for (Exporter exporter : running.values()) {
        end(exporter, Duration.ofNanos(Math.max(0, deadline - tools.ticker().nanos())));
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
