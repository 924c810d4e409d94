package io.colophon.labeling.container;

import java.io.IOException;

/** WebP (RFC 9649). The label stands in the XMP packet of chunk {@code XMP }. */
public final class WebpFormat implements MediaFormat {
  /** Where we write. */
  public static final String CARRIER = "webp-xmp";

  @Override
  public String mimeType() {
    return "image/webp";
  }

  @Override
  public boolean recognises(byte[] head) {
    return Magic.at(head, 0, "RIFF") && Magic.at(head, 8, "WEBP");
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    RiffReader chunks = new RiffReader(file);
    while (chunks.hasNext()) {
      RiffReader.Chunk chunk = chunks.next();
      if (chunk.name().equals("XMP ")) {
        if (chunk.length() > XmpReader.MAX_PACKET) {
          labels.broken("xmp.too-large", "packet of " + chunk.length() + " bytes");
        } else {
          XmpReader.read(file.bytes(chunk.data(), (int) chunk.length()), CARRIER, labels);
        }
      } else if (chunk.name().equals("C2PA")) {
        labels.note("c2pa.present", "a C2PA manifest, not looked into");
      }
    }
    if (chunks.isTruncated()) {
      throw new MalformedMediaException("file.truncated", "shorter than its header says");
    }
    if (chunks.trailing() > 0) {
      labels.note("file.trailing-data", chunks.trailing() + " bytes after the end");
    }
  }
}
