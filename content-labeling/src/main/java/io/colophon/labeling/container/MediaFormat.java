package io.colophon.labeling.container;

import java.io.IOException;

/** One file format: how it is recognised and where labels stand in it. Stateless. */
public interface MediaFormat {
  /** So many first bytes are shown to {@link #recognises}. */
  int HEAD_BYTES = 64;

  /** The registered mime type. */
  String mimeType();

  /**
   * Whether a file that begins with these bytes, at most {@link #HEAD_BYTES}, is of this format.
   */
  boolean recognises(byte[] head);

  /**
   * Hands every label to {@code labels}, in file order, and whatever else is worth telling.
   *
   * @throws MalformedMediaException where the structure breaks; labels seen before stay seen
   * @throws IOException if the file cannot be read
   */
  void read(Source file, LabelSink labels) throws IOException;
}
