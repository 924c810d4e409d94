package io.colophon.gateway.config;

import java.util.Optional;

/** A fact of a request that a condition may name; {@code metadata.NAME} is one beyond these. */
public enum RequestFact {
  TENANT("tenant", false),
  KEY("key", false),
  END_USER("end-user", false),
  MODEL("model", false),
  MODALITY("modality", false),
  JOB("job", false),
  INPUT_TOKENS("input-tokens", true),
  INPUT_CHARACTERS("input-characters", true),
  MESSAGES("messages", true),
  MAX_TOKENS("max-tokens", true),
  TOOLS("tools", true),
  IMAGE_WIDTH("image.width", true),
  IMAGE_HEIGHT("image.height", true),
  IMAGE_COUNT("image.count", true),
  IMAGE_STEPS("image.steps", true),
  AUDIO_KIND("audio.kind", false),
  AUDIO_VOICE("audio.voice", false),
  AUDIO_LANGUAGE("audio.language", false),
  AUDIO_SECONDS("audio.seconds", true),
  VIDEO_WIDTH("video.width", true),
  VIDEO_HEIGHT("video.height", true),
  VIDEO_SECONDS("video.seconds", true),
  VIDEO_FPS("video.fps", true);

  /** What comes before the name of an attribute that the caller sends along. */
  public static final String METADATA = "metadata.";

  private final String id;
  private final boolean numeric;

  RequestFact(String id, boolean numeric) {
    this.id = id;
    this.numeric = numeric;
  }

  /** As conditions name it. */
  public String id() {
    return id;
  }

  /** Whether it is a number, and no other text. */
  public boolean isNumeric() {
    return numeric;
  }

  /** The fact of that name; empty for metadata and for what is none. */
  public static Optional<RequestFact> of(String id) {
    for (RequestFact fact : values()) {
      if (fact.id.equals(id)) {
        return Optional.of(fact);
      }
    }
    return Optional.empty();
  }
}
