package io.colophon.gateway.dispatch;

import io.colophon.gateway.config.TimeoutConfig;
import io.colophon.gateway.routing.Deployment;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the time limits of one attempt for providers that do not keep them by themselves: until the
 * first output, between two pieces, in all. One timer that looks again rather than one for each
 * piece; while the caller asks for nothing, no silence is counted. Of a job only the whole counts,
 * since silence is normal there. Thread-safe.
 */
final class TimeLimits {
  private final boolean needed;
  private final Attempt attempt;
  private final Dispatch dispatch;
  private final DispatchTools tools;
  private final TimeoutConfig limits;

  // Guarded by this.
  private boolean begun;
  private boolean over;
  private long lastNanos;
  private long wholeUntilNanos;
  private @Nullable ScheduledFuture<?> timer;

  private TimeLimits(
      boolean needed,
      Attempt attempt,
      TimeoutConfig limits,
      Dispatch dispatch,
      DispatchTools tools) {
    this.needed = needed;
    this.attempt = attempt;
    this.limits = limits;
    this.dispatch = dispatch;
    this.tools = tools;
  }

  static TimeLimits of(
      Attempt attempt, Deployment deployment, Dispatch dispatch, DispatchTools tools) {
    return new TimeLimits(
        !deployment.keepsTimeLimits(), attempt, deployment.config().timeout(), dispatch, tools);
  }

  void start() {
    if (needed) {
      long now = tools.ticker().nanos();
      synchronized (this) {
        if (over) {
          return; // it was given up before it began
        }
        lastNanos = now;
        wholeUntilNanos = now + limits.total().toNanos();
        schedule(now);
      }
    }
  }

  /** Something came. */
  void came(boolean useful) {
    if (needed) {
      long now = tools.ticker().nanos();
      synchronized (this) {
        begun |= useful;
        lastNanos = now;
      }
    }
  }

  void end() {
    if (needed) {
      synchronized (this) {
        over = true;
        if (timer != null) {
          timer.cancel(false);
        }
      }
    }
  }

  private void schedule(long now) {
    long next = Math.min(wholeUntilNanos - now, silentLeft(now));
    if (!begun && !dispatch.isJob()) {
      next = Math.min(next, limits.idle().toNanos()); // which may hold by then
    }
    try {
      timer = tools.timers().schedule(this::look, Math.max(0, next), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException stopping) {
      over = true; // and so does everything else
    }
  }

  private long silentLeft(long now) {
    return dispatch.isJob()
        ? Long.MAX_VALUE
        : lastNanos + (begun ? limits.idle() : limits.firstOutput()).toNanos() - now;
  }

  private void look() {
    String passed;
    boolean wanted = dispatch.isWanted();
    long now = tools.ticker().nanos();
    synchronized (this) {
      if (over) {
        return;
      }
      if (!wanted) {
        lastNanos = now;
      }
      if (wholeUntilNanos - now <= 0) {
        passed = "nothing came to its end within timeout.total";
      } else if (silentLeft(now) <= 0) {
        passed = begun ? "nothing came for timeout.idle" : "nothing came within first-output";
      } else {
        schedule(now);
        return;
      }
      over = true;
    }
    attempt.breakOff(new ProviderException(FailureKind.TIMED_OUT, passed));
  }
}
