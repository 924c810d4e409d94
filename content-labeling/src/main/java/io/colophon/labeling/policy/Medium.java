package io.colophon.labeling.policy;

import java.util.Locale;
import java.util.Set;

/** What a piece of content is, as the regimes tell it apart. */
public enum Medium {
  /** Text without a container: an answer, a stream of words. */
  TEXT("text"),
  /** A still picture. */
  IMAGE("image"),
  /** Anything to listen to. */
  SOUND("sound"),
  /** Moving pictures, with or without sound. */
  FILM("film"),
  /** Text in a file that has room for metadata: PDF, DOCX, HTML, Markdown. */
  DOCUMENT("document");

  private static final Set<String> DOCUMENTS =
      Set.of(
          "text/html",
          "text/markdown",
          "application/xhtml+xml",
          "application/pdf",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document");

  private final String id;

  Medium(String id) {
    this.id = id;
  }

  /** The name used in documents and reports, for instance {@code sound}. */
  public String id() {
    return id;
  }

  /**
   * The medium of files of a type; {@link #TEXT} for what is none of the others.
   *
   * @param mimeType upper or lower case, parameters are ignored
   */
  public static Medium of(String mimeType) {
    int end = mimeType.indexOf(';');
    String type =
        (end < 0 ? mimeType : mimeType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    if (type.startsWith("image/")) {
      return IMAGE;
    }
    if (type.startsWith("audio/")) {
      return SOUND;
    }
    if (type.startsWith("video/")) {
      return FILM;
    }
    return DOCUMENTS.contains(type) ? DOCUMENT : TEXT;
  }
}
