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
        labels.note("c2pa.present", "a C2PA manifest store");
        labels.manifest(
            StorePlace.of(
                new Range(chunk.data(), chunk.length()),
                new Range(chunk.at(), Math.min(chunk.end(), file.size()) - chunk.at())));
      } else if (chunk.name().equals("EXIF")) {
        int head = exifHead(file, chunk);
        ExifLabels.read(
            TiffBytes.of(file, chunk.data() + head, chunk.length() - head), "webp", labels);
      }
    }
    if (chunks.isTruncated()) {
      throw new MalformedMediaException("file.truncated", "shorter than its header says");
    }
    if (chunks.trailing() > 0) {
      labels.note("file.trailing-data", chunks.trailing() + " bytes after the end");
    }
  }

  /** Some writers put the head of a JPEG segment before the EXIF. */
  static int exifHead(Source file, RiffReader.Chunk chunk) throws IOException {
    int head = ExifLabels.HEAD.length;
    return chunk.length() >= head && file.has(chunk.data(), ExifLabels.HEAD) ? head : 0;
  }
}
