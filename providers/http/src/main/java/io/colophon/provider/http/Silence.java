package io.colophon.provider.http;

import io.colophon.provider.spi.Ticker;
import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Notices an upstream that says nothing: before its first output, and between two pieces. While the
 * caller is the slow one, no time is counted. One timer that is looked at again rather than one for
 * each piece. On its loop only.
 */
final class Silence {
  private final EventLoop loop;
  private final Ticker ticker;
  private final long firstNanos;
  private final long idleNanos;
  private final LongConsumer tooLong;
  private @Nullable Future<?> timer;
  private boolean outputSeen;
  private boolean paused;
  private boolean over;
  private long lastNanos;

  /**
   * @param tooLong gets the limit that was passed, in nanoseconds; called once
   */
  Silence(EventLoop loop, Ticker ticker, Timeouts timeouts, LongConsumer tooLong) {
    this.loop = loop;
    this.ticker = ticker;
    this.firstNanos = timeouts.firstOutput().toNanos();
    this.idleNanos = timeouts.idle().toNanos();
    this.tooLong = tooLong;
  }

  void start() {
    lastNanos = ticker.nanos();
    watch(firstNanos);
  }

  /** Something came, though no output yet. */
  void sign() {
    lastNanos = ticker.nanos();
  }

  /** Output came. */
  void output() {
    outputSeen = true;
    lastNanos = ticker.nanos();
  }

  boolean outputSeen() {
    return outputSeen;
  }

  void pause() {
    paused = true;
  }

  void resume() {
    paused = false;
    lastNanos = ticker.nanos();
  }

  void end() {
    over = true;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  /** The limits change with the first output, so that the shorter one sets the pace until then. */
  private void watch(long nanos) {
    long next = outputSeen ? nanos : Math.min(nanos, idleNanos);
    timer = loop.schedule(this::look, next, TimeUnit.NANOSECONDS);
  }

  private void look() {
    if (over) {
      return;
    }
    long limit = outputSeen ? idleNanos : firstNanos;
    long left = limit - (ticker.nanos() - lastNanos);
    if (paused) {
      watch(limit);
    } else if (left > 0) {
      watch(left);
    } else {
      over = true;
      tooLong.accept(limit);
    }
  }
}
