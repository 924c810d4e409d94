package io.colophon.provider.vendors.gemini;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Parameter;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the Gemini API can do at most. It has no switch for a label: pictures, speech and films bear
 * Google's SynthID watermark whatever is asked.
 */
final class GeminiCapabilities {

  private static final Set<Parameter> TEXT =
      EnumSet.of(
          Parameter.TEXT_MAX_TOKENS,
          Parameter.TEXT_TEMPERATURE,
          Parameter.TEXT_TOP_P,
          Parameter.TEXT_STOP,
          Parameter.TEXT_SEED,
          Parameter.TEXT_JSON_SCHEMA,
          Parameter.TEXT_TOOLS);

  private static final Set<Parameter> IMAGE =
      EnumSet.of(Parameter.IMAGE_SIZE, Parameter.IMAGE_COUNT, Parameter.IMAGE_SEED);

  private static final Set<Parameter> IMAGE_TO_IMAGE =
      EnumSet.of(
          Parameter.IMAGE_SIZE,
          Parameter.IMAGE_COUNT,
          Parameter.IMAGE_SEED,
          Parameter.IMAGE_SOURCE);

  private static final Set<Parameter> SPEECH =
      EnumSet.of(
          Parameter.AUDIO_VOICE,
          Parameter.AUDIO_FORMAT,
          Parameter.AUDIO_LANGUAGE,
          Parameter.AUDIO_SEED);

  private static final Set<Parameter> VIDEO =
      EnumSet.of(Parameter.VIDEO_SIZE, Parameter.VIDEO_DURATION, Parameter.VIDEO_SEED);

  private static final Set<Parameter> IMAGE_TO_VIDEO =
      EnumSet.of(
          Parameter.VIDEO_SIZE,
          Parameter.VIDEO_DURATION,
          Parameter.VIDEO_SEED,
          Parameter.VIDEO_FIRST_FRAME);

  /** Extensions of requests for text. */
  static final Set<String> TEXT_EXTENSIONS =
      Set.of(
          "presence_penalty",
          "frequency_penalty",
          "top_k",
          "reasoning_effort",
          "tool_choice",
          "response_format",
          "safety_settings",
          "cached_content",
          "thinking_config",
          "media_resolution");

  /** Extensions of requests for pictures and speech. */
  static final Set<String> MEDIA_EXTENSIONS = Set.of("safety_settings");

  /** Extensions of requests for vectors. */
  static final Set<String> EMBEDDING_EXTENSIONS = Set.of("task_type");

  /** Extensions of requests for films. */
  static final Set<String> VIDEO_EXTENSIONS = Set.of("negative_prompt", "person_generation");

  /** Extensions of any request. */
  static final Set<String> ALL_EXTENSIONS =
      Stream.of(TEXT_EXTENSIONS, MEDIA_EXTENSIONS, EMBEDDING_EXTENSIONS, VIDEO_EXTENSIONS)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  static final List<Capability> ALL =
      List.of(
          capability(Ability.TEXT, TEXT, true, false, true),
          capability(Ability.JSON_SCHEMA, TEXT, true, false, true),
          capability(Ability.TOOLS, TEXT, true, false, true),
          capability(Ability.IMAGE_UNDERSTANDING, TEXT, true, false, true),
          capability(Ability.EMBEDDING, Set.of(Parameter.EMBEDDING_DIMENSIONS), false, false, true),
          capability(Ability.IMAGE, IMAGE, false, false, true),
          capability(Ability.IMAGE_TO_IMAGE, IMAGE_TO_IMAGE, false, false, true),
          capability(Ability.SPEECH, SPEECH, false, false, true),
          capability(Ability.VIDEO, VIDEO, false, true, false),
          capability(Ability.IMAGE_TO_VIDEO, IMAGE_TO_VIDEO, false, true, false));

  private GeminiCapabilities() {}

  private static Capability capability(
      Ability ability, Set<Parameter> parameters, boolean streams, boolean job, boolean cancels) {
    return new Capability(ability, parameters, streams, job, cancels, Optional.empty());
  }
}
