package io.colophon.provider.testkit;

import io.colophon.provider.spi.Ticker;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One task of a {@link ManualScheduler}. */
final class ManualTask<V extends @Nullable Object> extends FutureTask<V>
    implements RunnableScheduledFuture<V> {
  private final ManualScheduler scheduler;
  private final Ticker ticker;
  // Positive: fixed rate. Negative: fixed delay. Zero: once.
  private final long periodNanos;
  private final long sequence;
  private volatile long dueNanos;

  ManualTask(
      ManualScheduler scheduler,
      Ticker ticker,
      Callable<V> work,
      long dueNanos,
      long periodNanos,
      long sequence) {
    super(work);
    this.scheduler = scheduler;
    this.ticker = ticker;
    this.dueNanos = dueNanos;
    this.periodNanos = periodNanos;
    this.sequence = sequence;
  }

  long dueNanos() {
    return dueNanos;
  }

  @Override
  public void run() {
    if (periodNanos == 0) {
      super.run();
    } else if (runAndReset()) {
      dueNanos = periodNanos > 0 ? dueNanos + periodNanos : ticker.nanos() - periodNanos;
      if (!scheduler.isShutdown()) {
        scheduler.add(this);
      }
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    scheduler.remove(this);
    return super.cancel(mayInterruptIfRunning);
  }

  @Override
  public boolean isPeriodic() {
    return periodNanos != 0;
  }

  @Override
  public long getDelay(TimeUnit unit) {
    return unit.convert(dueNanos - ticker.nanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public int compareTo(Delayed other) {
    if (other instanceof ManualTask<?> task) {
      long difference = dueNanos - task.dueNanos;
      return difference != 0 ? Long.signum(difference) : Long.compare(sequence, task.sequence);
    }
    return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
  }
}
