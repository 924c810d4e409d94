package io.colophon.provider.vendors.minimax;

import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderFactory;
import java.util.List;
import java.util.Set;

/** Makes providers of type {@code minimax}. */
public final class MiniMaxFactory implements ProviderFactory<MiniMaxConfig> {

  @Override
  public String type() {
    return "minimax";
  }

  @Override
  public Class<MiniMaxConfig> configType() {
    return MiniMaxConfig.class;
  }

  @Override
  public Set<String> secretProperties() {
    return Set.of("api-key");
  }

  @Override
  public List<Capability> capabilities() {
    return MiniMaxCapabilities.ALL;
  }

  /** The vendor goes on, and bills the whole answer, when a stream is cancelled. */
  @Override
  public boolean endsOnCancel() {
    return false;
  }

  @Override
  public Provider create(String name, MiniMaxConfig config, ProviderContext context) {
    return new MiniMaxProvider(name, config, context);
  }
}
