package io.colophon.provider.vendors.spark;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Spark can do at most. It knows neither top-p nor stop texts nor seeds. */
final class SparkCapabilities {
  static final Set<String> EXTENSIONS = Set.of("top_k", "user");

  static final List<Capability> ALL = List.of(text(Ability.TEXT), text(Ability.TOOLS));

  private SparkCapabilities() {}

  private static Capability text(Ability ability) {
    return new Capability(
        ability,
        Set.of(Parameter.TEXT_MAX_TOKENS, Parameter.TEXT_TEMPERATURE, Parameter.TEXT_TOOLS),
        true,
        false,
        true,
        Optional.empty());
  }
}
