package io.colophon.labeling.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Tags of M4A: the boxes {@code udta} and {@code meta} of the movie, and XMP beside it. The movie
 * box stands behind the samples in what we code, so it may grow.
 */
final class M4aTags {
  private static final Set<String> TAGS = Set.of("udta", "meta");

  private M4aTags() {}

  /** A box with its head. */
  private record Part(String name, long at, long body, long end) {
    long length() {
      return end - at;
    }
  }

  static void carry(Source tags, Source sound, LabelOutput output, List<String> notes)
      throws IOException {
    List<Part> coded = parts(sound, 0, sound.size());
    List<Part> described = parts(tags, 0, tags.size());
    boolean last = !coded.isEmpty() && coded.get(coded.size() - 1).name().equals("moov");
    if (!last) {
      Notes.add(notes, Notes.DROPPED_TAGS);
      output.copy(sound, 0, sound.size());
      return;
    }
    Part movie = coded.get(coded.size() - 1);
    List<Part> own = parts(sound, movie.body(), movie.end());
    own.removeIf(part -> TAGS.contains(part.name()));
    List<Part> carried = new ArrayList<>();
    List<Part> beside = new ArrayList<>();
    for (Part part : described) {
      if (part.name().equals("moov")) {
        carried.addAll(parts(tags, part.body(), part.end()));
      } else if (part.name().equals("uuid") && tags.has(part.body(), Mp4Xmp.UUID)) {
        beside.add(part);
      }
    }
    carried.removeIf(part -> !TAGS.contains(part.name()));
    long length = 8 + length(own) + length(carried);
    if (length > Integer.MAX_VALUE) {
      throw new MalformedMediaException("mp4.tags", "tags of " + length(carried) + " bytes");
    }
    output.copy(sound, 0, movie.at());
    output.write(SoundTags.boxHead(length, "moov"));
    for (Part part : own) {
      output.copy(sound, part.at(), part.length());
    }
    for (Part part : carried) {
      output.copy(tags, part.at(), part.length());
    }
    for (Part part : beside) {
      output.copy(tags, part.at(), part.length());
    }
  }

  private static long length(List<Part> parts) {
    return parts.stream().mapToLong(Part::length).sum();
  }

  private static List<Part> parts(Source file, long from, long to) throws IOException {
    List<Part> parts = new ArrayList<>();
    Chunks count = new Chunks();
    for (long at = from; at + 8 <= to; ) {
      count.next();
      long size = file.u32be(at);
      long body = at + 8;
      if (size == 1) {
        size = file.i64be(at + 8);
        body = at + 16;
      } else if (size == 0) {
        size = to - at;
      }
      if (size < body - at || size > to - at) {
        throw new MalformedMediaException(
            "mp4.box", "box of " + size + " bytes at " + at + ", expected at most " + (to - at));
      }
      parts.add(new Part(file.fourcc(at + 4), at, body, at + size));
      at += size;
    }
    return parts;
  }
}
