package io.colophon.labeling.container;

import io.colophon.labeling.container.JpegFormat.Segment;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Puts a JPEG together: tables and scan from one file, the application segments that describe them
 * from another, the label right after the start.
 */
public final class JpegAssembly {
  private static final int APP0 = 0xE0;
  private static final int APP2 = 0xE2;
  private static final int APP13 = 0xED;
  private static final int APP14 = 0xEE;
  private static final int COM = 0xFE;
  private static final int ORIENTATION = 0x0112;

  /** A segment length field counts itself and is 16 bits wide. */
  private static final int MAX_SEGMENT = 0xFFFF - 2;

  private JpegAssembly() {}

  /**
   * What a JPEG declares before its scan.
   *
   * @param components 1 grey, 3 colour, 4 CMYK or YCCK
   * @param turned whether EXIF asks viewers to turn or mirror the picture
   */
  public record Header(int width, int height, int components, boolean turned) {}

  /** Reads size and kind without decoding anything. */
  public static Header header(Source file) throws IOException {
    boolean turned = false;
    Chunks count = new Chunks();
    for (long at = 2; ; ) {
      count.next();
      Segment segment = JpegFormat.segment(file, at);
      int marker = segment.marker();
      if (marker == JpegFormat.APP1) {
        byte[] data = file.bytes(segment.data(), segment.dataLength());
        turned |= JpegFormat.startsWith(data, JpegFormat.EXIF_HEAD) && isTurned(data);
      } else if (isFrame(marker)) {
        file.require(segment.data(), 6);
        return new Header(
            file.u16be(segment.data() + 3),
            file.u16be(segment.data() + 1),
            file.u8(segment.data() + 5),
            turned);
      } else if (marker == JpegFormat.SOS || marker == JpegFormat.EOI) {
        throw new MalformedMediaException("jpeg.frame", "no frame header before the scan");
      }
      at = segment.end();
    }
  }

  /** The XMP packet; empty when there is none. */
  public static Optional<byte[]> xmp(Source file) throws IOException {
    Chunks count = new Chunks();
    for (long at = 2; ; ) {
      count.next();
      Segment segment = JpegFormat.segment(file, at);
      if (segment.marker() == JpegFormat.SOS || segment.marker() == JpegFormat.EOI) {
        return Optional.empty();
      }
      if (segment.marker() == JpegFormat.APP1) {
        byte[] data = file.bytes(segment.data(), segment.dataLength());
        if (JpegFormat.startsWith(data, JpegFormat.XMP_HEAD)) {
          return Optional.of(Arrays.copyOfRange(data, JpegFormat.XMP_HEAD.length, data.length));
        }
      }
      at = segment.end();
    }
  }

  /** Whether a packet of this size fits into one segment. */
  public static boolean fits(byte[] xmp) {
    return xmp.length + JpegFormat.XMP_HEAD.length <= MAX_SEGMENT;
  }

  /** Writes the file; {@code notes} gets what was not kept. */
  public static void write(
      Source pixels, Source description, byte[] xmp, OutputStream out, List<String> notes)
      throws IOException {
    out.write(0xFF);
    out.write(JpegFormat.SOI);
    Segment first = JpegFormat.segment(pixels, 2);
    if (first.marker() == APP0) {
      pixels.copy(first.at(), first.length(), out);
    }
    int length = 2 + JpegFormat.XMP_HEAD.length + xmp.length;
    out.write(new byte[] {(byte) 0xFF, (byte) JpegFormat.APP1});
    out.write(new byte[] {(byte) (length >> 8), (byte) length});
    out.write(JpegFormat.XMP_HEAD);
    out.write(xmp);
    copyDescription(description, out, notes);
    copyImage(pixels, out);
  }

  private static void copyDescription(Source file, OutputStream out, List<String> notes)
      throws IOException {
    Chunks count = new Chunks();
    for (long at = 2; ; ) {
      count.next();
      Segment segment = JpegFormat.segment(file, at);
      int marker = segment.marker();
      if (marker == JpegFormat.SOS || marker == JpegFormat.EOI) {
        return;
      }
      if (marker == JpegFormat.APP11) {
        Notes.add(notes, Notes.REMOVED_C2PA);
      } else if (marker == APP2
          || marker == APP13
          || marker == COM
          || (marker == JpegFormat.APP1 && isKeptExif(file, segment, notes))) {
        file.copy(segment.at(), segment.length(), out);
      }
      at = segment.end();
    }
  }

  private static boolean isKeptExif(Source file, Segment segment, List<String> notes)
      throws IOException {
    byte[] data = file.bytes(segment.data(), segment.dataLength());
    if (JpegFormat.startsWith(data, JpegFormat.XMP_EXTENSION_HEAD)) {
      Notes.add(notes, Notes.REPLACED_XMP);
    }
    if (!JpegFormat.startsWith(data, JpegFormat.EXIF_HEAD)) {
      return false;
    }
    if (JpegFormat.commentLabel(data).isPresent()) {
      Notes.add(notes, Notes.REPLACED_LABEL);
      return false;
    }
    return true;
  }

  /** Everything of the coded picture but its application segments; APP14 says how it is coded. */
  private static void copyImage(Source pixels, OutputStream out) throws IOException {
    Chunks count = new Chunks();
    for (long at = 2; ; ) {
      count.next();
      Segment segment = JpegFormat.segment(pixels, at);
      int marker = segment.marker();
      if (marker == JpegFormat.SOS) {
        pixels.copy(segment.at(), pixels.size() - segment.at(), out);
        return;
      }
      boolean application = marker >= APP0 && marker <= 0xEF && marker != APP14;
      if (!application && marker != COM) {
        pixels.copy(segment.at(), segment.length(), out);
      }
      at = segment.end();
    }
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  /** Looks for an orientation other than 1 in the first directory, and only there. */
  private static boolean isTurned(byte[] exif) {
    int tiff = JpegFormat.EXIF_HEAD.length;
    if (exif.length < tiff + 8) {
      return false;
    }
    boolean little = exif[tiff] == 'I';
    long directory = tiff + number(exif, tiff + 4, 4, little);
    if (directory + 2 > exif.length) {
      return false;
    }
    long entries = number(exif, (int) directory, 2, little);
    for (long i = 0, at = directory + 2; i < entries && at + 12 <= exif.length; i++, at += 12) {
      if (number(exif, (int) at, 2, little) == ORIENTATION) {
        long value = number(exif, (int) at + 8, 2, little);
        return value >= 2 && value <= 8;
      }
    }
    return false;
  }

  private static long number(byte[] bytes, int at, int length, boolean little) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      int b = bytes[little ? at + length - 1 - i : at + i] & 0xFF;
      value = value << 8 | b;
    }
    return value;
  }
}
