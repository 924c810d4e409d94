package io.colophon.provider.vendors.gemini;

import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderFactory;
import java.util.List;
import java.util.Set;

/** Makes providers of type {@code gemini}. */
public final class GeminiFactory implements ProviderFactory<GeminiConfig> {

  @Override
  public String type() {
    return "gemini";
  }

  @Override
  public Class<GeminiConfig> configType() {
    return GeminiConfig.class;
  }

  @Override
  public Set<String> secretProperties() {
    return Set.of("api-key", "access-token");
  }

  @Override
  public List<Capability> capabilities() {
    return GeminiCapabilities.ALL;
  }

  /** The vendor goes on, and bills the whole answer, when a stream is cancelled. */
  @Override
  public boolean endsOnCancel() {
    return false;
  }

  @Override
  public Provider create(String name, GeminiConfig config, ProviderContext context) {
    return new GeminiProvider(name, config, context);
  }
}
