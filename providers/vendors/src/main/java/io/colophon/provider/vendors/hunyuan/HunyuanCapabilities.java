package io.colophon.provider.vendors.hunyuan;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Hunyuan can do at most. The chat interface knows no limit of output tokens. */
final class HunyuanCapabilities {
  /** Extensions of text and what the vendor calls them. */
  static final Set<String> TEXT_EXTENSIONS =
      Set.of(
          "tool_choice",
          "EnableEnhancement",
          "EnableThinking",
          "StreamModeration",
          "SearchInfo",
          "Citation");

  static final Set<String> IMAGE_EXTENSIONS = Set.of("style", "Revise");

  static final List<Capability> ALL =
      List.of(
          text(Ability.TEXT),
          text(Ability.TOOLS),
          text(Ability.IMAGE_UNDERSTANDING),
          new Capability(
              Ability.IMAGE,
              Set.of(
                  Parameter.IMAGE_SIZE,
                  Parameter.IMAGE_COUNT,
                  Parameter.IMAGE_SEED,
                  Parameter.IMAGE_NEGATIVE_PROMPT),
              false,
              true,
              false,
              Optional.of("LogoAdd")));

  private HunyuanCapabilities() {}

  private static Capability text(Ability ability) {
    return new Capability(
        ability,
        Set.of(
            Parameter.TEXT_TEMPERATURE,
            Parameter.TEXT_TOP_P,
            Parameter.TEXT_STOP,
            Parameter.TEXT_SEED,
            Parameter.TEXT_TOOLS),
        true,
        false,
        true,
        Optional.empty());
  }
}
