package io.colophon.provider.http;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Parameter;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a deployment offers: the models that its configuration lists, within what its type can do. A
 * deployment that lists no model takes any name. Immutable.
 */
public final class Offers {
  private final Map<String, ModelDescription> models = new LinkedHashMap<>();
  private final List<Capability> capabilities;

  /**
   * @param capabilities what the type of provider can do at most
   * @throws IllegalArgumentException if a model is listed twice, or with an ability that the type
   *     does not have
   */
  public Offers(List<ModelDescription> listed, List<Capability> capabilities) {
    this.capabilities = List.copyOf(capabilities);
    Set<Ability> all = EnumSet.noneOf(Ability.class);
    capabilities.forEach(capability -> all.add(capability.ability()));
    for (ModelDescription model : listed) {
      for (Ability ability : model.abilities()) {
        if (!all.contains(ability)) {
          throw new IllegalArgumentException(
              "model "
                  + model.name()
                  + " lists "
                  + ability.id()
                  + ", expected one of "
                  + all.stream().map(Ability::id).toList());
        }
      }
      if (models.put(model.name(), model) != null) {
        throw new IllegalArgumentException("model " + model.name() + " is listed twice");
      }
    }
  }

  /** As configured; absent: any name. */
  public static Offers of(Optional<List<OfferedModel>> listed, List<Capability> capabilities) {
    return new Offers(
        listed.orElse(List.of()).stream().map(OfferedModel::describe).toList(), capabilities);
  }

  /** The models that are listed. */
  public List<ModelDescription> models() {
    return List.copyOf(models.values());
  }

  /** Why the request cannot be served here; empty if it can. */
  public Optional<ProviderException> refusal(GenerationRequest request) {
    String name = request.prompt().model().name();
    if (models.isEmpty()) {
      for (Ability ability : request.needs()) {
        if (capabilities.stream().noneMatch(one -> one.ability() == ability)) {
          return Optional.of(
              new ProviderException(
                  FailureKind.UNSUPPORTED, ability.id() + " is not what this provider does"));
        }
      }
      return Optional.empty();
    }
    ModelDescription known = models.get(name);
    if (known == null) {
      return Optional.of(
          new ProviderException(
              FailureKind.MODEL_UNAVAILABLE, "model " + name + " is not listed as offered"));
    }
    return known.serves(request)
        ? Optional.empty()
        : Optional.of(
            new ProviderException(
                FailureKind.UNSUPPORTED, "model " + name + " is not listed as able to do that"));
  }

  /**
   * What of the request is not passed on, by the parameters of the abilities that it needs.
   *
   * @param extensions names of extensions that are understood
   * @return a list that the caller may add to
   */
  public List<Translation> dropped(GenerationRequest request, Set<String> extensions) {
    Set<Parameter> takes = EnumSet.noneOf(Parameter.class);
    for (Capability capability : capabilities) {
      if (request.needs().contains(capability.ability())) {
        takes.addAll(capability.parameters());
      }
    }
    return Dropped.of(request, takes, extensions);
  }
}
