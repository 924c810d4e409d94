package io.colophon.gateway.routing.filter;

import io.colophon.gateway.config.ModelConfig;
import io.colophon.gateway.routing.Target;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.ModelDescription;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a target puts out what is asked for and has every ability that it takes. A model that its
 * provider does not describe is only judged by the modality that the operator states.
 */
public final class CapabilityFilter implements TargetFilter {

  @Override
  public @Nullable Exclusion excludes(Target target, RequestFacts asked) {
    Optional<ModelDescription> description = target.description();
    if (description.isPresent()) {
      Set<Ability> declared = description.get().abilities();
      return declared.containsAll(asked.needs())
          ? null
          : Exclusion.of(FilterKind.CAPABILITY, "does not offer " + lacks(declared, asked));
    }
    Optional<Modality> stated = target.facts().map(ModelConfig::modality);
    return stated.isEmpty() || stated.get() == asked.request().modality()
        ? null
        : Exclusion.of(FilterKind.CAPABILITY, "puts out " + stated.get().id());
  }

  private static String lacks(Set<Ability> declared, RequestFacts asked) {
    EnumSet<Ability> lacking = EnumSet.copyOf(asked.needs());
    lacking.removeAll(declared);
    return lacking.stream().map(Ability::id).collect(Collectors.joining(", "));
  }
}
