package io.colophon.gateway.dispatch;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Rings when a test moves the time of the scheduler that it stands on. */
final class ManualTimer implements Timer {
  private final ScheduledExecutorService scheduler;

  ManualTimer(ScheduledExecutorService scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
    Ring ring = new Ring(this, task);
    ring.future = scheduler.schedule(ring, delay, unit);
    return ring;
  }

  @Override
  public Set<Timeout> stop() {
    return Set.of();
  }

  private static final class Ring implements Timeout, Runnable {
    private final Timer timer;
    private final TimerTask task;
    private volatile @Nullable ScheduledFuture<?> future;

    Ring(Timer timer, TimerTask task) {
      this.timer = timer;
      this.task = task;
    }

    @Override
    public void run() {
      try {
        task.run(this);
      } catch (Exception failure) {
        throw new AssertionError(failure);
      }
    }

    @Override
    public Timer timer() {
      return timer;
    }

    @Override
    public TimerTask task() {
      return task;
    }

    @Override
    public boolean isExpired() {
      ScheduledFuture<?> known = future;
      return known != null && known.isDone() && !known.isCancelled();
    }

    @Override
    public boolean isCancelled() {
      ScheduledFuture<?> known = future;
      return known != null && known.isCancelled();
    }

    @Override
    public boolean cancel() {
      ScheduledFuture<?> known = future;
      return known != null && known.cancel(false);
    }
  }
}
