package io.colophon.provider.vendors.anthropic;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderFactory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes providers of type {@code anthropic}. */
public final class AnthropicFactory implements ProviderFactory<AnthropicConfig> {

  @Override
  public String type() {
    return "anthropic";
  }

  @Override
  public Class<AnthropicConfig> configType() {
    return AnthropicConfig.class;
  }

  @Override
  public Set<String> secretProperties() {
    return Set.of("api-key");
  }

  @Override
  public List<Capability> capabilities() {
    return Stream.of(Ability.TEXT, Ability.JSON_SCHEMA, Ability.TOOLS, Ability.IMAGE_UNDERSTANDING)
        .map(
            ability ->
                new Capability(ability, MessagesAttempt.TAKES, true, false, true, Optional.empty()))
        .toList();
  }

  @Override
  public Provider create(String name, AnthropicConfig config, ProviderContext context) {
    return new AnthropicProvider(name, config, context);
  }
}
