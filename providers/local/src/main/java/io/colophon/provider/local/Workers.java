package io.colophon.provider.local;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The threads that compute, and the jobs that wait for one. Idle threads end. Thread-safe. */
final class Workers {
  private static final long IDLE_SECONDS = 30;
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final ThreadPoolExecutor threads;

  // The queue alone would refuse a job while a thread that is free has not yet come back to it.
  private final Semaphore places;
  private final AtomicLong usualNanos = new AtomicLong();

  /**
   * @param workers jobs at the same time
   * @param queue jobs that may wait
   * @param whenGone called when it is closed and the last job has ended
   */
  Workers(String name, int workers, int queue, Runnable whenGone) {
    places = new Semaphore(workers + queue);
    threads =
        new ThreadPoolExecutor(
            workers,
            workers,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(workers + queue),
            new NamedThreads(name + "-worker-")) {
          @Override
          protected void afterExecute(Runnable job, @Nullable Throwable thrown) {
            places.release();
          }

          @Override
          protected void terminated() {
            whenGone.run();
          }
        };
    threads.allowCoreThreadTimeOut(true);
  }

  /** Takes a job; false if all threads are busy and the queue is full, or after closing. */
  boolean take(Runnable job) {
    if (!places.tryAcquire()) {
      return false;
    }
    try {
      threads.execute(job);
      return true;
    } catch (RejectedExecutionException e) {
      places.release();
      return false;
    }
  }

  /** Forgets a job that has not begun, so that another may wait in its place. */
  void forget(Runnable job) {
    if (threads.remove(job)) {
      places.release();
    }
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

  /** Whether it is closed, the last job has ended and that was told. */
  boolean isGone() {
    return threads.isTerminated();
  }
}
