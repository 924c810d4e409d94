package io.colophon.provider.vendors.openai;

import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderFactory;
import java.util.List;
import java.util.Set;

/** Makes providers of type {@code openai}. */
public final class OpenAiFactory implements ProviderFactory<OpenAiConfig> {

  @Override
  public String type() {
    return "openai";
  }

  @Override
  public Class<OpenAiConfig> configType() {
    return OpenAiConfig.class;
  }

  @Override
  public Set<String> secretProperties() {
    return Set.of("api-key");
  }

  @Override
  public List<Capability> capabilities() {
    return OpenAiCapabilities.ALL;
  }

  @Override
  public Provider create(String name, OpenAiConfig config, ProviderContext context) {
    return new OpenAiProvider(name, config, context);
  }
}
