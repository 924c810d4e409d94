package io.colophon.provider.triton;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.spi.Ticker;
import io.colophon.provider.testkit.CollectingSubscriber;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** What a host gives to a provider, on real time. */
final class TestHost implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(60);

  private final ScheduledExecutorService timers =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "test-timers");
            thread.setDaemon(true);
            return thread;
          });

  ProviderContext context() {
    return new ProviderContext(
        Ticker.SYSTEM, Clock.systemUTC(), timers, Path.of("."), SharedResources.NONE);
  }

  /** The whole stream, however it ends. */
  CollectingSubscriber run(Provider provider, GenerationRequest request) {
    CollectingSubscriber stream = new CollectingSubscriber();
    provider
        .generate(
            request,
            new CallOptions("g-1", Ticker.SYSTEM.nanos() + Duration.ofMinutes(1).toNanos()))
        .subscribe(stream);
    stream.requestAll();
    assertThat(stream.awaitEnd(SOON)).isTrue();
    return stream;
  }

  @Override
  public void close() {
    timers.shutdownNow();
  }
}
