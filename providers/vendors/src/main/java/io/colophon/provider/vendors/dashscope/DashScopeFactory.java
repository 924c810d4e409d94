package io.colophon.provider.vendors.dashscope;

import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderFactory;
import java.util.List;
import java.util.Set;

/** Makes providers of type {@code dashscope}. */
public final class DashScopeFactory implements ProviderFactory<DashScopeConfig> {

  @Override
  public String type() {
    return "dashscope";
  }

  @Override
  public Class<DashScopeConfig> configType() {
    return DashScopeConfig.class;
  }

  @Override
  public Set<String> secretProperties() {
    return Set.of("api-key");
  }

  @Override
  public List<Capability> capabilities() {
    return DashScopeCapabilities.ALL;
  }

  /** The vendor goes on, and bills the whole answer, when a stream is cancelled. */
  @Override
  public boolean endsOnCancel() {
    return false;
  }

  @Override
  public Provider create(String name, DashScopeConfig config, ProviderContext context) {
    return new DashScopeProvider(name, config, context);
  }
}
