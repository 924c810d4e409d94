package io.colophon.provider.local;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The threads that compute, and the jobs that wait for one. Idle threads end. Thread-safe. */
final class Workers {
  private static final long IDLE_SECONDS = 30;
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final ThreadPoolExecutor threads;
  private final AtomicLong usualNanos = new AtomicLong();

  /**
   * @param workers jobs at the same time
   * @param queue jobs that may wait
   * @param whenGone called when it is closed and the last job has ended
   */
  Workers(String name, int workers, int queue, Runnable whenGone) {
    BlockingQueue<Runnable> waiting =
        queue == 0 ? new SynchronousQueue<>() : new ArrayBlockingQueue<>(queue);
    threads =
        new ThreadPoolExecutor(
            workers,
            workers,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            waiting,
            new NamedThreads(name + "-worker-")) {
          @Override
          protected void terminated() {
            whenGone.run();
          }
        };
    threads.allowCoreThreadTimeOut(true);
  }

  /** Takes a job; false if all threads are busy and the queue is full, or after closing. */
  boolean take(Runnable job) {
    try {
      threads.execute(job);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Forgets a job that has not begun, so that another may wait in its place. */
  void forget(Runnable job) {
    threads.remove(job);
  }

  /** Learns how long a job took. */
  void took(long nanos) {
    usualNanos.updateAndGet(before -> before == 0 ? nanos : (7 * before + nanos) / 8);
  }

  /** When a worker should be free for another job, guessed from how long jobs took lately. */
  Duration wait(int jobsAhead) {
    long nanos = usualNanos.get() * (jobsAhead + 1) / threads.getMaximumPoolSize();
    Duration guess = Duration.ofNanos(nanos);
    if (guess.compareTo(SHORTEST_WAIT) < 0) {
      return SHORTEST_WAIT;
    }
    return guess.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : guess;
  }

  /** Jobs that wait for a thread. */
  int waiting() {
    return threads.getQueue().size();
  }

  /** Jobs that run, about. */
  int working() {
    return threads.getActiveCount();
  }

  /** Lets running jobs come to their next checkpoint and starts no more. */
  void close() {
    threads.shutdownNow();
  }
}
