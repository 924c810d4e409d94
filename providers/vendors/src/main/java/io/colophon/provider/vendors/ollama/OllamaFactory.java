package io.colophon.provider.vendors.ollama;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Parameter;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes providers of type {@code ollama}. */
public final class OllamaFactory implements ProviderFactory<OllamaConfig> {
  private static final Set<Parameter> TEXT =
      EnumSet.of(
          Parameter.TEXT_MAX_TOKENS,
          Parameter.TEXT_TEMPERATURE,
          Parameter.TEXT_TOP_P,
          Parameter.TEXT_STOP,
          Parameter.TEXT_SEED,
          Parameter.TEXT_JSON_SCHEMA,
          Parameter.TEXT_TOOLS);

  static final List<Capability> CAPABILITIES =
      List.of(
          capability(Ability.TEXT, TEXT, true),
          capability(Ability.JSON_SCHEMA, TEXT, true),
          capability(Ability.TOOLS, TEXT, true),
          capability(Ability.IMAGE_UNDERSTANDING, TEXT, true),
          capability(Ability.EMBEDDING, Set.of(Parameter.EMBEDDING_DIMENSIONS), false));

  private static Capability capability(
      Ability ability, Set<Parameter> parameters, boolean streams) {
    return new Capability(ability, parameters, streams, false, true, Optional.empty());
  }

  @Override
  public String type() {
    return "ollama";
  }

  @Override
  public Class<OllamaConfig> configType() {
    return OllamaConfig.class;
  }

  @Override
  public Set<String> secretProperties() {
    return Set.of("api-key");
  }

  @Override
  public List<Capability> capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Provider create(String name, OllamaConfig config, ProviderContext context) {
    return new OllamaProvider(name, config, context);
  }
}
