package io.colophon.labeling.container;

import java.io.IOException;
import java.util.Set;

/**
 * HEIF (ISO/IEC 23008-12) with pictures of AV1 or HEVC: AVIF and HEIC. The label stands in the XMP
 * packet of an item of type {@code mime} in the {@code meta} box (TC260-PG-20259A).
 */
public final class HeifFormat implements MediaFormat {
  /** Where we write. */
  public static final String CARRIER = "heif-xmp";

  private static final Set<String> AVIF = Set.of("avif", "avis");
  private static final Set<String> HEIC = Set.of("heic", "heix", "heim", "heis", "hevc", "hevx");
  private static final Set<String> STRUCTURAL = Set.of("mif1", "msf1", "mif2");

  private final String mimeType;
  private final Set<String> brands;

  private HeifFormat(String mimeType, Set<String> brands) {
    this.mimeType = mimeType;
    this.brands = brands;
  }

  /** AVIF. */
  public static HeifFormat avif() {
    return new HeifFormat("image/avif", AVIF);
  }

  /** HEIC. */
  public static HeifFormat heic() {
    return new HeifFormat("image/heic", HEIC);
  }

  @Override
  public String mimeType() {
    return mimeType;
  }

  @Override
  public boolean recognises(byte[] head) {
    if (!Magic.at(head, 4, "ftyp")) {
      return false;
    }
    if (isOneOf(head, 8, brands)) {
      return true;
    }
    boolean named = false;
    for (int at = 16; at + 4 <= Math.min(head.length, head[3] & 0xFF); at += 4) {
      named |= isOneOf(head, at, brands);
    }
    return named && isOneOf(head, 8, STRUCTURAL);
  }

  private static boolean isOneOf(byte[] head, int at, Set<String> names) {
    return names.stream().anyMatch(name -> Magic.at(head, at, name));
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    Chunks count = new Chunks();
    boolean described = false;
    for (long at = 0; at < file.size(); ) {
      count.next();
      Mp4Box box = Mp4Box.at(file, at, file.size());
      if (box.type().equals("meta") && !described) {
        described = true;
        items(file, HeifMeta.read(file, box), labels);
      } else if (Mp4Store.is(file, box)) {
        labels.note("c2pa.present", "a C2PA manifest store");
        Mp4Store.in(file, box).ifPresent(labels::manifest);
      }
      at = box.end();
    }
    if (!described) {
      throw new MalformedMediaException("heif.meta", "no meta box");
    }
  }

  private static void items(Source file, HeifMeta meta, LabelSink labels) throws IOException {
    for (HeifItem item : meta.items()) {
      if (item.isXmp()) {
        long length = meta.length(item);
        if (length > XmpReader.MAX_PACKET) {
          labels.broken("xmp.too-large", "packet of " + length + " bytes");
        } else {
          XmpReader.read(meta.data(file, item), CARRIER, labels);
        }
      } else if (item.isExif() && meta.length(item) <= XmpReader.MAX_PACKET) {
        byte[] data = meta.data(file, item);
        ExifLabels.read(TiffBytes.of(data, HeifItem.exifStart(data)), "heif", labels);
      }
    }
  }
}
