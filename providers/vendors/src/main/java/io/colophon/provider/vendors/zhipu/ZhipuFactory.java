package io.colophon.provider.vendors.zhipu;

import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderFactory;
import java.util.List;
import java.util.Set;

/** Makes providers of type {@code zhipu}. */
public final class ZhipuFactory implements ProviderFactory<ZhipuConfig> {

  @Override
  public String type() {
    return "zhipu";
  }

  @Override
  public Class<ZhipuConfig> configType() {
    return ZhipuConfig.class;
  }

  @Override
  public Set<String> secretProperties() {
    return Set.of("api-key");
  }

  @Override
  public List<Capability> capabilities() {
    return ZhipuCapabilities.ALL;
  }

  @Override
  public Provider create(String name, ZhipuConfig config, ProviderContext context) {
    return new ZhipuProvider(name, config, context);
  }
}
