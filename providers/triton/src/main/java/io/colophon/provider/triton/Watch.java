package io.colophon.provider.triton;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches the time limits of one stream with one timer, which is set anew only when it has run out.
 * Thread-safe.
 */
final class Watch {
  private final TritonTimeout limits;
  private final long deadlineNanos;
  private final ProviderContext context;
  private final Consumer<ProviderException> timeIsUp;

  // Guarded by this.
  private long startNanos;
  private long waitingSince;
  private boolean waiting;
  private boolean begun;
  private boolean stopped;
  private @Nullable ScheduledFuture<?> timer;

  /**
   * @param deadlineNanos on the context's ticker
   * @param timeIsUp told once when a limit has passed
   */
  Watch(
      TritonTimeout limits,
      long deadlineNanos,
      ProviderContext context,
      Consumer<ProviderException> timeIsUp) {
    this.limits = limits;
    this.deadlineNanos = deadlineNanos;
    this.context = context;
    this.timeIsUp = timeIsUp;
  }

  synchronized void start() {
    startNanos = context.ticker().nanos();
    schedule(startNanos);
  }

  /** The server was asked for a response. */
  synchronized void asked() {
    waiting = true;
    waitingSince = context.ticker().nanos();
  }

  /** A response came. */
  synchronized void heard() {
    waiting = false;
    begun = true;
  }

  synchronized void stop() {
    stopped = true;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void schedule(long now) {
    if (!stopped) {
      long silence = Math.min(limits.firstOutput().toNanos(), limits.idle().toNanos());
      long next = Math.min(silence, Math.min(wholeLeft(now), waiting ? silentLeft(now) : silence));
      timer = context.timers().schedule(this::look, Math.max(0, next), TimeUnit.NANOSECONDS);
    }
  }

  private long wholeLeft(long now) {
    return Math.min(deadlineNanos - now, startNanos + limits.total().toNanos() - now);
  }

  private long silentLeft(long now) {
    return waitingSince + (begun ? limits.idle() : limits.firstOutput()).toNanos() - now;
  }

  private void look() {
    String why;
    synchronized (this) {
      long now = context.ticker().nanos();
      if (stopped) {
        return;
      }
      if (deadlineNanos - now <= 0) {
        why = "the deadline has passed";
      } else if (wholeLeft(now) <= 0) {
        why = "the server did not finish within timeout.total";
      } else if (waiting && silentLeft(now) <= 0) {
        why =
            begun
                ? "the server said nothing for timeout.idle"
                : "the server gave nothing within timeout.first-output";
      } else {
        schedule(now);
        return;
      }
      stopped = true;
    }
    timeIsUp.accept(new ProviderException(FailureKind.TIMED_OUT, why));
  }
}
