package io.colophon.provider.bedrock;

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

/**
 * Makes providers of type {@code bedrock}. There is no switch for a label: Amazon's own models of
 * films put an invisible watermark and content credentials into them whatever is asked.
 */
public final class BedrockFactory implements ProviderFactory<BedrockConfig> {
  private static final Set<Parameter> TEXT =
      EnumSet.of(
          Parameter.TEXT_MAX_TOKENS,
          Parameter.TEXT_TEMPERATURE,
          Parameter.TEXT_TOP_P,
          Parameter.TEXT_STOP,
          Parameter.TEXT_JSON_SCHEMA,
          Parameter.TEXT_TOOLS);

  private static final Set<Parameter> FILM =
      EnumSet.of(Parameter.VIDEO_SIZE, Parameter.VIDEO_DURATION, Parameter.VIDEO_SEED);

  private static final Set<Parameter> FILM_FROM_FRAME =
      EnumSet.of(
          Parameter.VIDEO_SIZE,
          Parameter.VIDEO_DURATION,
          Parameter.VIDEO_SEED,
          Parameter.VIDEO_FIRST_FRAME);

  /** Extensions of requests for text. */
  static final Set<String> EXTENSIONS =
      Set.of("tool_choice", "guardrail_config", "additional_model_request_fields");

  static final List<Capability> CAPABILITIES =
      List.of(
          text(Ability.TEXT),
          text(Ability.JSON_SCHEMA),
          text(Ability.TOOLS),
          text(Ability.IMAGE_UNDERSTANDING),
          new Capability(Ability.VIDEO, FILM, false, true, false, Optional.empty()),
          new Capability(
              Ability.IMAGE_TO_VIDEO, FILM_FROM_FRAME, false, true, false, Optional.empty()));

  private static Capability text(Ability ability) {
    return new Capability(ability, TEXT, true, false, true, Optional.empty());
  }

  @Override
  public String type() {
    return "bedrock";
  }

  @Override
  public Class<BedrockConfig> configType() {
    return BedrockConfig.class;
  }

  @Override
  public Set<String> secretProperties() {
    return Set.of("api-key", "secret-access-key", "session-token");
  }

  @Override
  public List<Capability> capabilities() {
    return CAPABILITIES;
  }

  /** The vendor goes on, and bills the whole answer, when a stream is cancelled. */
  @Override
  public boolean endsOnCancel() {
    return false;
  }

  @Override
  public Provider create(String name, BedrockConfig config, ProviderContext context) {
    return new BedrockProvider(name, config, context);
  }
}
