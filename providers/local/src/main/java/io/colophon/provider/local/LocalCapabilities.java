package io.colophon.provider.local;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the embedded models take. A model of an ability may take less than is said here, and then
 * reports it.
 */
final class LocalCapabilities {
  static final List<Capability> ALL =
      List.of(
          streamed(
              Ability.TEXT,
              Parameter.TEXT_MAX_TOKENS,
              Parameter.TEXT_TEMPERATURE,
              Parameter.TEXT_TOP_P,
              Parameter.TEXT_STOP,
              Parameter.TEXT_SEED),
          whole(
              Ability.IMAGE,
              Parameter.IMAGE_SIZE,
              Parameter.IMAGE_COUNT,
              Parameter.IMAGE_FORMAT,
              Parameter.IMAGE_STEPS,
              Parameter.IMAGE_SEED,
              Parameter.IMAGE_NEGATIVE_PROMPT),
          whole(
              Ability.IMAGE_TO_IMAGE,
              Parameter.IMAGE_SIZE,
              Parameter.IMAGE_COUNT,
              Parameter.IMAGE_FORMAT,
              Parameter.IMAGE_STEPS,
              Parameter.IMAGE_SEED,
              Parameter.IMAGE_NEGATIVE_PROMPT,
              Parameter.IMAGE_SOURCE,
              Parameter.IMAGE_STRENGTH),
          whole(
              Ability.SPEECH,
              Parameter.AUDIO_VOICE,
              Parameter.AUDIO_FORMAT,
              Parameter.AUDIO_SPEED,
              Parameter.AUDIO_LANGUAGE),
          whole(
              Ability.MUSIC,
              Parameter.AUDIO_FORMAT,
              Parameter.AUDIO_DURATION,
              Parameter.AUDIO_SEED),
          whole(
              Ability.VIDEO,
              Parameter.VIDEO_SIZE,
              Parameter.VIDEO_DURATION,
              Parameter.VIDEO_FPS,
              Parameter.VIDEO_FORMAT,
              Parameter.VIDEO_SEED),
          whole(
              Ability.IMAGE_TO_VIDEO,
              Parameter.VIDEO_SIZE,
              Parameter.VIDEO_DURATION,
              Parameter.VIDEO_FPS,
              Parameter.VIDEO_FORMAT,
              Parameter.VIDEO_SEED,
              Parameter.VIDEO_FIRST_FRAME));

  private LocalCapabilities() {}

  private static Capability streamed(Ability ability, Parameter... parameters) {
    return new Capability(ability, Set.of(parameters), true, false, true, Optional.empty());
  }

  private static Capability whole(Ability ability, Parameter... parameters) {
    return new Capability(ability, Set.of(parameters), false, false, true, Optional.empty());
  }
}
