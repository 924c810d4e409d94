package io.colophon.benchmarks.load;

import io.colophon.v1.GenerateRequest;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Brings load to a server. In an open loop every call has a time at which it should begin, and its
 * latency counts from there, so that a server that stalls is seen by all calls that it kept from
 * beginning and not only by the one it answered late.
 */
public final class Load {
  private final Calls calls;
  private final LoadPlan plan;
  private final GenerateRequest request;
  private final Tally tally = new Tally();
  private final Semaphore room;
  private final long startNanos = System.nanoTime();

  private Load(Calls calls, LoadPlan plan) {
    this.calls = calls;
    this.plan = plan;
    this.request = Calls.request(plan.kind());
    this.room = new Semaphore(plan.inFlight());
  }

  /** Runs the plan and waits until every call has ended. */
  public static LoadFigures run(Calls calls, LoadPlan plan) throws InterruptedException {
    Load load = new Load(calls, plan);
    if (plan.isOpen()) {
      load.beginByTheClock();
    } else {
      load.keepUnderWay();
    }
    load.room.acquire(plan.inFlight()); // all calls have ended; each has a deadline
    return load.tally.figures(System.nanoTime() - load.startNanos);
  }

  private void beginByTheClock() {
    long count = Schedule.calls(plan.rate(), plan.length());
    for (long i = 0; i < count; i++) {
      long intended = startNanos + Schedule.offsetNanos(i, plan.rate());
      for (long wait; (wait = intended - System.nanoTime()) > 0; ) {
        LockSupport.parkNanos(wait);
      }
      if (room.tryAcquire()) {
        begin(intended, null);
      } else {
        tally.notSent();
      }
    }
  }

  private void keepUnderWay() throws InterruptedException {
    long endNanos = startNanos + plan.length().toNanos();
    Runnable[] next = new Runnable[1];
    next[0] =
        () -> {
          long now = System.nanoTime();
          if (now - endNanos < 0) {
            begin(now, next[0]);
          } else {
            room.release();
          }
        };
    room.acquire(plan.inFlight());
    for (int i = 0; i < plan.inFlight(); i++) {
      next[0].run();
    }
  }

  /**
   * @param then what follows the call; null gives its room back
   */
  private void begin(long intendedNanos, @Nullable Runnable then) {
    calls.begin(
        request,
        plan.kind(),
        new CallEnd() {
          @Override
          public void answered(int messages, @Nullable String fault) {
            tally.answered(System.nanoTime() - intendedNanos, messages, fault);
            next();
          }

          @Override
          public void failed(Throwable failure) {
            tally.failed(failure);
            // Not from here: a call to a server that is gone fails before begin() returns.
            ForkJoinPool.commonPool().execute(this::next);
          }

          private void next() {
            if (then == null) {
              room.release();
            } else {
              then.run();
            }
          }
        });
  }
}
