package io.colophon.provider.remote;

import io.colophon.provider.spi.ProviderContext;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks a plug-in again and again whether it is well. Two checks in a row without an answer are a
 * lost connection: a process that hangs keeps its sockets open. A plug-in without a health service
 * is not asked again.
 */
final class HealthChecks {
  private static final int MOST_MISSED = 2;

  private final Connection connection;
  private final ProviderContext context;
  private final Duration interval;
  private final Duration limit;
  private final Consumer<String> lost;
  private int missed;
  private boolean stopped;
  private @Nullable ScheduledFuture<?> next;

  /**
   * @param interval from an answer to the next check
   * @param limit for one check
   * @param lost told once, with the reason
   */
  HealthChecks(
      Connection connection,
      ProviderContext context,
      Duration interval,
      Duration limit,
      Consumer<String> lost) {
    this.connection = connection;
    this.context = context;
    this.interval = interval;
    this.limit = limit;
    this.lost = lost;
  }

  /** Asks for the first time after one interval. */
  synchronized void start() {
    if (!stopped) {
      next = context.timers().schedule(this::ask, interval.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  synchronized void stop() {
    stopped = true;
    if (next != null) {
      next.cancel(false);
    }
  }

  private void ask() {
    Health.check(connection.channel(), limit, this::answered);
  }

  private void answered(Health health) {
    if (health == Health.ABSENT) {
      return;
    }
    boolean gone = false;
    synchronized (this) {
      missed = health == Health.SILENT ? missed + 1 : 0;
      if (!stopped && health != Health.SILENT) {
        connection.serving(health == Health.SERVING);
      }
      if (missed < MOST_MISSED) {
        start();
      } else if (!stopped) {
        stopped = true;
        gone = true;
      }
    }
    if (gone) {
      lost.accept("it did not answer " + MOST_MISSED + " health checks");
    }
  }
}
