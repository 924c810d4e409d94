package io.colophon.provider.vendors.spark;

import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderFactory;
import java.util.List;
import java.util.Set;

/** Makes providers of type {@code spark}. */
public final class SparkFactory implements ProviderFactory<SparkConfig> {

  @Override
  public String type() {
    return "spark";
  }

  @Override
  public Class<SparkConfig> configType() {
    return SparkConfig.class;
  }

  @Override
  public Set<String> secretProperties() {
    return Set.of("api-key", "api-secret");
  }

  @Override
  public List<Capability> capabilities() {
    return SparkCapabilities.ALL;
  }

  @Override
  public Provider create(String name, SparkConfig config, ProviderContext context) {
    return new SparkProvider(name, config, context);
  }
}
