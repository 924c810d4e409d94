package io.colophon.provider.vendors.qianfan;

import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderFactory;
import java.util.List;
import java.util.Set;

/** Makes providers of type {@code qianfan-v1}. */
public final class QianfanFactory implements ProviderFactory<QianfanConfig> {

  @Override
  public String type() {
    return "qianfan-v1";
  }

  @Override
  public Class<QianfanConfig> configType() {
    return QianfanConfig.class;
  }

  @Override
  public Set<String> secretProperties() {
    return Set.of("api-key", "secret-key");
  }

  @Override
  public List<Capability> capabilities() {
    return QianfanCapabilities.ALL;
  }

  @Override
  public Provider create(String name, QianfanConfig config, ProviderContext context) {
    return new QianfanProvider(name, config, context);
  }
}
