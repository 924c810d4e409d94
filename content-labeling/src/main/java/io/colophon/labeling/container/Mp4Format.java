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

  /** An item named by its type or by a free name, as some writers have it; we never write it. */
  static final String LIST_CARRIER = "mp4-ilst";

  private static final int MAX_DEPTH = 2;

  @Override
  public String mimeType() {
    return "video/mp4";
  }

  @Override
  public boolean recognises(byte[] head) {
    return Magic.at(head, 4, "ftyp") && !Magic.at(head, 8, "M4A ") && !MovFormat.isQuickTime(head);
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
      switch (box.type()) {
        case "moov" -> {
          movie = true;
          lists(file, box, labels, count, 0);
        }
        case "meta" -> Mp4Keys.read(file, box, labels, count);
        case "uuid" -> extension(file, box, labels);
        default -> {}
      }
      at = box.end();
    }
    if (!movie) {
      throw new MalformedMediaException("mp4.moov", "no moov box");
    }
  }

  private static void extension(Source file, Mp4Box box, LabelSink labels) throws IOException {
    if (Mp4Store.is(file, box)) {
      Mp4Store.in(file, box)
          .ifPresentOrElse(
              labels::manifest,
              () -> labels.note("c2pa.other-purpose", "a C2PA box that holds no manifest store"));
    } else if (file.has(box.data(), Mp4Xmp.UUID)) {
      packet(file, box.data() + Mp4Xmp.UUID.length, box.end(), labels);
    }
  }

  /** The lists directly in a movie or track, and those in its user data. */
  private static void lists(Source file, Mp4Box parent, LabelSink labels, Chunks count, int depth)
      throws IOException {
    boolean loose = parent.type().equals("udta");
    for (long at = parent.data(); at + 8 <= parent.end(); ) {
      count.next();
      // QuickTime ends user data with zeros, and cameras leave things there that are no boxes.
      long size = file.u32be(at);
      if (loose && size != 1 && (size < 8 || size > parent.end() - at)) {
        return;
      }
      Mp4Box box = Mp4Box.at(file, at, parent.end());
      switch (box.type()) {
        case "meta" -> Mp4Keys.read(file, box, labels, count);
        case "XMP_" -> packet(file, box.data(), box.end(), labels);
        case "udta", "trak" -> {
          if (depth < MAX_DEPTH) {
            lists(file, box, labels, count, depth + 1);
          }
        }
        default -> {}
      }
      at = box.end();
    }
  }

  private static void packet(Source file, long from, long end, LabelSink labels)
      throws IOException {
    if (end - from > XmpReader.MAX_PACKET || end < from) {
      labels.note("xmp.too-large", "packet of " + (end - from) + " bytes");
      return;
    }
    XmpReader.read(file.bytes(from, (int) (end - from)), Mp4Xmp.CARRIER, labels);
  }
}
