package io.colophon.labeling.container;

import io.colophon.labeling.container.RiffReader.Chunk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Puts a WebP together in the extended form of RFC 9649: pixels from one file, colour profile and
 * EXIF from another, the label in chunk {@code XMP }.
 */
public final class WebpAssembly {
  private static final int ICC = 0x20;
  private static final int ALPHA = 0x10;
  private static final int EXIF = 0x08;
  static final int XMP = 0x04;
  private static final int ANIMATION = 0x02;

  private WebpAssembly() {}

  /** What a WebP declares before its pixels. */
  public record Header(int width, int height, boolean animated, boolean lossless, boolean alpha) {}

  /** Reads size and kind without decoding anything. */
  public static Header header(Source file) throws IOException {
    RiffReader chunks = new RiffReader(file);
    boolean alpha = false;
    while (chunks.hasNext()) {
      Chunk chunk = chunks.next();
      long data = chunk.data();
      switch (chunk.name()) {
        case "VP8X" -> {
          file.require(data, 10);
          if ((file.u8(data) & ANIMATION) != 0) {
            return new Header(u24(file, data + 4) + 1, u24(file, data + 7) + 1, true, false, false);
          }
        }
        case "ALPH" -> alpha = true;
        case "VP8 " -> {
          if (!file.has(data + 3, new byte[] {(byte) 0x9D, 1, 0x2A})) {
            throw new MalformedMediaException("webp.frame", "VP8 frame without its start code");
          }
          int sizes = (int) file.u32le(data + 6);
          return new Header(sizes & 0x3FFF, sizes >>> 16 & 0x3FFF, false, false, alpha);
        }
        case "VP8L" -> {
          if (file.u8(data) != 0x2F) {
            throw new MalformedMediaException("webp.frame", "VP8L frame without its signature");
          }
          int bits = (int) file.u32le(data + 1);
          return new Header(
              (bits & 0x3FFF) + 1, (bits >>> 14 & 0x3FFF) + 1, false, true, (bits >>> 28 & 1) != 0);
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

  /** The XMP packet; empty when there is none or one that is too large. */
  public static Optional<byte[]> xmp(Source file) throws IOException {
    RiffReader chunks = new RiffReader(file);
    while (chunks.hasNext()) {
      Chunk chunk = chunks.next();
      if (chunk.name().equals("XMP ") && chunk.length() <= XmpReader.MAX_PACKET) {
        return Optional.of(file.bytes(chunk.data(), (int) chunk.length()));
      }
    }
    return Optional.empty();
  }

  /** Writes the file; {@code notes} gets what was not kept. */
  public static void write(
      Source pixels, Source description, byte[] xmp, OutputStream out, List<String> notes)
      throws IOException {
    Header header = header(pixels);
    ByteArrayOutputStream profile = new ByteArrayOutputStream();
    ByteArrayOutputStream exif = new ByteArrayOutputStream();
    RiffReader described = new RiffReader(description);
    while (described.hasNext()) {
      Chunk chunk = described.next();
      if (chunk.name().equals("ICCP") && profile.size() == 0) {
        copy(description, chunk, profile);
      } else if (chunk.name().equals("EXIF") && exif.size() == 0) {
        copy(description, chunk, exif);
      } else if (chunk.name().equals("C2PA")) {
        Notes.add(notes, Notes.REMOVED_C2PA);
      }
    }
    long picture = 0;
    RiffReader counted = new RiffReader(pixels);
    while (counted.hasNext()) {
      Chunk chunk = counted.next();
      picture += isPicture(chunk) ? chunk.end() - chunk.at() : 0;
    }
    int flags = XMP | (header.alpha() ? ALPHA : 0);
    flags |= (profile.size() > 0 ? ICC : 0) | (exif.size() > 0 ? EXIF : 0);
    long body = 4 + 18 + profile.size() + picture + exif.size() + 8 + xmp.length + (xmp.length & 1);
    ByteBuffer start = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
    start.put(ascii("RIFF")).putInt((int) body).put(ascii("WEBPVP8X")).putInt(10).putInt(flags);
    put24(start, header.width() - 1);
    put24(start, header.height() - 1);
    out.write(start.array());
    profile.writeTo(out);
    RiffReader pictured = new RiffReader(pixels);
    while (pictured.hasNext()) {
      Chunk chunk = pictured.next();
      if (isPicture(chunk)) {
        copy(pixels, chunk, out);
      }
    }
    exif.writeTo(out);
    ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    out.write(head.put(ascii("XMP ")).putInt(xmp.length).array());
    out.write(xmp);
    if ((xmp.length & 1) == 1) {
      out.write(0);
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
