package io.colophon.labeling.container;

import java.io.IOException;

/**
 * AVI, also with OpenDML extensions. The label is chunk {@code AIGC} in the list {@code INFO}
 * (TC260-PG-20257A), a C2PA manifest store is chunk {@code C2PA}.
 */
public final class AviFormat implements MediaFormat {
  /** Where we write. */
  public static final String CARRIER = "avi-info";

  /** A chunk directly in the file, as WAV has it, and the XMP packet; we write neither. */
  static final String CHUNK_CARRIER = "avi-chunk";

  static final String XMP_CARRIER = "avi-xmp";

  static final String XMP = "_PMX";

  @Override
  public String mimeType() {
    return "video/x-msvideo";
  }

  @Override
  public boolean recognises(byte[] head) {
    return Magic.at(head, 0, "RIFF") && Magic.at(head, 8, "AVI ");
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    Chunks count = new Chunks();
    for (long at = 0; at + 8 <= file.size(); ) {
      count.next();
      AviChunk riff = AviChunk.at(file, at, file.size());
      if (!riff.is("RIFF")) {
        labels.note("avi.trailing", (file.size() - at) + " bytes after the film");
        return;
      }
      for (long inside = riff.data(); inside + 8 <= riff.end(); ) {
        count.next();
        AviChunk chunk = AviChunk.at(file, inside, riff.end());
        read(file, chunk, labels, count);
        inside = chunk.next();
      }
      at = riff.next();
    }
  }

  private static void read(Source file, AviChunk chunk, LabelSink labels, Chunks count)
      throws IOException {
    if (chunk.isList("INFO")) {
      for (long at = chunk.data(); at + 8 <= chunk.end(); ) {
        count.next();
        AviChunk entry = AviChunk.at(file, at, chunk.end());
        if (entry.is("AIGC")) {
          label(file, entry, CARRIER, labels);
        }
        at = entry.next();
      }
    } else if (chunk.is("AIGC")) {
      label(file, chunk, CHUNK_CARRIER, labels);
    } else if (chunk.is("C2PA")) {
      labels.manifest(
          StorePlace.of(
              new Range(chunk.data(), chunk.end() - chunk.data()),
              new Range(chunk.at(), chunk.next() - chunk.at())));
    } else if (chunk.is(XMP)) {
      long length = chunk.end() - chunk.data();
      if (length > XmpReader.MAX_PACKET) {
        labels.note("xmp.too-large", "packet of " + length + " bytes");
      } else {
        XmpReader.read(file.bytes(chunk.data(), (int) length), XMP_CARRIER, labels);
      }
    }
  }

  private static void label(Source file, AviChunk chunk, String carrier, LabelSink labels)
      throws IOException {
    int length = (int) Math.min(chunk.end() - chunk.data(), LabelSink.MAX_LABEL + 1);
    labels.label(carrier, TextBytes.utf8(file.bytes(chunk.data(), length)));
  }
}
