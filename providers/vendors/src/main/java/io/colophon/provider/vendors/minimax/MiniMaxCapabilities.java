package io.colophon.provider.vendors.minimax;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What MiniMax can do at most. Its chat knows neither seeds nor stop texts. */
final class MiniMaxCapabilities {
  static final Set<String> TEXT_EXTENSIONS =
      Set.of("tool_choice", "response_format", "mask_sensitive_info");

  static final Set<String> SPEECH_EXTENSIONS =
      Set.of("volume", "pitch", "emotion", "sample_rate", "bitrate");

  static final Set<String> MUSIC_EXTENSIONS =
      Set.of("lyrics", "is_instrumental", "lyrics_optimizer", "sample_rate", "bitrate");

  static final Set<String> IMAGE_EXTENSIONS = Set.of("aspect_ratio", "prompt_optimizer");

  static final Set<String> VIDEO_EXTENSIONS =
      Set.of("resolution", "prompt_optimizer", "fast_pretreatment");

  private static final Optional<String> KNOB = Optional.of("aigc_watermark");

  static final List<Capability> ALL =
      List.of(
          text(Ability.TEXT),
          text(Ability.TOOLS),
          text(Ability.JSON_SCHEMA),
          text(Ability.IMAGE_UNDERSTANDING),
          new Capability(
              Ability.SPEECH,
              Set.of(
                  Parameter.AUDIO_VOICE,
                  Parameter.AUDIO_FORMAT,
                  Parameter.AUDIO_SPEED,
                  Parameter.AUDIO_LANGUAGE),
              true,
              false,
              true,
              KNOB),
          new Capability(Ability.MUSIC, Set.of(Parameter.AUDIO_FORMAT), false, false, true, KNOB),
          new Capability(
              Ability.IMAGE,
              Set.of(Parameter.IMAGE_SIZE, Parameter.IMAGE_COUNT, Parameter.IMAGE_SEED),
              false,
              false,
              true,
              KNOB),
          new Capability(
              Ability.IMAGE_TO_IMAGE,
              Set.of(
                  Parameter.IMAGE_SIZE,
                  Parameter.IMAGE_COUNT,
                  Parameter.IMAGE_SEED,
                  Parameter.IMAGE_SOURCE),
              false,
              false,
              true,
              KNOB),
          new Capability(
              Ability.VIDEO,
              Set.of(Parameter.VIDEO_SIZE, Parameter.VIDEO_DURATION),
              false,
              true,
              false,
              KNOB),
          new Capability(
              Ability.IMAGE_TO_VIDEO,
              Set.of(Parameter.VIDEO_SIZE, Parameter.VIDEO_DURATION, Parameter.VIDEO_FIRST_FRAME),
              false,
              true,
              false,
              KNOB));

  private MiniMaxCapabilities() {}

  private static Capability text(Ability ability) {
    return new Capability(
        ability,
        Set.of(
            Parameter.TEXT_MAX_TOKENS,
            Parameter.TEXT_TEMPERATURE,
            Parameter.TEXT_TOP_P,
            Parameter.TEXT_JSON_SCHEMA,
            Parameter.TEXT_TOOLS),
        true,
        false,
        true,
        Optional.empty());
  }
}
