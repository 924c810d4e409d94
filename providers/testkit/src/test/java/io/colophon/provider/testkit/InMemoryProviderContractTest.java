package io.colophon.provider.testkit;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;

class InMemoryProviderContractTest extends ProviderContract {

  @Override
  protected Provider create(ProviderContext context) {
    return new InMemoryProvider(InMemoryConfig.DEFAULTS.withChunks(4, 500), context);
  }

  @Override
  protected boolean repeatable(ModelDescription model, Ability ability) {
    return true;
  }
}
