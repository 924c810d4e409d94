package io.colophon.metering.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits for real. */
final class SemaphoreRest implements Rest {
  private final Semaphore woken = new Semaphore(0);

  @Override
  public void rest(Duration length) throws InterruptedException {
    if (woken.tryAcquire(length.toNanos(), TimeUnit.NANOSECONDS)) {
      woken.drainPermits();
    }
  }

  @Override
  public void wake() {
    woken.release();
  }
}
