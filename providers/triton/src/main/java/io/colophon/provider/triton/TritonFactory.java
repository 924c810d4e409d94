package io.colophon.provider.triton;

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
 * Makes providers of type {@code triton}: NVIDIA Triton, or any server of the open inference
 * protocol over gRPC. What a model takes of these parameters depends on its tensors and is reported
 * for each request.
 */
public final class TritonFactory implements ProviderFactory<TritonConfig> {

  @Override
  public String type() {
    return "triton";
  }

  @Override
  public Class<TritonConfig> configType() {
    return TritonConfig.class;
  }

  @Override
  public Set<String> secretProperties() {
    return Set.of("token");
  }

  @Override
  public List<Capability> capabilities() {
    return List.of(
        capability(Ability.TEXT, true),
        capability(Ability.EMBEDDING, false),
        capability(Ability.IMAGE, false),
        capability(Ability.SPEECH, false),
        capability(Ability.MUSIC, false),
        capability(Ability.SOUND, false));
  }

  private static Capability capability(Ability ability, boolean streams) {
    Set<Parameter> parameters = EnumSet.noneOf(Parameter.class);
    if (ability != Ability.EMBEDDING) {
      Arrays.stream(Slot.values())
          .flatMap(slot -> slot.parameter().stream())
          .filter(parameter -> parameter.id().startsWith(ability.modality().id() + "."))
          .forEach(parameters::add);
    }
    return new Capability(ability, parameters, streams, false, true, Optional.empty());
  }

  @Override
  public Provider create(String name, TritonConfig config, ProviderContext context) {
    return new TritonProvider(name, config, context);
  }
}
