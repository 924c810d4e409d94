package io.colophon.provider.remote;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.spi.Ticker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** What a host gives to a provider, on real time. */
final class TestHost implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(60);

  private final AtomicInteger ids = new AtomicInteger();
  private final ScheduledExecutorService timers =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "test-timers");
            thread.setDaemon(true);
            return thread;
          });

  /** A plug-in that may be slow to answer, as on a machine that has much else to do. */
  static RemoteConfig config(String address) {
    return config(address, Duration.ofSeconds(60), Duration.ofSeconds(5));
  }

  static RemoteConfig config(String address, Duration connect, Duration healthInterval) {
    return new RemoteConfig(
        address,
        Optional.empty(),
        Optional.empty(),
        new RemoteTimeout(
            connect, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1)),
        Duration.ofSeconds(60),
        healthInterval,
        64,
        16 << 20,
        1 << 30);
  }

  ProviderContext context() {
    return context(SharedResources.NONE);
  }

  ProviderContext context(SharedResources shared) {
    return new ProviderContext(Ticker.SYSTEM, Clock.systemUTC(), timers, Path.of("."), shared);
  }

  CallOptions options(Duration left) {
    return new CallOptions(
        "generation-" + ids.incrementAndGet(), Ticker.SYSTEM.nanos() + left.toNanos());
  }

  CallOptions options() {
    return options(Duration.ofMinutes(1));
  }

  @Override
  public void close() {
    timers.shutdownNow();
  }
}
