package io.colophon.provider.local;

import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderFactory;
import java.util.List;
import java.util.Set;

/** Makes the embedded provider: {@code type: local}. */
public final class LocalProviderFactory implements ProviderFactory<LocalProviderConfig> {

  @Override
  public String type() {
    return "local";
  }

  @Override
  public Class<LocalProviderConfig> configType() {
    return LocalProviderConfig.class;
  }

  @Override
  public Set<String> secretProperties() {
    return Set.of();
  }

  @Override
  public List<Capability> capabilities() {
    return LocalCapabilities.ALL;
  }

  @Override
  public Provider create(String name, LocalProviderConfig config, ProviderContext context) {
    return LocalProvider.create(name, config, context);
  }
}
