package io.colophon.provider.remote;

import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.spi.Ticker;
import io.colophon.provider.testkit.InMemoryConfig;
import io.colophon.provider.testkit.InMemoryProvider;
import io.colophon.provider.testkit.ProviderContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;

/** The contract, held by a plug-in behind a port. */
class RemoteProviderTcpTest extends ProviderContract {
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private final List<PluginServer> servers = new ArrayList<>();

  /** The provider that does the work in the plug-in. */
  InMemoryProvider behind() {
    ProviderContext there =
        new ProviderContext(
            Ticker.SYSTEM, Clock.systemUTC(), timers, Path.of("."), SharedResources.NONE);
    return new InMemoryProvider(InMemoryConfig.DEFAULTS, there);
  }

  PluginServer serve(PluginService plugin) throws IOException {
    return PluginServer.onPort(0, plugin);
  }

  @Override
  protected Provider create(ProviderContext context) {
    try {
      PluginServer server = serve(new PluginService(behind()));
      servers.add(server);
      return new RemoteFactory(new Random(7))
          .create("plugin", TestHost.config(server.address()), context);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected boolean repeatable(
      io.colophon.provider.spi.ModelDescription model, io.colophon.provider.spi.Ability ability) {
    return true;
  }

  @AfterEach
  void stop() {
    servers.forEach(PluginServer::close);
    timers.shutdownNow();
  }
}
