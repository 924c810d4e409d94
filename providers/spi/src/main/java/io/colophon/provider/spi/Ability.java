package io.colophon.provider.spi;

import java.util.Locale;

/**
 * One thing that a model may be able to do. A provider declares the abilities of each model in its
 * {@link ModelDescription}; the gateway never sends a request that needs an undeclared one, and the
 * contract suite runs every declared one.
 */
public enum Ability {
  /** Messages in, text out. */
  TEXT(Modality.TEXT),
  /** Text that conforms to a JSON schema in the request. */
  JSON_SCHEMA(Modality.TEXT),
  /** Calls of tools that the request declares. */
  TOOLS(Modality.TEXT),
  /** Texts in, one vector for each out. */
  EMBEDDING(Modality.TEXT),
  /** Images among the inputs of a text request. */
  IMAGE_UNDERSTANDING(Modality.TEXT),
  /** A description in, pictures out. */
  IMAGE(Modality.IMAGE),
  /** A picture and a description in, a changed picture out, guided by {@code strength}. */
  IMAGE_TO_IMAGE(Modality.IMAGE),
  /** Text in, spoken words out. */
  SPEECH(Modality.AUDIO),
  /** A description in, music out. */
  MUSIC(Modality.AUDIO),
  /** A description in, a sound effect out. */
  SOUND(Modality.AUDIO),
  /** Recorded speech in, its words out as text. */
  TRANSCRIPTION(Modality.AUDIO),
  /** A description in, a moving picture out. */
  VIDEO(Modality.VIDEO),
  /** A first frame and a description in, a moving picture out. */
  IMAGE_TO_VIDEO(Modality.VIDEO);

  private final Modality modality;
  private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

  Ability(Modality modality) {
    this.modality = modality;
  }

  /** The modality of a request that needs this ability. */
  public Modality modality() {
    return modality;
  }

  /** The name used in configuration and listings, for instance {@code image-to-image}. */
  public String id() {
    return id;
  }
}
