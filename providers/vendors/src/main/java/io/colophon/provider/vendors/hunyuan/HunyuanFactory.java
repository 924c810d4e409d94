package io.colophon.provider.vendors.hunyuan;

import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderFactory;
import java.util.List;
import java.util.Set;

/** Makes providers of type {@code hunyuan}. */
public final class HunyuanFactory implements ProviderFactory<HunyuanConfig> {

  @Override
  public String type() {
    return "hunyuan";
  }

  @Override
  public Class<HunyuanConfig> configType() {
    return HunyuanConfig.class;
  }

  @Override
  public Set<String> secretProperties() {
    return Set.of("secret-id", "secret-key");
  }

  @Override
  public List<Capability> capabilities() {
    return HunyuanCapabilities.ALL;
  }

  @Override
  public Provider create(String name, HunyuanConfig config, ProviderContext context) {
    return new HunyuanProvider(name, config, context);
  }
}
