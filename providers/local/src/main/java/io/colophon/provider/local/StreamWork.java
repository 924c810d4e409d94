package io.colophon.provider.local;

import io.colophon.provider.local.work.Work;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Ticker;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** Ties an engine's work to the stream that waits for it. Used by the worker's thread. */
final class StreamWork implements Work {
  /** At most about ten progress events a second. */
  private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final LocalStream stream;
  private final Ticker ticker;
  private final long deadlineNanos;
  private long lastProgressNanos;
  private double furthest;
  private long flop;

  StreamWork(LocalStream stream, Ticker ticker, long deadlineNanos) {
    this.stream = stream;
    this.ticker = ticker;
    this.deadlineNanos = deadlineNanos;
    this.lastProgressNanos = ticker.nanos();
  }

  @Override
  public void checkpoint() {
    if (stream.isStopped()) {
      throw new CancellationException("nobody waits for this generation any more");
    }
    if (ticker.nanos() - deadlineNanos >= 0) {
      stream.fail(late());
      throw new CancellationException("the deadline passed");
    }
  }

  @Override
  public void progress(double fraction) {
    if (!(fraction > furthest)) {
      return;
    }
    furthest = Math.min(1, fraction);
    long now = ticker.nanos();
    if (now - lastProgressNanos >= PROGRESS_NANOS) {
      lastProgressNanos = now;
      stream.offer(new Pending.One(new GenerationEvent.Progress(furthest)));
    }
  }

  @Override
  public void countFlop(long operations) {
    flop += operations;
  }

  /** Operations counted so far. */
  long flop() {
    return flop;
  }

  /** What ends a stream whose deadline passed. */
  static ProviderException late() {
    return new ProviderException(
        FailureKind.TIMED_OUT, "the deadline passed before the generation was over");
  }
}
