package io.colophon.provider.testkit;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.SharedResources;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Fake time for tests of the fakes themselves. */
final class TestContext {
  final FakeTicker ticker = new FakeTicker();
  final ManualScheduler timers = new ManualScheduler(ticker);
  final ProviderContext context =
      new ProviderContext(
          ticker, Clock.systemUTC(), timers, Path.of("unused"), SharedResources.NONE);

  CallOptions within(Duration left) {
    return new CallOptions("g-1", ticker.nanos() + left.toNanos());
  }
}
