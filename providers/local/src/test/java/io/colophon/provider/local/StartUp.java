package io.colophon.provider.local;

import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.spi.Ticker;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;

/** Makes a provider and ends: run in a JVM of its own to see which classes that loads. */
public final class StartUp {
  private StartUp() {}

  /**
   * @param arguments the cache directory
   */
  public static void main(String[] arguments) {
    var timers = Executors.newSingleThreadScheduledExecutor();
    var context =
        new ProviderContext(
            Ticker.SYSTEM, Clock.systemUTC(), timers, Path.of(arguments[0]), SharedResources.NONE);
    var provider = new LocalProviderFactory().create("local", LocalProviderConfig.DEFAULT, context);
    if (provider.models().isEmpty()) {
      throw new IllegalStateException("no models");
    }
    timers.shutdownNow();
  }
}
