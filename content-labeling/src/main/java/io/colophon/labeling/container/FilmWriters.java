package io.colophon.labeling.container;

import java.util.List;

/** The writers of films, and of M4A, which is a film without pictures. */
public final class FilmWriters {
  private FilmWriters() {}

  /** One for each container. */
  public static List<LabelWriter> all() {
    return List.of(new Mp4Writer(), new MatroskaWriter(), new AviWriter(), new FlvWriter());
  }
}
