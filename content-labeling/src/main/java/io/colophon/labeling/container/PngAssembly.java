package io.colophon.labeling.container;

import io.colophon.labeling.container.PngFormat.Chunk;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Puts a PNG together: header and pixels from one file, everything that describes them from
 * another, the label before the pixels. Chunks are copied as they are.
 */
public final class PngAssembly {
  /** Describe colour or size in a way that stays true when pixels are coded anew. */
  private static final Set<String> KEPT =
      Set.of("gAMA", "cHRM", "sRGB", "iCCP", "cICP", "pHYs", "tIME", "eXIf", "zTXt");

  private static final Set<String> FROM_PIXELS = Set.of("PLTE", "tRNS", "IDAT", "IEND");
  private static final byte[] XMP_HEAD =
      (PngFormat.XMP_KEYWORD + "\0\0\0\0\0").getBytes(StandardCharsets.ISO_8859_1);

  private PngAssembly() {}

  /** What a PNG declares before its pixels. */
  public record Header(int width, int height, boolean animated) {}

  /** Reads size and kind without decoding anything. */
  public static Header header(Source file) throws IOException {
    Chunk header = PngFormat.chunk(file, PngFormat.SIGNATURE.length);
    if (!header.type().equals("IHDR") || header.length() != 13) {
      throw new MalformedMediaException("png.header", "the first chunk is not IHDR");
    }
    long width = file.u32be(header.data());
    long height = file.u32be(header.data() + 4);
    if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw new MalformedMediaException("png.header", "size is " + width + "x" + height);
    }
    Chunks count = new Chunks();
    for (long at = header.end(); ; ) {
      count.next();
      Chunk chunk = PngFormat.chunk(file, at);
      if (chunk.type().equals("acTL")) {
        return new Header((int) width, (int) height, true);
      }
      if (chunk.type().equals("IDAT") || chunk.type().equals("IEND")) {
        return new Header((int) width, (int) height, false);
      }
      at = chunk.end();
    }
  }

  /** The XMP packet of a PNG; empty when it has none or one that cannot be read. */
  public static Optional<byte[]> xmp(Source file, List<String> notes) throws IOException {
    Chunks count = new Chunks();
    for (long at = PngFormat.SIGNATURE.length; ; ) {
      count.next();
      Chunk chunk = PngFormat.chunk(file, at);
      if (chunk.type().equals("IEND")) {
        return Optional.empty();
      }
      if (keyword(file, chunk).equals(PngFormat.XMP_KEYWORD)) {
        if (chunk.length() > PngFormat.TEXT_LIMIT) {
          Notes.add(notes, Notes.REPLACED_XMP);
          return Optional.empty();
        }
        Optional<byte[]> text = PngText.read(file, chunk).content();
        if (text.isEmpty()) {
          Notes.add(notes, Notes.REPLACED_XMP);
        }
        return text;
      }
      at = chunk.end();
    }
  }

  /** Writes the file; {@code notes} gets what was not kept. */
  public static void write(
      Source pixels, Source description, byte[] xmp, OutputStream out, List<String> notes)
      throws IOException {
    out.write(PngFormat.SIGNATURE);
    Chunk header = PngFormat.chunk(pixels, PngFormat.SIGNATURE.length);
    pixels.copy(header.at(), header.end() - header.at(), out);
    copyDescription(description, out, notes);
    writeXmp(xmp, out);
    Chunks count = new Chunks();
    for (Chunk chunk = header; !chunk.type().equals("IEND"); ) {
      count.next();
      chunk = PngFormat.chunk(pixels, chunk.end());
      if (FROM_PIXELS.contains(chunk.type())) {
        pixels.copy(chunk.at(), chunk.end() - chunk.at(), out);
      }
    }
  }

  private static void copyDescription(Source file, OutputStream out, List<String> notes)
      throws IOException {
    Chunks count = new Chunks();
    for (long at = PngFormat.SIGNATURE.length; ; ) {
      count.next();
      Chunk chunk = PngFormat.chunk(file, at);
      if (chunk.type().equals("IEND")) {
        return;
      }
      if (chunk.type().equals("caBX")) {
        Notes.add(notes, Notes.REMOVED_C2PA);
      } else if (isKept(file, chunk, notes)) {
        file.copy(chunk.at(), chunk.end() - chunk.at(), out);
      }
      at = chunk.end();
    }
  }

  private static boolean isKept(Source file, Chunk chunk, List<String> notes) throws IOException {
    if (chunk.type().equals("tEXt") || chunk.type().equals("iTXt")) {
      String keyword = keyword(file, chunk);
      if (keyword.equals(PngFormat.LABEL_KEYWORD)) {
        Notes.add(notes, Notes.REPLACED_LABEL);
      }
      return !keyword.equals(PngFormat.LABEL_KEYWORD) && !keyword.equals(PngFormat.XMP_KEYWORD);
    }
    return KEPT.contains(chunk.type());
  }

  private static String keyword(Source file, Chunk chunk) throws IOException {
    if (!chunk.type().equals("tEXt") && !chunk.type().equals("iTXt")) {
      return "";
    }
    byte[] start = file.bytes(chunk.data(), Math.min(chunk.length(), 80));
    int nul = PngFormat.indexOfNul(start, 0);
    return nul < 0 ? "" : new String(start, 0, nul, StandardCharsets.ISO_8859_1);
  }

  private static void writeXmp(byte[] xmp, OutputStream out) throws IOException {
    byte[] body = Arrays.copyOf(XMP_HEAD, XMP_HEAD.length + xmp.length);
    System.arraycopy(xmp, 0, body, XMP_HEAD.length, xmp.length);
    byte[] type = "iTXt".getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(type);
    crc.update(body);
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(body.length);
    data.write(type);
    data.write(body);
    data.writeInt((int) crc.getValue());
    data.flush();
  }
}
