package io.colophon.gateway.dispatch;

import io.colophon.provider.spi.Ticker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Lets something else happen while somebody looks at the time, on a thread of its own and to its
 * end. Who looks often can so be interrupted at one moment after the other; who holds a lock that
 * the other needs meanwhile never comes to an end.
 */
final class InterruptedTicker implements Ticker {
  private final Ticker ticker;
  private @Nullable Runnable meanwhile;
  private int looksLeft;

  InterruptedTicker(Ticker ticker) {
    this.ticker = ticker;
  }

  /**
   * Says what happens.
   *
   * @param look 1 for the next one
   */
  synchronized void interrupt(int look, Runnable what) {
    looksLeft = look;
    meanwhile = what;
  }

  /** What has not happened yet, and will not happen any more. */
  synchronized @Nullable Runnable takeBack() {
    Runnable left = meanwhile;
    meanwhile = null;
    return left;
  }

  private synchronized @Nullable Runnable due() {
    return meanwhile != null && --looksLeft == 0 ? takeBack() : null;
  }

  @Override
  public long nanos() {
    Runnable now = due();
    if (now != null) {
      try {
        CompletableFuture.runAsync(now).get(30, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException failure) {
        throw new AssertionError("what happens meanwhile does not come to its end", failure);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", interrupted);
      }
    }
    return ticker.nanos();
  }
}
