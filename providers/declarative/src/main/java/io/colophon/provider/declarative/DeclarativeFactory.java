package io.colophon.provider.declarative;

import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderFactory;
import java.util.Set;

/** Makes providers from adapter files; what they can do is said by each file. */
public final class DeclarativeFactory implements ProviderFactory<DeclarativeConfig> {
  @Override
  public String type() {
    return "declarative";
  }

  @Override
  public Class<DeclarativeConfig> configType() {
    return DeclarativeConfig.class;
  }

  @Override
  public Set<String> secretProperties() {
    return Set.of("api-key", "secret-key");
  }

  @Override
  public Provider create(String name, DeclarativeConfig config, ProviderContext context) {
    if (config.file().isPresent() == config.adapter().isPresent()) {
      throw new IllegalArgumentException(
          "expected either file (an adapter of your own) or adapter (one of "
              + String.join(", ", ShippedAdapters.NAMES)
              + ")");
    }
    Adapter adapter =
        config
            .file()
            .map(ShippedAdapters::of)
            .orElseGet(() -> ShippedAdapters.named(config.adapter().orElseThrow()));
    return DeclarativeProvider.open(name, adapter, config.rest(), context);
  }
}
