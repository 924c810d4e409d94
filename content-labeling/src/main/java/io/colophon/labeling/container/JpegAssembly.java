package io.colophon.labeling.container;

import io.colophon.labeling.container.JpegFormat.Segment;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Puts a JPEG together: tables and scan from one file, the application segments that describe them
 * from another.
 */
public final class JpegAssembly {
  private static final int APP0 = 0xE0;
  private static final int APP2 = 0xE2;
  private static final int APP14 = 0xEE;
  private static final int APP15 = 0xEF;
  private static final int COM = 0xFE;
  private static final int CMYK = 4;
  private static final byte[] ADOBE_HEAD = "Adobe".getBytes(StandardCharsets.ISO_8859_1);

  /** Says of four components that they are CMYK, and so, by Adobe's custom, inverted. */
  private static final byte[] ADOBE_CMYK = {
    (byte) 0xFF, (byte) APP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
  };

  /** Pictures that follow the first one in the file; coding anew leaves none. */
  private static final byte[] MULTI_PICTURE = {'M', 'P', 'F', 0};

  private JpegAssembly() {}

  /**
   * What a JPEG declares before its scan.
   *
   * @param components 1 grey, 3 colour, 4 CMYK or YCCK
   * @param transform what Adobe's segment says: 0 none, 1 YCbCr, 2 YCCK; -1 without that segment
   * @param halved whether colour is stored with fewer samples than brightness
   * @param orientation as in EXIF, 1 to 8
   */
  public record Header(
      int width, int height, int components, int transform, boolean halved, int orientation) {}

  /** Reads size and kind without decoding anything. */
  public static Header header(Source file) throws IOException {
    int orientation = ExifOrientation.UPRIGHT;
    int transform = -1;
    Chunks count = new Chunks();
    for (long at = 2; ; ) {
      count.next();
      Segment segment = JpegFormat.segment(file, at);
      int marker = segment.marker();
      if (marker == JpegFormat.APP1) {
        byte[] data = file.bytes(segment.data(), segment.dataLength());
        if (JpegFormat.startsWith(data, JpegFormat.EXIF_HEAD)) {
          orientation = ExifOrientation.of(TiffBytes.of(data, JpegFormat.EXIF_HEAD.length));
        }
      } else if (marker == APP14
          && segment.dataLength() >= 12
          && file.has(segment.data(), ADOBE_HEAD)) {
        transform = file.u8(segment.data() + 11);
      } else if (isFrame(marker)) {
        return frame(file, segment, transform, orientation);
      } else if (marker == JpegFormat.SOS || marker == JpegFormat.EOI) {
        throw new MalformedMediaException("jpeg.frame", "no frame header before the scan");
      }
      at = segment.end();
    }
  }

  private static Header frame(Source file, Segment segment, int transform, int orientation)
      throws IOException {
    byte[] data = file.bytes(segment.data(), segment.dataLength());
    if (data.length < 6 || data.length < 6 + 3 * (data[5] & 0xFF)) {
      throw new MalformedMediaException("jpeg.frame", "frame header of " + data.length + " bytes");
    }
    int components = data[5] & 0xFF;
    boolean halved = components > 1 && data[7] != data[10];
    return new Header(
        file.u16be(segment.data() + 3),
        file.u16be(segment.data() + 1),
        components,
        transform,
        halved,
        orientation);
  }

  /** Writes the file; {@code notes} gets what was not kept. */
  public static void write(Source pixels, Source description, OutputStream out, List<String> notes)
      throws IOException {
    out.write(0xFF);
    out.write(JpegFormat.SOI);
    Segment first = JpegFormat.segment(pixels, 2);
    if (first.marker() == APP0) {
      pixels.copy(first.at(), first.length(), out);
    }
    copyDescription(description, out, notes);
    copyImage(pixels, out);
  }

  private static void copyDescription(Source file, OutputStream out, List<String> notes)
      throws IOException {
    JpegStores stores = new JpegStores();
    List<Segment> segments = JpegWriter.segments(file, stores);
    for (Segment segment : segments) {
      int marker = segment.marker();
      boolean application = marker > APP0 && marker <= APP15 && marker != APP14;
      if (marker == JpegFormat.APP11 && stores.isPart(file, segment)) {
        Notes.add(notes, Notes.REMOVED_C2PA);
      } else if ((application || marker == COM)
          && !(marker == APP2 && file.has(segment.data(), MULTI_PICTURE))) {
        file.copy(segment.at(), segment.length(), out);
      }
    }
  }

  /** Everything of the coded picture but its application segments; APP14 says how it is coded. */
  private static void copyImage(Source pixels, OutputStream out) throws IOException {
    Header header = header(pixels);
    if (header.components() == CMYK && header.transform() < 0) {
      out.write(ADOBE_CMYK);
    }
    Chunks count = new Chunks();
    for (long at = 2; ; ) {
      count.next();
      Segment segment = JpegFormat.segment(pixels, at);
      int marker = segment.marker();
      if (marker == JpegFormat.SOS) {
        pixels.copy(segment.at(), pixels.size() - segment.at(), out);
        return;
      }
      boolean application = marker >= APP0 && marker <= APP15 && marker != APP14;
      if (!application && marker != COM) {
        pixels.copy(segment.at(), segment.length(), out);
      }
      at = segment.end();
    }
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }
}
