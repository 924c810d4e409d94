package io.colophon.labeling.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * JPEG (ITU-T T.81). The label stands in the XMP packet of an APP1 segment (TC260-PG-20259A); some
 * vendors write it into the EXIF user comment instead (annex B there).
 */
public final class JpegFormat implements MediaFormat {
  static final byte[] XMP_HEAD =
      "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.ISO_8859_1);
  static final byte[] XMP_EXTENSION_HEAD =
      "http://ns.adobe.com/xmp/extension/\0".getBytes(StandardCharsets.ISO_8859_1);
  static final byte[] EXIF_HEAD = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

  /** Where we write. */
  public static final String CARRIER = "jpeg-app1-xmp";

  static final int SOI = 0xD8;
  static final int EOI = 0xD9;
  static final int SOS = 0xDA;
  static final int APP1 = 0xE1;
  static final int APP11 = 0xEB;
  private static final int TAIL = 1 << 16;

  /** A marker segment: where its 0xFF stands, its marker, and all its bytes. */
  record Segment(long at, int marker, int length) {
    long data() {
      return at + 4;
    }

    int dataLength() {
      return length - 4;
    }

    long end() {
      return at + length;
    }
  }

  @Override
  public String mimeType() {
    return "image/jpeg";
  }

  @Override
  public boolean recognises(byte[] head) {
    return Magic.at(head, 0, 0xFF, SOI, 0xFF);
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    Chunks count = new Chunks();
    JpegStores stores = new JpegStores();
    JpegXmp xmp = new JpegXmp(new ArrayList<>());
    long at = 2;
    while (true) {
      count.next();
      Segment segment = segment(file, at);
      if (segment.marker() == SOS || segment.marker() == EOI) {
        break;
      }
      if (segment.marker() == APP1) {
        described(file.bytes(segment.data(), segment.dataLength()), xmp, labels);
      } else if (segment.marker() == APP11) {
        stores.add(file, segment);
      }
      at = segment.end();
    }
    for (byte[] extension : xmp.extensions()) {
      XmpReader.read(extension, "jpeg-extended-xmp", labels);
    }
    stores.tell(file, labels);
    requireEnd(file);
  }

  private static void described(byte[] data, JpegXmp xmp, LabelSink labels) throws IOException {
    if (startsWith(data, XMP_HEAD)) {
      XmpReader.read(Arrays.copyOfRange(data, XMP_HEAD.length, data.length), CARRIER, labels);
    } else if (startsWith(data, EXIF_HEAD)) {
      ExifLabels.read(TiffBytes.of(data, EXIF_HEAD.length), "jpeg", labels);
    } else {
      xmp.take(data);
    }
  }

  /** The segment at a place; fill bytes before the marker are skipped. */
  static Segment segment(Source file, long at) throws IOException {
    long from = at;
    while (file.u8(from) == 0xFF && file.u8(from + 1) == 0xFF) {
      if (++from - at > TAIL) {
        throw new MalformedMediaException("jpeg.marker", "endless fill bytes at " + at);
      }
    }
    if (file.u8(from) != 0xFF) {
      throw new MalformedMediaException("jpeg.marker", "expected a marker at " + from);
    }
    int marker = file.u8(from + 1);
    if (marker == EOI || marker == SOI || marker == 1 || (marker >= 0xD0 && marker <= 0xD7)) {
      return new Segment(from, marker, 2);
    }
    int length = file.u16be(from + 2);
    if (length < 2) {
      throw new MalformedMediaException("jpeg.segment", "segment length " + length + " at " + from);
    }
    file.require(from, 2L + length);
    return new Segment(from, marker, 2 + length);
  }

  /** A file cut off in its scan has no end in its last bytes. */
  static void requireEnd(Source file) throws IOException {
    int length = (int) Math.min(TAIL, file.size());
    byte[] tail = file.bytes(file.size() - length, length);
    for (int i = tail.length - 2; i >= 0; i--) {
      if ((tail[i] & 0xFF) == 0xFF && (tail[i + 1] & 0xFF) == EOI) {
        return;
      }
    }
    throw new MalformedMediaException("file.truncated", "no end of image in the last bytes");
  }

  static boolean startsWith(byte[] data, byte[] head) {
    return data.length >= head.length && Arrays.equals(data, 0, head.length, head, 0, head.length);
  }
}
