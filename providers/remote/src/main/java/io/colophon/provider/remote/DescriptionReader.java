package io.colophon.provider.remote;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Parameter;
import io.colophon.provider.spi.ProviderException;
import io.colophon.v1.DescribeResponse;
import io.colophon.v1.ProviderCapability;
import io.colophon.v1.ProviderModel;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what a plug-in says of itself. */
final class DescriptionReader {
  private static final int MOST_MODELS = 10_000;
  private static final int LONGEST_NAME = 256;
  private static final Map<String, Ability> ABILITIES = byId(Ability.values(), Ability::id);
  private static final Map<String, Parameter> PARAMETERS = byId(Parameter.values(), Parameter::id);

  private DescriptionReader() {}

  /**
   * Reads it.
   *
   * @throws ProviderException MALFORMED_ANSWER if the versions do not fit or it makes no sense;
   *     abilities and parameters of a newer contract are passed over
   */
  static Description read(DescribeResponse said) {
    int version = said.getContractVersion();
    if (!ContractVersions.spoken(version)) {
      throw malformed(
          "speaks version "
              + version
              + " of the contract, expected "
              + ContractVersions.OLDEST
              + " to "
              + ContractVersions.NEWEST);
    }
    if (said.getModelsCount() > MOST_MODELS || said.getExtensionsCount() > MOST_MODELS) {
      throw malformed("lists more than " + MOST_MODELS + " models or extensions");
    }
    Map<String, ModelDescription> models = new LinkedHashMap<>();
    for (ProviderModel model : said.getModelsList()) {
      model(model)
          .ifPresent(
              read -> {
                if (models.put(read.name(), read) != null) {
                  throw malformed("lists model " + Excerpt.of(read.name()) + " twice");
                }
              });
    }
    if (models.isEmpty() && said.getModelsCount() > 0) {
      throw malformed("has no model with an ability that this gateway knows");
    }
    Map<Ability, Capability> capabilities = new LinkedHashMap<>();
    said.getCapabilitiesList()
        .forEach(c -> capability(c).ifPresent(read -> capabilities.put(read.ability(), read)));
    return new Description(
        version,
        Excerpt.of(said.getProvider()),
        models,
        Set.copyOf(said.getExtensionsList()),
        capabilities);
  }

  private static Optional<ModelDescription> model(ProviderModel said) {
    if (said.getName().isBlank() || said.getName().length() > LONGEST_NAME) {
      throw malformed("has a model named \"" + Excerpt.of(said.getName()) + "\"");
    }
    Optional<Modality> modality = modality(said);
    EnumSet<Ability> abilities = EnumSet.noneOf(Ability.class);
    said.getAbilitiesList()
        .forEach(id -> Optional.ofNullable(ABILITIES.get(id)).ifPresent(abilities::add));
    if (modality.isEmpty() || abilities.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ModelDescription(
              said.getName(),
              modality.get(),
              abilities,
              Excerpt.of(said.getAbout()),
              said.hasActiveParameters()
                  ? OptionalDouble.of(said.getActiveParameters())
                  : OptionalDouble.empty(),
              said.hasTotalParameters()
                  ? OptionalDouble.of(said.getTotalParameters())
                  : OptionalDouble.empty(),
              limit(said.hasContextTokens(), said.getContextTokens()),
              new ModelDescription.Limits(
                  limit(said.hasMinSide(), said.getMinSide()),
                  limit(said.hasMaxSide(), said.getMaxSide()),
                  limit(said.hasMaxCount(), said.getMaxCount()),
                  limit(said.hasMaxMillis(), said.getMaxMillis()),
                  limit(said.hasMaxInputCharacters(), said.getMaxInputCharacters()),
                  Set.copyOf(said.getFormatsList()))));
    } catch (IllegalArgumentException e) {
      throw malformed("has a model that makes no sense: " + e.getMessage());
    }
  }

  private static OptionalInt limit(boolean set, int value) {
    if (set && value < 1) {
      throw malformed("has a limit of " + value + ", expected at least 1");
    }
    return set ? OptionalInt.of(value) : OptionalInt.empty();
  }

  private static Optional<Modality> modality(ProviderModel said) {
    return switch (said.getModality()) {
      case MODALITY_TEXT -> Optional.of(Modality.TEXT);
      case MODALITY_IMAGE -> Optional.of(Modality.IMAGE);
      case MODALITY_AUDIO -> Optional.of(Modality.AUDIO);
      case MODALITY_VIDEO -> Optional.of(Modality.VIDEO);
      case MODALITY_UNSPECIFIED ->
          throw malformed("does not say what model " + Excerpt.of(said.getName()) + " puts out");
      case UNRECOGNIZED -> Optional.empty();
    };
  }

  private static Optional<Capability> capability(ProviderCapability said) {
    List<Parameter> parameters =
        said.getParametersList().stream()
            .flatMap(id -> Optional.ofNullable(PARAMETERS.get(id)).stream())
            .toList();
    return Optional.ofNullable(ABILITIES.get(said.getAbility()))
        .map(
            ability ->
                new Capability(
                    ability,
                    Set.copyOf(parameters),
                    said.getStreams(),
                    said.getJob(),
                    said.getCancels(),
                    Optional.of(said.getLabelKnob()).filter(knob -> !knob.isEmpty())));
  }

  private static <T> Map<String, T> byId(T[] all, Function<T, String> id) {
    return Arrays.stream(all).collect(Collectors.toUnmodifiableMap(id, Function.identity()));
  }

  private static ProviderException malformed(String what) {
    return new ProviderException(FailureKind.MALFORMED_ANSWER, "the plug-in " + what);
  }
}
