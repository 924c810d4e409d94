package io.colophon.provider.http;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.ModelDescription;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A model that a deployment is configured to offer. A deployment that lists none may be asked for
 * any model, and only the upstream's answer tells whether it has it.
 *
 * @param name as the upstream knows it
 * @param abilities what it can do; all of one modality, never empty
 * @param contextTokens most tokens of input and output together; absent: unknown
 */
public record OfferedModel(String name, List<Ability> abilities, Optional<Integer> contextTokens) {
  public OfferedModel {
    abilities = List.copyOf(abilities);
    if (abilities.isEmpty()) {
      throw new IllegalArgumentException("model " + name + " lists no abilities");
    }
  }

  /**
   * The model in the terms of the plug-in interface.
   *
   * @throws IllegalArgumentException if the abilities are of several modalities
   */
  public ModelDescription describe() {
    Set<Ability> all = EnumSet.copyOf(abilities);
    return new ModelDescription(
        name,
        abilities.get(0).modality(),
        all,
        "",
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        contextTokens.map(OptionalInt::of).orElseGet(OptionalInt::empty),
        ModelDescription.Limits.NONE);
  }
}
