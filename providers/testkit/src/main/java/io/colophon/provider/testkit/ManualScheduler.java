package io.colophon.provider.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Timers whose tasks run only when a test says so, on the thread that says it, at the time of a
 * {@link FakeTicker}. Tasks of the same moment run in the order in which they were handed in.
 * Thread-safe.
 */
public final class ManualScheduler extends AbstractExecutorService
    implements ScheduledExecutorService {
  private final FakeTicker ticker;
  private final PriorityQueue<ManualTask<?>> tasks = new PriorityQueue<>();
  private long nextSequence;
  private boolean shutdown;

  public ManualScheduler(FakeTicker ticker) {
    this.ticker = ticker;
  }

  /** Runs every task whose time has come, also those that the tasks add; returns how many. */
  public int runDue() {
    int ran = 0;
    for (ManualTask<?> task = takeDue(); task != null; task = takeDue()) {
      task.run();
      ran++;
    }
    return ran;
  }

  /**
   * Moves the ticker forward, stopping at each task on the way to run it at its own time; returns
   * how many ran.
   */
  public int advance(Duration by) {
    long target = ticker.nanos() + by.toNanos();
    int ran = runDue();
    for (Long next = nextDue(); next != null && next - target <= 0; next = nextDue()) {
      ticker.advance(Duration.ofNanos(Math.max(0, next - ticker.nanos())));
      ran += runDue();
    }
    ticker.advance(Duration.ofNanos(Math.max(0, target - ticker.nanos())));
    return ran;
  }

  /** How many tasks wait, due or not; cancelled ones do not count. */
  public synchronized int pending() {
    return tasks.size();
  }

  private synchronized @Nullable Long nextDue() {
    ManualTask<?> first = tasks.peek();
    return first == null ? null : first.dueNanos();
  }

  private synchronized @Nullable ManualTask<?> takeDue() {
    ManualTask<?> first = tasks.peek();
    return first != null && first.dueNanos() - ticker.nanos() <= 0 ? tasks.poll() : null;
  }

  /** Puts a task in line, the first time and when a periodic one comes round again. */
  synchronized void add(ManualTask<?> task) {
    if (shutdown) {
      throw new RejectedExecutionException("the scheduler is shut down");
    }
    tasks.add(task);
  }

  synchronized void remove(ManualTask<?> task) {
    tasks.remove(task);
  }

  private synchronized long sequence() {
    return nextSequence++;
  }

  private <V extends @Nullable Object> ManualTask<V> schedule(
      Callable<V> work, long delay, long period, TimeUnit unit) {
    ManualTask<V> task =
        new ManualTask<>(
            this,
            ticker,
            work,
            ticker.nanos() + unit.toNanos(delay),
            unit.toNanos(period),
            sequence());
    add(task);
    return task;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
    return schedule(Executors.callable(work), delay, 0, unit);
  }

  @Override
  public <V extends @Nullable Object> ScheduledFuture<V> schedule(
      Callable<V> work, long delay, TimeUnit unit) {
    return schedule(work, delay, 0, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable work, long initialDelay, long period, TimeUnit unit) {
    return schedule(Executors.callable(work), initialDelay, period, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable work, long initialDelay, long delay, TimeUnit unit) {
    return schedule(Executors.callable(work), initialDelay, -delay, unit);
  }

  @Override
  public void execute(Runnable work) {
    add(new ManualTask<>(this, ticker, Executors.callable(work), ticker.nanos(), 0, sequence()));
  }

  @Override
  public synchronized void shutdown() {
    shutdown = true;
  }

  @Override
  public synchronized List<Runnable> shutdownNow() {
    shutdown = true;
    List<Runnable> left = new ArrayList<>(tasks);
    tasks.clear();
    return left;
  }

  @Override
  public synchronized boolean isShutdown() {
    return shutdown;
  }

  @Override
  public synchronized boolean isTerminated() {
    return shutdown && tasks.isEmpty();
  }

  /** Never waits, since only the caller could run what is left. */
  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return isTerminated();
  }
}
