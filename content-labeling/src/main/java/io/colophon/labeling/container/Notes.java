package io.colophon.labeling.container;

import java.util.List;

/** Codes of what a writer found on its input and did not keep. */
public final class Notes {
  /** The input bore a China label; there may be only one. */
  public static final String REPLACED_LABEL = "replaced-label";

  /** The input's XMP could not be read or was too large. */
  public static final String REPLACED_XMP = "replaced-xmp";

  /** The input bore a C2PA manifest, which the label would have broken. */
  public static final String REMOVED_C2PA = "removed-c2pa";

  /** The input had a stream that is neither the sound nor the film, for instance a cover. */
  public static final String DROPPED_STREAM = "dropped-stream";

  /** The sound was Vorbis and is Opus now, in the same container. */
  public static final String VORBIS_TO_OPUS = "vorbis-to-opus";

  /** The file is too short, too small or too quiet for the imperceptible mark; it has none. */
  public static final String NO_ROOM_FOR_WATERMARK = "no-room-for-watermark";

  /** A voice was asked for where only notes can be played; the rhythm says it instead. */
  public static final String RHYTHM_FOR_VOICE = "rhythm-for-voice";

  /** The input had bytes behind the end that its header tells. */
  public static final String DROPPED_TRAILING_DATA = "dropped-trailing-data";

  /** The input had tags of a kind that could not be carried over. */
  public static final String DROPPED_TAGS = "dropped-tags";

  private Notes() {}

  /** Adds a code once. */
  public static void add(List<String> notes, String code) {
    if (!notes.contains(code)) {
      notes.add(code);
    }
  }
}
