package io.colophon.gateway.work;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for what must not run on an event loop: files, pixels, the database. The queue is
 * bounded; when it is full, work is refused rather than kept.
 */
public final class BlockingPool implements Executor, AutoCloseable {
  private final ThreadPoolExecutor executor;

  /**
   * @param workers how many threads; 0 for one for each processor, at least 2
   * @param queue how many pieces of work may wait
   */
  public BlockingPool(int workers, int queue) {
    int threads = workers == 0 ? Math.max(2, Runtime.getRuntime().availableProcessors()) : workers;
    AtomicInteger number = new AtomicInteger();
    executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            task -> {
              Thread thread = new Thread(task, "colophon-work-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs the task on a pool thread.
   *
   * @throws Refusal GATEWAY_OVERLOADED if the queue is full, DRAINING if the pool is closed
   */
  @Override
  public void execute(Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException full) {
      if (executor.isShutdown()) {
        throw Refusal.of(Reason.DRAINING, "the server is stopping");
      }
      throw Refusal.of(Reason.GATEWAY_OVERLOADED, "the gateway's own queue is full")
          .retryAfter(Duration.ofSeconds(1));
    }
  }

  /** Tasks that wait. */
  public int waiting() {
    return executor.getQueue().size();
  }

  /** Takes no more work and waits a little for what runs. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException stop) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
