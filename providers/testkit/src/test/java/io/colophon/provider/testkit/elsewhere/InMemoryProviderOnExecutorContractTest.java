package io.colophon.provider.testkit.elsewhere;

import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.testkit.InMemoryConfig;
import io.colophon.provider.testkit.InMemoryProvider;
import io.colophon.provider.testkit.ProviderContract;
import java.util.concurrent.ForkJoinPool;

/**
 * The same promises hold when another thread gives the events. In another package, as plug-ins are,
 * so that it also shows that the suite is found from there.
 */
class InMemoryProviderOnExecutorContractTest extends ProviderContract {

  @Override
  protected Provider create(ProviderContext context) {
    return new InMemoryProvider(
        InMemoryConfig.DEFAULTS.withChunks(4, 500), context, ForkJoinPool.commonPool());
  }
}
