package io.colophon.provider.testkit;

import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderFactory;
import java.util.Set;

/** Makes providers of type {@code in-memory}: for tests, examples and load measurements. */
public final class InMemoryFactory implements ProviderFactory<InMemoryConfig> {

  @Override
  public String type() {
    return "in-memory";
  }

  @Override
  public Class<InMemoryConfig> configType() {
    return InMemoryConfig.class;
  }

  @Override
  public Set<String> secretProperties() {
    return Set.of();
  }

  @Override
  public Provider create(String name, InMemoryConfig config, ProviderContext context) {
    return new InMemoryProvider(config, context);
  }
}
