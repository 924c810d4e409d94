package io.colophon.provider.vendors.qianfan;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the interface can do at most. */
final class QianfanCapabilities {
  static final Set<String> EXTENSIONS =
      Set.of(
          "penalty_score",
          "response_format",
          "tool_choice",
          "user",
          "disable_search",
          "enable_citation");

  static final List<Capability> ALL = List.of(text(Ability.TEXT), text(Ability.TOOLS));

  private QianfanCapabilities() {}

  private static Capability text(Ability ability) {
    return new Capability(
        ability,
        Set.of(
            Parameter.TEXT_MAX_TOKENS,
            Parameter.TEXT_TEMPERATURE,
            Parameter.TEXT_TOP_P,
            Parameter.TEXT_STOP,
            Parameter.TEXT_TOOLS),
        true,
        false,
        true,
        Optional.empty());
  }
}
