package io.colophon.labeling.container;

import java.io.IOException;

/**
 * MP4, MOV and M4A (ISO/IEC 14496-12). The label is the value of key {@code AIGC} in {@code
 * moov/udta/meta} with handler {@code mdta} (TC260-PG-20257A 6.1.1); some writers put the {@code
 * meta} box directly into {@code moov}.
 */
public final class Mp4Format implements MediaFormat {
  /** Where we write. */
  public static final String CARRIER = "mp4-keys-ilst";

  @Override
  public String mimeType() {
    return "video/mp4";
  }

  @Override
  public boolean recognises(byte[] head) {
    return Magic.at(head, 4, "ftyp") && !Magic.at(head, 8, "M4A ");
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    readBoxes(file, labels);
  }

  static void readBoxes(Source file, LabelSink labels) throws IOException {
    Chunks count = new Chunks();
    boolean movie = false;
    for (long at = 0; at < file.size(); ) {
      count.next();
      Mp4Box box = Mp4Box.at(file, at, file.size());
      if (box.type().equals("moov")) {
        movie = true;
        inside(file, box, labels, count);
      } else if (box.type().equals("uuid") && file.has(box.data(), Mp4Box.C2PA_UUID)) {
        labels.note("c2pa.present", "a C2PA manifest, not looked into");
      }
      at = box.end();
    }
    if (!movie) {
      throw new MalformedMediaException("mp4.moov", "no moov box");
    }
  }

  private static void inside(Source file, Mp4Box movie, LabelSink labels, Chunks count)
      throws IOException {
    for (long at = movie.data(); at < movie.end(); ) {
      count.next();
      Mp4Box box = Mp4Box.at(file, at, movie.end());
      if (box.type().equals("meta")) {
        Mp4Keys.read(file, box, labels, count);
      } else if (box.type().equals("udta")) {
        userData(file, box, labels, count);
      }
      at = box.end();
    }
  }

  private static void userData(Source file, Mp4Box parent, LabelSink labels, Chunks count)
      throws IOException {
    // QuickTime ends this list with four zero bytes.
    for (long at = parent.data(); at + 8 <= parent.end(); ) {
      count.next();
      Mp4Box box = Mp4Box.at(file, at, parent.end());
      if (box.type().equals("meta")) {
        Mp4Keys.read(file, box, labels, count);
      }
      at = box.end();
    }
  }
}
