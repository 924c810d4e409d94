package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.Bound;
import io.colophon.gateway.config.yaml.KeyPath;
import io.colophon.provider.spi.Modality;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which units a model can report, as far as the configuration tells what it puts out. */
final class Reporting {
  private final Map<String, Set<Modality>> modalities = new HashMap<>();

  /** By the facts about the model; where there are none, by the routes that use it. */
  Reporting(Bound bound) {
    bound.each(
        RouteConfig.class,
        (path, route) ->
            route
                .targets()
                .forEach(
                    target ->
                        modalities
                            .computeIfAbsent(target.model(), m -> EnumSet.noneOf(Modality.class))
                            .addAll(
                                route
                                    .match()
                                    .modality()
                                    .map(EnumSet::of)
                                    .orElseGet(() -> EnumSet.allOf(Modality.class)))));
    bound.each(
        ModelConfig.class,
        (path, model) -> {
          Set<Modality> known = EnumSet.of(model.modality());
          model.targetModel().ifPresent(name -> modalities.put(name, known));
          modalities.entrySet().stream()
              .filter(entry -> KeyPath.child("models", entry.getKey()).equals(path))
              .forEach(entry -> entry.setValue(known));
          named(path).ifPresent(name -> modalities.put(name, known));
        });
  }

  /** The name behind {@code models.}, where it needs no quotes in a path. */
  private static Optional<String> named(String path) {
    String prefix = "models.";
    String name = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
    return !name.isEmpty() && KeyPath.child("models", name).equals(path)
        ? Optional.of(name)
        : Optional.empty();
  }

  /** Why the model cannot report the unit; empty if it can, or if nobody knows what it puts out. */
  Optional<String> whyNot(PricedUnit unit, String model) {
    Set<Modality> puts = modalities.get(model);
    if (puts == null || puts.stream().anyMatch(unit.reportedBy()::contains)) {
      return Optional.empty();
    }
    return Optional.of(
        "expected a unit that "
            + model
            + " can report: it puts out "
            + String.join(", ", puts.stream().map(Modality::id).toList())
            + ", this unit is of "
            + String.join(", ", unit.reportedBy().stream().map(Modality::id).toList()));
  }
}
