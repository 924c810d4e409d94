package io.colophon.provider.vendors.comfyui;

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
 * Makes providers of type {@code comfyui}. Files bear what the graph puts into them: ComfyUI's own
 * nodes write the graph, prompt included, into PNG and film metadata, and no label.
 */
public final class ComfyUiFactory implements ProviderFactory<ComfyUiConfig> {

  static final List<Capability> CAPABILITIES =
      List.of(
          capability(Ability.IMAGE, "IMAGE_"),
          capability(Ability.IMAGE_TO_IMAGE, "IMAGE_"),
          capability(Ability.SPEECH, "AUDIO_"),
          capability(Ability.MUSIC, "AUDIO_"),
          capability(Ability.SOUND, "AUDIO_"),
          capability(Ability.VIDEO, "VIDEO_"),
          capability(Ability.IMAGE_TO_VIDEO, "VIDEO_"));

  private static Capability capability(Ability ability, String prefix) {
    EnumSet<Parameter> parameters = EnumSet.noneOf(Parameter.class);
    Arrays.stream(Parameter.values())
        .filter(parameter -> parameter.name().startsWith(prefix))
        .filter(parameter -> !never().contains(parameter))
        .forEach(parameters::add);
    return new Capability(ability, parameters, false, true, true, Optional.empty());
  }

  // Those that no graph takes from us: the file's form is the saving node's affair.
  private static Set<Parameter> never() {
    return EnumSet.of(
        Parameter.IMAGE_FORMAT,
        Parameter.IMAGE_CONTROLS,
        Parameter.AUDIO_FORMAT,
        Parameter.AUDIO_SOURCE,
        Parameter.VIDEO_FORMAT);
  }

  @Override
  public String type() {
    return "comfyui";
  }

  @Override
  public Class<ComfyUiConfig> configType() {
    return ComfyUiConfig.class;
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
  public Provider create(String name, ComfyUiConfig config, ProviderContext context) {
    return new ComfyUiProvider(name, config, context);
  }
}
