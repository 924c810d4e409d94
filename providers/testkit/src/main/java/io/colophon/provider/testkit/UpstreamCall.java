package io.colophon.provider.testkit;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.GenerationRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One generation that a {@link FakeUpstream} was asked for. Thread-safe. */
public final class UpstreamCall {
  private final GenerationRequest request;
  private final CallOptions options;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable PulledStream stream;

  UpstreamCall(GenerationRequest request, CallOptions options) {
    this.request = request;
    this.options = options;
  }

  /** What was asked for. */
  public GenerationRequest request() {
    return request;
  }

  /** With which id and deadline. */
  public CallOptions options() {
    return options;
  }

  /** Whether the stream was subscribed, which is when work starts. */
  public boolean started() {
    return stream != null;
  }

  /** Whether the subscriber cancelled. */
  public boolean cancelled() {
    PulledStream known = stream;
    return known != null && known.cancelled();
  }

  /** Waits until no more signals will come, for whatever reason; false if that has not come. */
  public boolean awaitEnd(Duration patience) {
    try {
      return over.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void start(PulledStream started) {
    stream = started;
  }

  void end() {
    over.countDown();
  }
}
