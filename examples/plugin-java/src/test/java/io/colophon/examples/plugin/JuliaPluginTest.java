package io.colophon.examples.plugin;

import io.colophon.provider.remote.RemoteConfig;
import io.colophon.provider.remote.RemoteFactory;
import io.colophon.provider.remote.RemoteTimeout;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.testkit.ProviderContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The example passes the suite that every provider passes. */
class JuliaPluginTest extends ProviderContract {
  private static PluginProcess plugin;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    plugin = PluginProcess.start(directory.resolve("julia.sock"));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    plugin.close();
  }

  @Override
  protected Provider create(ProviderContext context) {
    return new RemoteFactory(new Random(7)).create("julia", patient(plugin.address()), context);
  }

  /** A machine that has much else to do may be slow to connect. */
  private static RemoteConfig patient(String address) {
    RemoteConfig usual = RemoteConfig.at(address);
    return new RemoteConfig(
        address,
        usual.tls(),
        usual.token(),
        new RemoteTimeout(
            Duration.ofSeconds(60),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1)),
        Duration.ofSeconds(60),
        usual.healthInterval(),
        usual.maxInFlight(),
        usual.maxMessageBytes(),
        usual.maxOutputBytes());
  }

  @Override
  protected boolean repeatable(ModelDescription model, Ability ability) {
    return true;
  }
}
