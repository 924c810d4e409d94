package io.colophon.provider.remote;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a plug-in says of itself. Immutable.
 *
 * @param version of the contract, as agreed on
 * @param provider name and version, for logs; may be empty
 * @param models by name; empty means that it may offer any
 * @param extensions keys that it understands
 * @param capabilities by ability; one that is missing takes every parameter
 */
record Description(
    int version,
    String provider,
    Map<String, ModelDescription> models,
    Set<String> extensions,
    Map<Ability, Capability> capabilities) {
  Description {
    models = Map.copyOf(models);
    extensions = Set.copyOf(extensions);
    capabilities = Map.copyOf(capabilities);
  }

  List<ModelDescription> modelList() {
    return models.values().stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
  }

  /** Parameters that all of {@code needs} together take; empty when it was not said. */
  Optional<Set<Parameter>> parameters(Set<Ability> needs) {
    Set<Parameter> taken = new java.util.HashSet<>();
    for (Ability ability : needs) {
      Capability capability = capabilities.get(ability);
      if (capability == null) {
        return Optional.empty();
      }
      taken.addAll(capability.parameters());
    }
    return Optional.of(taken);
  }
}
