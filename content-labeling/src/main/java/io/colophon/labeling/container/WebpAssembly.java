package io.colophon.labeling.container;

import io.colophon.labeling.container.RiffReader.Chunk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a WebP together in the extended form of RFC 9649: pixels from one file, colour profile and
 * EXIF and XMP from another.
 */
public final class WebpAssembly {
  private static final int ICC = 0x20;
  private static final int ALPHA = 0x10;
  private static final int EXIF = 0x08;
  static final int XMP = 0x04;
  private static final int ANIMATION = 0x02;

  private static final Set<String> DESCRIPTION = Set.of("ICCP", "EXIF", "XMP ");

  private WebpAssembly() {}

  /**
   * What a WebP declares.
   *
   * @param orientation as in EXIF, 1 to 8
   */
  public record Header(
      int width, int height, boolean animated, boolean lossless, boolean alpha, int orientation) {}

  /** Reads size and kind without decoding anything. */
  public static Header header(Source file) throws IOException {
    Header picture = picture(file);
    RiffReader chunks = new RiffReader(file);
    while (chunks.hasNext()) {
      Chunk chunk = chunks.next();
      if (chunk.name().equals("EXIF")) {
        int head = WebpFormat.exifHead(file, chunk);
        int orientation =
            ExifOrientation.of(TiffBytes.of(file, chunk.data() + head, chunk.length() - head));
        return new Header(
            picture.width(),
            picture.height(),
            picture.animated(),
            picture.lossless(),
            picture.alpha(),
            orientation);
      }
    }
    return picture;
  }

  private static Header picture(Source file) throws IOException {
    RiffReader chunks = new RiffReader(file);
    boolean alpha = false;
    while (chunks.hasNext()) {
      Chunk chunk = chunks.next();
      long data = chunk.data();
      switch (chunk.name()) {
        case "VP8X" -> {
          file.require(data, 10);
          if ((file.u8(data) & ANIMATION) != 0) {
            return new Header(
                u24(file, data + 4) + 1, u24(file, data + 7) + 1, true, false, false, 1);
          }
        }
        case "ALPH" -> alpha = true;
        case "VP8 " -> {
          if (!file.has(data + 3, new byte[] {(byte) 0x9D, 1, 0x2A})) {
            throw new MalformedMediaException("webp.frame", "VP8 frame without its start code");
          }
          int sizes = (int) file.u32le(data + 6);
          return new Header(sizes & 0x3FFF, sizes >>> 16 & 0x3FFF, false, false, alpha, 1);
        }
        case "VP8L" -> {
          if (file.u8(data) != 0x2F) {
            throw new MalformedMediaException("webp.frame", "VP8L frame without its signature");
          }
          int bits = (int) file.u32le(data + 1);
          return new Header(
              (bits & 0x3FFF) + 1,
              (bits >>> 14 & 0x3FFF) + 1,
              false,
              true,
              (bits >>> 28 & 1) != 0,
              1);
        }
        default -> {}
      }
    }
    throw new MalformedMediaException("webp.frame", "no picture in the file");
  }

  /** The data of chunk {@code VP8X} for a picture in the simple form. */
  static byte[] extended(Header header) {
    ByteBuffer data = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    data.putInt(header.alpha() ? ALPHA : 0);
    put24(data, header.width() - 1);
    put24(data, header.height() - 1);
    return data.array();
  }

  /** Writes the file; {@code notes} gets what was not kept. */
  public static void write(Source pixels, Source description, OutputStream out, List<String> notes)
      throws IOException {
    Header header = header(pixels);
    Map<String, Chunk> told = new HashMap<>();
    RiffReader described = new RiffReader(description);
    while (described.hasNext()) {
      Chunk chunk = described.next();
      if (DESCRIPTION.contains(chunk.name())) {
        told.putIfAbsent(chunk.name(), chunk);
      } else if (chunk.name().equals("C2PA")) {
        Notes.add(notes, Notes.REMOVED_C2PA);
      }
    }
    long body = 4 + 18;
    for (Chunk chunk : told.values()) {
      body += chunk.end() - chunk.at();
    }
    RiffReader counted = new RiffReader(pixels);
    while (counted.hasNext()) {
      Chunk chunk = counted.next();
      body += isPicture(chunk) ? chunk.end() - chunk.at() : 0;
    }
    int flags = header.alpha() ? ALPHA : 0;
    flags |= told.containsKey("ICCP") ? ICC : 0;
    flags |= told.containsKey("EXIF") ? EXIF : 0;
    flags |= told.containsKey("XMP ") ? XMP : 0;
    ByteBuffer start = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
    start.put(ascii("RIFF")).putInt((int) body).put(ascii("WEBPVP8X")).putInt(10).putInt(flags);
    put24(start, header.width() - 1);
    put24(start, header.height() - 1);
    out.write(start.array());
    describe(description, told.get("ICCP"), out);
    RiffReader pictured = new RiffReader(pixels);
    while (pictured.hasNext()) {
      Chunk chunk = pictured.next();
      if (isPicture(chunk)) {
        copy(pixels, chunk, out);
      }
    }
    describe(description, told.get("EXIF"), out);
    describe(description, told.get("XMP "), out);
  }

  private static void describe(Source file, @Nullable Chunk chunk, OutputStream out)
      throws IOException {
    if (chunk != null) {
      copy(file, chunk, out);
    }
  }

  private static void copy(Source file, Chunk chunk, OutputStream out) throws IOException {
    file.copy(chunk.at(), 8 + chunk.length(), out);
    if ((chunk.length() & 1) == 1) {
      out.write(0);
    }
  }

  private static boolean isPicture(Chunk chunk) {
    return chunk.name().equals("ALPH")
        || chunk.name().equals("VP8 ")
        || chunk.name().equals("VP8L");
  }

  private static int u24(Source file, long at) throws IOException {
    return file.u8(at) | file.u8(at + 1) << 8 | file.u8(at + 2) << 16;
  }

  private static void put24(ByteBuffer buffer, int value) {
    buffer.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
