package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What an MP4 or QuickTime file says about its film as a whole: user data, named items, XMP. Coders
 * that write films anew keep a part of it; this brings all of it over as it stands, a label too.
 */
public final class Mp4Description {
  private static final int MAX_MOVIE = 64 << 20;

  /** What belongs to the coded film: its own chapters. */
  private static final Set<String> CODED = Set.of("chpl");

  private Mp4Description() {}

  /** Writes a copy of {@code coded} that says what {@code original} says. */
  public static void graft(Source original, Source coded, FileChannel out)
      throws LabelingException, IOException {
    List<Mp4Box> packets = new ArrayList<>();
    Mp4Tree[] described = new Mp4Tree[1];
    Chunks count = new Chunks();
    for (long at = 0; at < original.size(); ) {
      count.next();
      Mp4Box box = Mp4Box.at(original, at, original.size());
      if (box.type().equals("moov") && box.end() - box.data() <= MAX_MOVIE) {
        int length = (int) (box.end() - box.data());
        described[0] = Mp4Tree.parse(original.bytes(box.data(), length));
      } else if (box.type().equals("uuid") && original.has(box.data(), Mp4Xmp.UUID)) {
        packets.add(box);
      }
      at = box.end();
    }
    LabelOutput output = new LabelOutput(out, null);
    new Mp4Copy(coded, (movie, notes) -> graft(described[0], movie), 0, output).write();
    for (Mp4Box packet : packets) {
      output.copy(original, packet.at(), packet.end() - packet.at());
    }
    output.flush();
  }

  private static void graft(@org.jspecify.annotations.Nullable Mp4Tree from, Mp4Tree to) {
    List<Mp4Tree> own = new ArrayList<>();
    for (Mp4Tree box : to.children()) {
      if (box.type().equals("udta")) {
        box.children().stream().filter(item -> CODED.contains(item.type())).forEach(own::add);
      }
    }
    to.children().removeIf(box -> box.type().equals("udta") || box.type().equals("meta"));
    if (from != null) {
      for (Mp4Tree box : from.children()) {
        if (box.type().equals("meta")) {
          to.children().add(box);
        } else if (box.type().equals("udta")) {
          box.children().stream().filter(item -> !CODED.contains(item.type())).forEach(own::add);
        }
      }
    }
    if (!own.isEmpty()) {
      to.children().add(Mp4Tree.container("udta", new byte[0], own));
    }
  }
}
