package io.colophon.provider.vendors.openai;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Parameter;
import io.colophon.provider.vendors.chat.ChatAttempt;
import io.colophon.provider.vendors.chat.ChatHabits;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  static final Set<Parameter> IMAGE =
      EnumSet.of(
          Parameter.IMAGE_SIZE,
          Parameter.IMAGE_COUNT,
          Parameter.IMAGE_FORMAT,
          Parameter.IMAGE_SOURCE,
          Parameter.IMAGE_MASK);

  static final Set<String> IMAGE_EXTENSIONS =
      Set.of(
          "quality",
          "background",
          "style",
          "output_compression",
          "moderation",
          "partial_images",
          "user");

  static final Set<Parameter> SPEECH =
      EnumSet.of(Parameter.AUDIO_VOICE, Parameter.AUDIO_FORMAT, Parameter.AUDIO_SPEED);

  static final Set<String> SPEECH_EXTENSIONS = Set.of("instructions");

  static final Set<Parameter> TRANSCRIPTION =
      EnumSet.of(Parameter.AUDIO_SOURCE, Parameter.AUDIO_LANGUAGE);

  static final Set<String> NO_EXTENSIONS = Set.of();

  static final Set<String> ALL_EXTENSIONS =
      Stream.of(ChatHabits.USUAL_EXTENSIONS, IMAGE_EXTENSIONS, SPEECH_EXTENSIONS)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

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
              Optional.empty()),
          media(Ability.IMAGE, IMAGE, false),
          media(Ability.IMAGE_TO_IMAGE, IMAGE, false),
          media(Ability.SPEECH, SPEECH, true),
          media(Ability.TRANSCRIPTION, TRANSCRIPTION, true));

  private OpenAiCapabilities() {}

  private static Capability media(Ability ability, Set<Parameter> takes, boolean streams) {
    return new Capability(ability, takes, streams, false, true, Optional.empty());
  }

  private static Capability text(Ability ability) {
    return new Capability(ability, ChatAttempt.TAKES, true, false, true, Optional.empty());
  }
}
