package io.colophon.provider.vendors.dashscope;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Parameter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What DashScope can do at most; what one model can do depends on the model. */
final class DashScopeCapabilities {
  static final Set<String> TEXT_EXTENSIONS =
      Set.of(
          "top_k",
          "presence_penalty",
          "repetition_penalty",
          "tool_choice",
          "parallel_tool_calls",
          "response_format",
          "logprobs",
          "top_logprobs",
          "enable_search",
          "search_options",
          "enable_thinking",
          "thinking_budget");

  static final Set<String> IMAGE_EXTENSIONS = Set.of("prompt_extend", "style", "function");

  static final Set<String> VIDEO_EXTENSIONS =
      Set.of("prompt_extend", "resolution", "negative_prompt", "audio", "shot_type");

  static final Set<String> SPEECH_EXTENSIONS =
      Set.of("instructions", "sample_rate", "volume", "pitch", "bit_rate", "enable_ssml");

  static final List<Capability> ALL =
      List.of(
          text(Ability.TEXT),
          text(Ability.TOOLS),
          text(Ability.JSON_SCHEMA),
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
              true,
              Optional.of("watermark")),
          new Capability(
              Ability.IMAGE_TO_IMAGE,
              Set.of(
                  Parameter.IMAGE_SIZE,
                  Parameter.IMAGE_COUNT,
                  Parameter.IMAGE_SEED,
                  Parameter.IMAGE_NEGATIVE_PROMPT,
                  Parameter.IMAGE_SOURCE,
                  Parameter.IMAGE_MASK,
                  Parameter.IMAGE_STRENGTH),
              false,
              true,
              true,
              Optional.of("watermark")),
          new Capability(
              Ability.SPEECH,
              Set.of(
                  Parameter.AUDIO_VOICE,
                  Parameter.AUDIO_FORMAT,
                  Parameter.AUDIO_SPEED,
                  Parameter.AUDIO_LANGUAGE,
                  Parameter.AUDIO_SEED),
              true,
              false,
              true,
              Optional.of("enable_aigc_tag")),
          video(Ability.VIDEO, Set.of()),
          video(Ability.IMAGE_TO_VIDEO, Set.of(Parameter.VIDEO_FIRST_FRAME)));

  private DashScopeCapabilities() {}

  private static Capability text(Ability ability) {
    return new Capability(
        ability,
        Set.of(
            Parameter.TEXT_MAX_TOKENS,
            Parameter.TEXT_TEMPERATURE,
            Parameter.TEXT_TOP_P,
            Parameter.TEXT_STOP,
            Parameter.TEXT_SEED,
            Parameter.TEXT_JSON_SCHEMA,
            Parameter.TEXT_TOOLS),
        true,
        false,
        true,
        Optional.empty());
  }

  private static Capability video(Ability ability, Set<Parameter> more) {
    Set<Parameter> takes = new HashSet<>(more);
    takes.addAll(Set.of(Parameter.VIDEO_SIZE, Parameter.VIDEO_DURATION, Parameter.VIDEO_SEED));
    return new Capability(ability, takes, false, true, true, Optional.of("watermark"));
  }
}
