package io.colophon.provider.vendors.openai;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Parameter;
import io.colophon.provider.vendors.chat.ChatAttempt;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What OpenAI's interfaces can do at most. */
final class OpenAiCapabilities {

  /** Parameters of the responses interface, which knows neither stop texts nor seeds. */
  static final Set<Parameter> RESPONSES =
      EnumSet.of(
          Parameter.TEXT_MAX_TOKENS,
          Parameter.TEXT_TEMPERATURE,
          Parameter.TEXT_TOP_P,
          Parameter.TEXT_JSON_SCHEMA,
          Parameter.TEXT_TOOLS);

  /** Extensions of the chat interface that the responses interface has too. */
  static final Set<String> RESPONSES_EXTENSIONS =
      Set.of(
          "top_logprobs",
          "reasoning_effort",
          "tool_choice",
          "parallel_tool_calls",
          "user",
          "response_format",
          "service_tier",
          "verbosity");

  static final List<Capability> ALL =
      List.of(
          text(Ability.TEXT),
          text(Ability.JSON_SCHEMA),
          text(Ability.TOOLS),
          text(Ability.IMAGE_UNDERSTANDING),
          new Capability(
              Ability.EMBEDDING,
              Set.of(Parameter.EMBEDDING_DIMENSIONS),
              false,
              false,
              true,
              Optional.empty()));

  private OpenAiCapabilities() {}

  private static Capability text(Ability ability) {
    return new Capability(ability, ChatAttempt.TAKES, true, false, true, Optional.empty());
  }
}
