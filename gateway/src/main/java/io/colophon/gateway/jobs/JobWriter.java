package io.colophon.gateway.jobs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes how jobs fare, so that nothing of it is refused when the pool is busy
 * and everything of one job is written in order. What waits here is bounded by the jobs that run:
 * each has few things to write at a time. What comes after the end is not written; a later start
 * finds the job as it stood before.
 */
final class JobWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(JobWriter.class);

  private final ExecutorService executor =
      new ThreadPoolExecutor(
          0,
          1,
          30,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> {
            Thread thread = new Thread(task, "colophon-jobs");
            thread.setDaemon(true);
            return thread;
          });

  void submit(Runnable task) {
    try {
      executor.execute(
          () -> {
            try {
              task.run();
            } catch (RuntimeException failure) {
              log.error("the state of a job could not be written", failure);
            }
          });
    } catch (RejectedExecutionException closed) {
      log.info("a job moves on while the server stops; the next start takes it up as it stood");
    }
  }

  /** Completes when the task has run; fails with what it throws. */
  CompletableFuture<Void> complete(Runnable task) {
    try {
      return CompletableFuture.runAsync(task, executor);
    } catch (RejectedExecutionException closed) {
      return CompletableFuture.failedFuture(closed);
    }
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
        log.error("states of jobs are left unwritten; the next start will find them interrupted");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
