package io.colophon.metering.outbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** Notes how long it was to wait and hardly waits: what polls still lets others run. */
final class QuickRest implements Rest {
  final List<Duration> asked = new CopyOnWriteArrayList<>();

  @Override
  public void rest(Duration length) throws InterruptedException {
    if (!length.equals(Exporter.LOOK)) {
      asked.add(length);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    LockSupport.parkNanos(100_000);
  }

  @Override
  public void wake() {}
}
