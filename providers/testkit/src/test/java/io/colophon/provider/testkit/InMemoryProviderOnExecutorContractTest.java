package io.colophon.provider.testkit;

import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import java.util.concurrent.ForkJoinPool;

/** The same promises hold when another thread gives the events. */
class InMemoryProviderOnExecutorContractTest extends ProviderContract {

  @Override
  protected Provider create(ProviderContext context) {
    return new InMemoryProvider(
        InMemoryConfig.DEFAULTS.withChunks(4, 500), context, ForkJoinPool.commonPool());
  }
}
