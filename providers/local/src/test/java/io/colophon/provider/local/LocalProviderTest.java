package io.colophon.provider.local;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.testkit.ProviderContract;

/** The embedded provider keeps the contract of all providers. */
final class LocalProviderTest extends ProviderContract {

  @Override
  protected Provider create(ProviderContext context) {
    return new LocalProviderFactory().create("local", LocalProviderConfig.DEFAULT, context);
  }

  @Override
  protected boolean repeatable(ModelDescription model, Ability ability) {
    return true;
  }
}
