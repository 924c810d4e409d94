package io.colophon.metering.outbox;

import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.outbox.ExporterStatus.State;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the ledger for one sink, on a thread of its own: reads a batch, sends it, and only then
 * keeps the place behind it. One batch is in memory and one is on its way, so the order of the
 * ledger is the order of the sending. A failure is tried again without end; what the receiver
 * refuses for good stops this exporter and no other.
 */
final class Exporter implements Runnable {
  static final long MOST_BATCH_BYTES = 4L << 20;

  /** How often to look for entries while there are none. */
  static final Duration LOOK = Duration.ofMillis(500);

  /** The place is kept at least after so many entries of which none was wanted. */
  private static final int MOST_UNKEPT = 1_000;

  private static final Logger log = LoggerFactory.getLogger(Exporter.class);

  private final ExporterSpec spec;
  private final LedgerEntries ledger;
  private final LedgerBatches batches;
  private final ExportPlaces places;
  private final Delivery delivery;
  private final BackOff readFailures;
  private final Rest rest;
  private final long ledgerAtStart;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Progress progress = new Progress();

  private long kept;
  private volatile @Nullable Thread thread;
  private volatile boolean stopping;
  private volatile boolean draining;

  /**
   * Makes one.
   *
   * @param ledgerAtStart where one begins that is new and wants only what comes now
   */
  Exporter(
      ExporterSpec spec,
      LedgerEntries ledger,
      ExportPlaces places,
      ExportTools tools,
      long ledgerAtStart) {
    this.spec = spec;
    this.ledger = ledger;
    this.places = places;
    this.rest = tools.rests().get();
    this.readFailures = new BackOff(tools.random());
    this.ledgerAtStart = ledgerAtStart;
    this.batches =
        new LedgerBatches(ledger, spec.source(), spec.tenants(), spec.batch(), MOST_BATCH_BYTES);
    this.delivery =
        new Delivery(
            spec,
            new RefusedEvents(places.refused(spec.name())),
            new BackOff(tools.random()),
            rest,
            tools.clock(),
            progress,
            () -> stopping);
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    try {
      begin();
      while (!stopping || draining) {
        if (!step()) {
          if (stopping) {
            break;
          }
          delivery.idle();
          rest.rest(LOOK);
        }
      }
      keep();
      progress.state(State.ENDED, null);
    } catch (Delivery.StoppedException stopped) {
      progress.state(stopped.alarm() ? State.STOPPED : State.ENDED, stopped.getMessage());
      if (stopped.alarm()) {
        log.error("export {} has stopped: {}", spec.name(), stopped.getMessage());
      }
    } catch (InterruptedException stop) {
      progress.state(State.ENDED, null);
    } catch (RuntimeException | IOException failure) {
      progress.state(State.STOPPED, failure.toString());
      log.error("export {} has stopped", spec.name(), failure);
    } finally {
      Thread.interrupted(); // the sink has files to close
      delivery.close();
      ended.countDown();
    }
  }

  private void begin() throws IOException {
    kept = -1;
    long place = places.read(spec.name()).orElse(spec.fromNow() ? ledgerAtStart : 0);
    progress.place(place);
    long size = ledger.size();
    if (place > size) {
      throw new IOException(
          "the place "
              + place
              + " is beyond the end of the ledger, "
              + size
              + ": was it put back from an older copy? Delete "
              + places.file(spec.name())
              + " to begin anew");
    }
    keep();
  }

  /** Reads and sends one batch; false if there was nothing. */
  private boolean step() throws InterruptedException, IOException, Delivery.StoppedException {
    long place = progress.place();
    LedgerBatches.Batch batch;
    try {
      batch = batches.next(place);
      if (readFailures.failures() > 0) {
        readFailures.reset();
        progress.state(State.RUNNING, null);
      }
    } catch (IOException failure) {
      unreadable(failure);
      return true;
    }
    if (batch.next() == place) {
      return false;
    }
    if (batch.missing() > 0) {
      log.error(
          "export {}: {} entries from {} on are not in the ledger; they were lost with the disk",
          spec.name(),
          batch.missing(),
          place);
    }
    String unreadable = batch.unreadable();
    if (unreadable != null) {
      delivery.passOver(batch.next() - 1, null, unreadable);
    }
    if (!batch.events().isEmpty()) {
      delivery.deliver(batch.events());
    }
    progress.place(batch.next());
    if (!batch.events().isEmpty() || unreadable != null || batch.next() - kept >= MOST_UNKEPT) {
      keep();
    }
    return true;
  }

  private void unreadable(IOException failure)
      throws InterruptedException, Delivery.StoppedException {
    if (stopping) {
      throw new Delivery.StoppedException("the ledger cannot be read: " + failure, false);
    }
    progress.state(State.RETRYING, "the ledger cannot be read: " + failure);
    log.error("export {}: the ledger cannot be read; trying again", spec.name(), failure);
    rest.rest(readFailures.next());
  }

  /** A place that cannot be kept is kept later: what is sent twice has the same ids. */
  private void keep() {
    long place = progress.place();
    if (place == kept) {
      return;
    }
    try {
      places.write(spec.name(), place);
      kept = place;
    } catch (IOException failure) {
      log.error(
          "export {}: place {} was not kept; after a crash it would begin at {}",
          spec.name(),
          place,
          kept,
          failure);
    }
  }

  /**
   * Tells it to end.
   *
   * @param drain whether to send first what the ledger holds, as long as all goes well
   */
  void stop(boolean drain) {
    draining = drain;
    stopping = true;
    rest.wake();
  }

  /** Waits for its end; interrupts it after that time. Returns whether it has ended. */
  boolean awaitEnd(Duration patience, Duration afterInterrupt) throws InterruptedException {
    if (ended.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      return true;
    }
    draining = false;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
    return ended.await(afterInterrupt.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Looks into the ledger now. */
  void wake() {
    rest.wake();
  }

  /** Whether it neither has ended nor is about to. */
  boolean goesOn() {
    return !stopping && ended.getCount() > 0;
  }

  ExporterSpec spec() {
    return spec;
  }

  ExporterStatus status() {
    return progress.status(spec, ledger.size());
  }
}
