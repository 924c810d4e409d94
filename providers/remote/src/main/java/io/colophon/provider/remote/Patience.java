package io.colophon.provider.remote;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches the time limits of one stream with one timer, which is set anew only when it has run out:
 * events only note when they came. Time without demand counts for no limit but the deadline and the
 * total. Thread-safe.
 */
final class Patience {
  private static final long LINGER_NANOS = Duration.ofSeconds(2).toNanos();

  private final RemoteTimeout limits;
  private final long deadlineNanos;
  private final ProviderContext context;
  private final Consumer<ProviderException> timeIsUp;

  // Guarded by this.
  private long startNanos;
  private long lastNanos;
  private long outstanding;
  private boolean begun;
  private boolean job;
  private boolean over;
  private boolean stopped;
  private @Nullable ScheduledFuture<?> timer;

  /**
   * @param deadlineNanos on the context's ticker
   * @param timeIsUp told when a limit has passed; must not block
   */
  Patience(
      RemoteTimeout limits,
      long deadlineNanos,
      ProviderContext context,
      Consumer<ProviderException> timeIsUp) {
    this.limits = limits;
    this.deadlineNanos = deadlineNanos;
    this.context = context;
    this.timeIsUp = timeIsUp;
  }

  /** The request begins. */
  synchronized void start() {
    startNanos = context.ticker().nanos();
    lastNanos = startNanos;
    schedule(startNanos);
  }

  /** The plug-in was asked for {@code n} more events. */
  synchronized void asked(long n) {
    if (outstanding == 0) {
      lastNanos = context.ticker().nanos();
    }
    outstanding = outstanding + n < 0 ? Long.MAX_VALUE : outstanding + n;
  }

  /**
   * An event came.
   *
   * @param accepted whether it is only the first one
   * @param isJob whether the work is a job by now
   * @param given whether it used up demand
   */
  synchronized void heard(boolean accepted, boolean isJob, boolean given) {
    lastNanos = context.ticker().nanos();
    begun |= !accepted;
    job |= isJob;
    if (given && outstanding != Long.MAX_VALUE) {
      outstanding--;
    }
  }

  /** The last event came: the plug-in has a moment left to close its stream. */
  synchronized void linger() {
    over = true;
    lastNanos = context.ticker().nanos();
    if (timer != null) {
      timer.cancel(false);
    }
    schedule(lastNanos);
  }

  synchronized void stop() {
    stopped = true;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void schedule(long now) {
    if (!stopped) {
      timer =
          context
              .timers()
              .schedule(this::look, Math.max(0, nextLookNanos(now)), TimeUnit.NANOSECONDS);
    }
  }

  private void look() {
    ProviderException why;
    synchronized (this) {
      long now = context.ticker().nanos();
      if (stopped) {
        return;
      }
      if (leftNanos(now) > 0) {
        schedule(now);
        return;
      }
      stopped = true;
      why = new ProviderException(FailureKind.TIMED_OUT, reason(now));
    }
    timeIsUp.accept(why);
  }

  /** The limits change with the first output, so that the shorter one sets the pace until then. */
  private long nextLookNanos(long now) {
    long left = leftNanos(now);
    return begun || over || job ? left : Math.min(left, limits.idle().toNanos());
  }

  /** Until the next limit passes; more than 0 while none has. */
  private long leftNanos(long now) {
    if (over) {
      return lastNanos + LINGER_NANOS - now;
    }
    long left = deadlineNanos - now;
    if (!job) {
      left = Math.min(left, startNanos + limits.total().toNanos() - now);
      left = Math.min(left, (outstanding > 0 ? lastNanos : now) + silence().toNanos() - now);
    }
    return left;
  }

  private Duration silence() {
    return begun ? limits.idle() : limits.firstOutput();
  }

  private String reason(long now) {
    if (deadlineNanos - now <= 0) {
      return "the deadline has passed";
    }
    if (startNanos + limits.total().toNanos() - now <= 0) {
      return "the plug-in did not finish within timeout.total";
    }
    return begun
        ? "the plug-in said nothing for timeout.idle"
        : "the plug-in put nothing out within timeout.first-output";
  }
}
