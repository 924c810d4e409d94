package io.colophon.provider.spi;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A parameter of a {@link GenerationRequest} that a vendor may or may not have. */
public enum Parameter {
  TEXT_MAX_TOKENS,
  TEXT_TEMPERATURE,
  TEXT_TOP_P,
  TEXT_STOP,
  TEXT_SEED,
  TEXT_JSON_SCHEMA,
  TEXT_TOOLS,
  IMAGE_SIZE,
  IMAGE_COUNT,
  IMAGE_FORMAT,
  IMAGE_STEPS,
  IMAGE_GUIDANCE,
  IMAGE_SEED,
  IMAGE_NEGATIVE_PROMPT,
  IMAGE_SOURCE,
  IMAGE_MASK,
  IMAGE_STRENGTH,
  IMAGE_CONTROLS,
  AUDIO_VOICE,
  AUDIO_FORMAT,
  AUDIO_SPEED,
  AUDIO_DURATION,
  AUDIO_LANGUAGE,
  AUDIO_SEED,
  AUDIO_SOURCE,
  VIDEO_SIZE,
  VIDEO_DURATION,
  VIDEO_FPS,
  VIDEO_FORMAT,
  VIDEO_SEED,
  VIDEO_FIRST_FRAME,
  EMBEDDING_DIMENSIONS,
  ADAPTERS;

  private final String id = name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");

  /** The name used in translations and listings, for instance {@code image.negative_prompt}. */
  public String id() {
    return id;
  }

  /** The parameters that the request sets. */
  public static Set<Parameter> setOn(GenerationRequest request) {
    EnumSet<Parameter> set = EnumSet.noneOf(Parameter.class);
    add(set, ADAPTERS, !request.prompt().adapters().isEmpty());
    if (request instanceof GenerationRequest.Text text) {
      add(set, TEXT_MAX_TOKENS, text.maxTokens().isPresent());
      add(set, TEXT_TEMPERATURE, text.temperature().isPresent());
      add(set, TEXT_TOP_P, text.topP().isPresent());
      add(set, TEXT_STOP, !text.stop().isEmpty());
      add(set, TEXT_SEED, text.seed().isPresent());
      add(set, TEXT_JSON_SCHEMA, text.jsonSchema().isPresent());
      add(set, TEXT_TOOLS, !text.tools().isEmpty());
    } else if (request instanceof GenerationRequest.Image image) {
      add(set, IMAGE_SIZE, image.size().isPresent());
      add(set, IMAGE_COUNT, image.count() > 1);
      add(set, IMAGE_FORMAT, image.format().isPresent());
      add(set, IMAGE_STEPS, image.steps().isPresent());
      add(set, IMAGE_GUIDANCE, image.guidance().isPresent());
      add(set, IMAGE_SEED, image.seed().isPresent());
      add(set, IMAGE_NEGATIVE_PROMPT, image.negativePrompt().isPresent());
      add(set, IMAGE_SOURCE, image.source().isPresent());
      add(set, IMAGE_MASK, image.mask().isPresent());
      add(set, IMAGE_STRENGTH, image.strength().isPresent());
      add(set, IMAGE_CONTROLS, !image.controls().isEmpty());
    } else if (request instanceof GenerationRequest.Audio audio) {
      add(set, AUDIO_VOICE, audio.voice().isPresent());
      add(set, AUDIO_FORMAT, audio.format().isPresent());
      add(set, AUDIO_SPEED, audio.speed().isPresent());
      add(set, AUDIO_DURATION, audio.duration().isPresent());
      add(set, AUDIO_LANGUAGE, audio.language().isPresent());
      add(set, AUDIO_SEED, audio.seed().isPresent());
      add(set, AUDIO_SOURCE, audio.source().isPresent());
    } else if (request instanceof GenerationRequest.Video video) {
      add(set, VIDEO_SIZE, video.size().isPresent());
      add(set, VIDEO_DURATION, video.duration().isPresent());
      add(set, VIDEO_FPS, video.framesPerSecond().isPresent());
      add(set, VIDEO_FORMAT, video.format().isPresent());
      add(set, VIDEO_SEED, video.seed().isPresent());
      add(set, VIDEO_FIRST_FRAME, video.firstFrame().isPresent());
    } else if (request instanceof GenerationRequest.Embedding embedding) {
      add(set, EMBEDDING_DIMENSIONS, embedding.dimensions().isPresent());
    }
    return set;
  }

  private static void add(Set<Parameter> set, Parameter parameter, boolean isSet) {
    if (isSet) {
      set.add(parameter);
    }
  }
}
