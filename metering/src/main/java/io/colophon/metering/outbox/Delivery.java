package io.colophon.metering.outbox;

import io.colophon.metering.outbox.ExporterStatus.State;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings batches to a sink, again and again until they are taken, refused or no longer to be sent.
 * Opens the sink when it is first needed. Not thread-safe.
 */
final class Delivery {
  /** So many refused events without one that is taken mean that none will be. */
  static final int MOST_REFUSED_IN_A_ROW = 100;

  private static final Logger log = LoggerFactory.getLogger(Delivery.class);

  private final ExporterSpec spec;
  private final RefusedEvents refused;
  private final BackOff backOff;
  private final Rest rest;
  private final Clock clock;
  private final Progress progress;
  private final BooleanSupplier stopping;

  private @Nullable ExportSink sink;
  private int refusedInARow;

  Delivery(
      ExporterSpec spec,
      RefusedEvents refused,
      BackOff backOff,
      Rest rest,
      Clock clock,
      Progress progress,
      BooleanSupplier stopping) {
    this.spec = spec;
    this.refused = refused;
    this.backOff = backOff;
    this.rest = rest;
    this.clock = clock;
    this.progress = progress;
    this.stopping = stopping;
  }

  /** The exporter is to end: it was told to, or has to. */
  static final class StoppedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean alarm;

    StoppedException(String message, boolean alarm) {
      super(message);
      this.alarm = alarm;
    }

    /** Whether an operator has to do something. */
    boolean alarm() {
      return alarm;
    }
  }

  /** Returns once every event was taken or passed over. */
  void deliver(List<UsageEvent> events) throws InterruptedException, StoppedException {
    List<UsageEvent> rest = events;
    while (!rest.isEmpty()) {
      progress.trying(rest.get(0).time());
      try {
        ExportSink open = open();
        open.send(rest);
        taken(rest.size());
        rest = List.of();
      } catch (ExportException failure) {
        if (failure.taken() > 0) {
          taken(failure.taken());
        }
        rest = rest.subList(Math.min(failure.taken(), rest.size()), rest.size());
        if (failure.kind() == ExportException.Kind.EVENT_REFUSED && !rest.isEmpty()) {
          passOver(rest.get(0).index(), rest.get(0).id(), failure.getMessage());
          rest = rest.subList(1, rest.size());
        } else {
          failed(failure);
        }
      } catch (RuntimeException bug) {
        log.error("export {} failed in a way nobody thought of", spec.name(), bug);
        failed(ExportException.again(bug.toString(), bug));
      }
    }
    progress.trying(null);
    well();
  }

  private void taken(int events) {
    progress.sent(events);
    refusedInARow = 0;
  }

  private ExportSink open() throws ExportException {
    ExportSink open = sink;
    if (open == null) {
      open = spec.opener().open();
      sink = open;
    }
    return open;
  }

  private void well() {
    if (backOff.failures() > 0) {
      log.info("export {} goes on after {} failures", spec.name(), backOff.failures());
    }
    backOff.reset();
    progress.state(State.RUNNING, null);
  }

  private void failed(ExportException failure) throws InterruptedException, StoppedException {
    if (failure.kind() == ExportException.Kind.REFUSED) {
      throw new StoppedException(failure.getMessage(), true);
    }
    if (stopping.getAsBoolean()) {
      throw new StoppedException(failure.getMessage(), false);
    }
    Duration wait =
        failure.waitFor().isPresent() ? backOff.next(failure.waitFor().get()) : backOff.next();
    progress.state(State.RETRYING, failure.getMessage());
    if (Integer.bitCount(backOff.failures()) == 1) { // 1, 2, 4, 8: enough to know
      log.warn(
          "export {} failed {} times in a row, tried again in {} ms: {}",
          spec.name(),
          backOff.failures(),
          wait.toMillis(),
          failure.getMessage());
    }
    rest.rest(wait);
  }

  /** Leaves an entry out, and says so where it stays. */
  void passOver(long index, @Nullable String id, String reason)
      throws InterruptedException, StoppedException {
    log.error("export {} passes over entry {}: {}", spec.name(), index, reason);
    try {
      if (refused.isFull()) {
        throw new StoppedException(refused.file() + " is full; look at it and move it", true);
      }
      refused.add(clock.instant(), index, id, reason);
    } catch (IOException failure) {
      throw new StoppedException("an entry that is passed over cannot be noted: " + failure, true);
    }
    progress.refused();
    if (++refusedInARow >= MOST_REFUSED_IN_A_ROW) {
      throw new StoppedException(
          refusedInARow + " events in a row were refused, the last since " + reason, true);
    }
  }

  /** Lets the sink do what is due by time. */
  void idle() throws InterruptedException, StoppedException {
    ExportSink open = sink;
    if (open == null) {
      return;
    }
    try {
      open.idle();
      well();
    } catch (ExportException failure) {
      failed(failure);
    }
  }

  void close() {
    ExportSink open = sink;
    sink = null;
    if (open != null) {
      try {
        open.close();
      } catch (ExportException | RuntimeException failure) {
        log.warn("export {} did not close cleanly", spec.name(), failure);
      }
    }
  }
}
