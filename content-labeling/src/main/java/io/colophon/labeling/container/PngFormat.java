package io.colophon.labeling.container;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;

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
      if (chunk.type().equals("iTXt") || chunk.type().equals("tEXt")) {
        text(file, chunk, labels);
      } else if (chunk.type().equals("caBX")) {
        labels.note("c2pa.present", "a C2PA manifest, not looked into");
      } else if (chunk.type().equals("IEND")) {
        if (chunk.end() < file.size()) {
          labels.note("file.trailing-data", (file.size() - chunk.end()) + " bytes after the end");
        }
        return;
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

  private static void text(Source file, Chunk chunk, LabelSink labels) throws IOException {
    if (chunk.length() > TEXT_LIMIT) {
      labels.note("png.text-too-large", "text chunk of " + chunk.length() + " bytes not read");
      return;
    }
    byte[] data = file.bytes(chunk.data(), chunk.length());
    int nul = indexOfNul(data, 0);
    String keyword = nul < 0 ? "" : new String(data, 0, nul, StandardCharsets.ISO_8859_1);
    boolean xmp = keyword.equals(XMP_KEYWORD);
    if (!xmp && !keyword.equals(LABEL_KEYWORD)) {
      return;
    }
    if (!crcFits(file, chunk, data)) {
      labels.broken("png.crc", "the chunk of the label has a wrong checksum");
    }
    Optional<byte[]> text =
        chunk.type().equals("tEXt")
            ? Optional.of(Arrays.copyOfRange(data, nul + 1, data.length))
            : internationalText(data, nul);
    if (text.isEmpty()) {
      labels.broken("png.text", "the chunk of the label cannot be read");
    } else if (xmp) {
      XmpReader.read(text.get(), CARRIER, labels);
    } else {
      labels.label("png-text", new String(text.get(), StandardCharsets.UTF_8));
    }
  }

  /** The text of an iTXt chunk; empty when its fields or its compression are broken. */
  static Optional<byte[]> internationalText(byte[] data, int keywordEnd) throws IOException {
    int language = keywordEnd + 3;
    int languageEnd = indexOfNul(data, language);
    int translatedEnd = languageEnd < 0 ? -1 : indexOfNul(data, languageEnd + 1);
    if (translatedEnd < 0) {
      return Optional.empty();
    }
    byte[] text = Arrays.copyOfRange(data, translatedEnd + 1, data.length);
    if (data[keywordEnd + 1] == 0) {
      return Optional.of(text);
    }
    try (InflaterInputStream inflater = new InflaterInputStream(new ByteArrayInputStream(text))) {
      byte[] plain = inflater.readNBytes(XmpReader.MAX_PACKET + 1);
      return plain.length > XmpReader.MAX_PACKET ? Optional.empty() : Optional.of(plain);
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      return Optional.empty();
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
