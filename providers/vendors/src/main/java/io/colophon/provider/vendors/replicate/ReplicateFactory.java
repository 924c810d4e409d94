package io.colophon.provider.vendors.replicate;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Parameter;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderFactory;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes providers of type {@code replicate}. The vendor sets no label of its own; what a model puts
 * into its files is the model's affair.
 */
public final class ReplicateFactory implements ProviderFactory<ReplicateConfig> {
  private static final Set<Parameter> TEXT =
      EnumSet.of(
          Parameter.TEXT_MAX_TOKENS,
          Parameter.TEXT_TEMPERATURE,
          Parameter.TEXT_TOP_P,
          Parameter.TEXT_STOP,
          Parameter.TEXT_SEED);

  static final List<Capability> CAPABILITIES =
      List.of(
          new Capability(Ability.TEXT, TEXT, true, false, true, Optional.empty()),
          new Capability(Ability.IMAGE_UNDERSTANDING, TEXT, true, false, true, Optional.empty()),
          job(Ability.IMAGE, "IMAGE_"),
          job(Ability.IMAGE_TO_IMAGE, "IMAGE_"),
          job(Ability.SPEECH, "AUDIO_"),
          job(Ability.MUSIC, "AUDIO_"),
          job(Ability.SOUND, "AUDIO_"),
          job(Ability.TRANSCRIPTION, "AUDIO_"),
          job(Ability.VIDEO, "VIDEO_"),
          job(Ability.IMAGE_TO_VIDEO, "VIDEO_"));

  private static Capability job(Ability ability, String prefix) {
    EnumSet<Parameter> parameters = EnumSet.noneOf(Parameter.class);
    Arrays.stream(Parameter.values())
        .filter(parameter -> parameter.name().startsWith(prefix))
        .filter(parameter -> parameter != Parameter.IMAGE_CONTROLS)
        .forEach(parameters::add);
    return new Capability(ability, parameters, false, true, true, Optional.empty());
  }

  @Override
  public String type() {
    return "replicate";
  }

  @Override
  public Class<ReplicateConfig> configType() {
    return ReplicateConfig.class;
  }

  @Override
  public Set<String> secretProperties() {
    return Set.of("api-key", "webhook-secret");
  }

  @Override
  public List<Capability> capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Provider create(String name, ReplicateConfig config, ProviderContext context) {
    return new ReplicateProvider(name, config, context);
  }
}
