package io.colophon.metering.sql;

import io.colophon.metering.ledger.LedgerEntries;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the tables up to date, on one thread of its own. Where the database is away the ledger goes
 * on without it, and what was missed is taken in later: nothing but the position is remembered.
 */
public final class UsageProjection implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(UsageProjection.class);
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** Pauses are doubled with each failure, up to a minute. */
  private static final int MAX_DOUBLINGS = 8;

  private static final int STEPS_PER_CHORE = 1_000;

  private final Projector projector;
  private final LedgerEntries ledger;
  private final String instance;
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "colophon-usage-projection");
            thread.setDaemon(true);
            return thread;
          });

  private volatile int failures;
  private volatile boolean closing;
  private long chores;

  UsageProjection(Projector projector, LedgerEntries ledger, String instance) {
    this.projector = projector;
    this.ledger = ledger;
    this.instance = instance;
    // What waits for its time need not run at the end.
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Begins to follow the ledger, a little later so that a start is not held up. */
  public void start() {
    later(1);
  }

  private void later(int pauses) {
    if (!closing) {
      var unused = executor.schedule(this::run, pauses * PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void run() {
    try {
      boolean more = true;
      for (int i = 0; more && i < STEPS_PER_CHORE && !closing; i++) {
        more = projector.step();
      }
      if (chores++ % STEPS_PER_CHORE == 0) {
        while (!closing && projector.forgetSome()) {
          // a piece at a time, so that no transaction is long
        }
      }
      if (failures > 0) {
        failures = 0;
        log.info("the usage database takes entries again");
      }
      later(more ? 0 : 1);
    } catch (Exception failure) {
      failed(failure);
    } catch (Error fatal) {
      log.error("the usage projection has ended; reports read the ledger instead", fatal);
      throw fatal;
    }
  }

  private void failed(Exception failure) {
    if (closing) {
      return;
    }
    int count = ++failures;
    if (count == 1) {
      log.error(
          "the usage database does not take entries; the ledger goes on, and this is tried again",
          failure);
    } else {
      log.debug("the usage database does not take entries, try {}", count, failure);
    }
    later(1 << Math.min(count, MAX_DOUBLINGS));
  }

  /** This gateway's name in the tables. */
  public String instance() {
    return instance;
  }

  /**
   * How many entries of the ledger are not in the tables yet; all of them before the first step.
   */
  public long lag() {
    return Math.max(0, ledger.size() - Math.max(0, projector.position()));
  }

  /** How often in a row it failed; 0 while all is well. */
  public int failures() {
    return failures;
  }

  /** Ends what is under way, ends the thread and lets the database go. */
  @Override
  public void close() {
    closing = true;
    executor.shutdown();
    try {
      if (!executor.awaitTermination(30, TimeUnit.SECONDS)) {
        log.warn("the usage projection did not end in time; it goes on at the next start");
        executor.shutdownNow();
        return;
      }
    } catch (InterruptedException stop) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
      return;
    }
    projector.close();
  }
}
