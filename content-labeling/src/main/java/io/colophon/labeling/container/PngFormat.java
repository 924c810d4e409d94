package io.colophon.labeling.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * PNG (ISO/IEC 15948). The label stands in the XMP packet of an {@code iTXt} chunk
 * (TC260-PG-20259A); some vendors write a {@code tEXt} chunk {@code AIGC} instead (annex B there).
 */
public final class PngFormat implements MediaFormat {
  static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
  static final String XMP_KEYWORD = "XML:com.adobe.xmp";
  static final String LABEL_KEYWORD = "AIGC";

  /** Where we write. */
  public static final String CARRIER = "png-itxt-xmp";

  static final int TEXT_LIMIT = XmpReader.MAX_PACKET + 1024;

  /** A chunk: where its length field stands, and the length of its data. */
  record Chunk(long at, int length, String type) {
    long data() {
      return at + 8;
    }

    long end() {
      return at + 12 + length;
    }
  }

  @Override
  public String mimeType() {
    return "image/png";
  }

  @Override
  public boolean recognises(byte[] head) {
    return head.length >= 8 && Arrays.equals(Arrays.copyOf(head, 8), SIGNATURE);
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    Chunks count = new Chunks();
    for (long at = SIGNATURE.length; ; ) {
      count.next();
      Chunk chunk = chunk(file, at);
      switch (chunk.type()) {
        case "iTXt", "tEXt", "zTXt" -> text(file, chunk, labels);
        case "eXIf" -> ExifLabels.read(block(file, chunk), "png", labels);
        case "caBX" -> {
          labels.note("c2pa.present", "a C2PA manifest store");
          labels.manifest(
              StorePlace.of(
                  new Range(chunk.data(), chunk.length()),
                  new Range(chunk.at(), chunk.end() - chunk.at())));
        }
        case "IEND" -> {
          if (chunk.end() < file.size()) {
            labels.note("file.trailing-data", (file.size() - chunk.end()) + " bytes after the end");
          }
          return;
        }
        default -> {}
      }
      at = chunk.end();
    }
  }

  static Chunk chunk(Source file, long at) throws IOException {
    long length = file.u32be(at);
    if (length > Integer.MAX_VALUE) {
      throw new MalformedMediaException(
          "png.chunk-length", "chunk at " + at + " claims " + length + " bytes");
    }
    String type = file.fourcc(at + 4);
    file.require(at, 12 + length);
    return new Chunk(at, (int) length, type);
  }

  private static TiffBytes block(Source file, Chunk chunk) {
    return TiffBytes.of(file, chunk.data(), chunk.length());
  }

  private static void text(Source file, Chunk chunk, LabelSink labels) throws IOException {
    PngText text = PngText.read(file, chunk);
    if (text.kind() == PngText.Kind.OTHER) {
      return;
    }
    if (chunk.length() > TEXT_LIMIT) {
      labels.note("png.text-too-large", "text chunk of " + chunk.length() + " bytes not read");
      return;
    }
    byte[] data = file.bytes(chunk.data(), chunk.length());
    if (text.content().isEmpty()) {
      labels.broken("png.text", "the chunk of the label cannot be read");
      return;
    }
    byte[] content = text.content().get();
    switch (text.kind()) {
      case XMP -> XmpReader.read(content, CARRIER, labels);
      case LABEL -> labels.label("png-text", new String(content, StandardCharsets.UTF_8));
      case RAW_XMP -> {
        if (XmpReader.labels(content) > 0) {
          XmpReader.read(content, "png-raw-xmp", labels);
        }
      }
      default -> ExifLabels.read(TiffBytes.of(content, 0), "png", labels);
    }
    if ((text.kind() == PngText.Kind.XMP || text.kind() == PngText.Kind.LABEL)
        && !crcFits(file, chunk, data)) {
      labels.broken("png.crc", "the chunk of the label has a wrong checksum");
    }
  }

  static int indexOfNul(byte[] data, int from) {
    for (int i = from; i < data.length; i++) {
      if (data[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  private static boolean crcFits(Source file, Chunk chunk, byte[] data) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(chunk.type().getBytes(StandardCharsets.ISO_8859_1));
    crc.update(data);
    return crc.getValue() == file.u32be(chunk.end() - 4);
  }
}
