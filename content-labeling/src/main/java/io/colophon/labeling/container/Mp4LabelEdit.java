package io.colophon.labeling.container;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/**
 * Puts the label into {@code moov/udta/meta} and takes out every other that stands in the movie or
 * one of its tracks. Other names and values stay. Where {@code udta} has a list without names, as
 * music players write it, ours is a box beside it.
 */
final class Mp4LabelEdit {
  private Mp4LabelEdit() {}

  /** Edits the movie. */
  static void apply(Mp4Tree movie, String json, List<String> notes) throws IOException {
    clean(movie, notes);
    for (Mp4Tree box : movie.children()) {
      if (box.type().equals("trak")) {
        clean(box, notes);
      }
    }
    Mp4Tree userData =
        movie.children().stream().filter(box -> box.type().equals("udta")).findFirst().orElse(null);
    if (userData == null) {
      userData = Mp4Tree.container("udta", new byte[0], List.of());
      movie.children().add(userData);
    }
    for (Mp4Tree box : userData.children()) {
      if (box.type().equals("meta")) {
        Mp4Meta meta = Mp4Meta.of(box.content());
        if (meta.isKeyed()) {
          meta.add(json);
          box.become("meta", meta.bytes());
          return;
        }
      }
    }
    Mp4Meta meta = Mp4Meta.empty();
    meta.add(json);
    userData.children().add(0, Mp4Tree.leaf("meta", meta.bytes()));
  }

  /** Takes labels out of the lists directly in a box and in its user data. */
  private static void clean(Mp4Tree parent, List<String> notes) throws IOException {
    for (Iterator<Mp4Tree> boxes = parent.children().iterator(); boxes.hasNext(); ) {
      Mp4Tree box = boxes.next();
      switch (box.type()) {
        case "udta" -> clean(box, notes);
        case "meta" -> {
          Mp4Meta meta = Mp4Meta.of(box.content());
          if (meta.removeLabels()) {
            Notes.add(notes, Notes.REPLACED_LABEL);
            if (meta.isEmpty()) {
              boxes.remove();
            } else {
              box.become("meta", meta.bytes());
            }
          }
        }
        case "XMP_" -> {
          Mp4Xmp xmp = Mp4Xmp.of(box.bytes());
          if (xmp.removeLabels(notes)) {
            box.become("XMP_", xmp.bytes());
          }
        }
        default -> {}
      }
    }
  }
}
