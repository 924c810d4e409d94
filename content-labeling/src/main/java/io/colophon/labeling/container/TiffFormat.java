package io.colophon.labeling.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * TIFF (revision 6.0) and BigTIFF, of either byte order. The label stands in the XMP packet of tag
 * 0x02BC of the first directory, a manifest store in tag 0xCD41 (C2PA 2.2, A.3.9).
 */
public final class TiffFormat implements MediaFormat {
  /** Where we write. */
  public static final String CARRIER = "tiff-xmp";

  private static final int MAX_DIRECTORIES = 4096;

  @Override
  public String mimeType() {
    return "image/tiff";
  }

  @Override
  public boolean recognises(byte[] head) {
    return Magic.at(head, 0, 'I', 'I', 42, 0)
        || Magic.at(head, 0, 'M', 'M', 0, 42)
        || Magic.at(head, 0, 'I', 'I', 43, 0)
        || Magic.at(head, 0, 'M', 'M', 0, 43);
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    TiffBytes bytes = TiffBytes.of(file);
    TiffLayout layout = TiffLayout.of(bytes);
    for (TiffDirectory directory : directories(bytes, layout)) {
      Optional<TiffDirectory.Entry> xmp = directory.entry(TiffDirectory.XMP);
      if (xmp.isPresent()) {
        packet(file, xmp.get(), labels);
      }
      Optional<TiffDirectory.Entry> store = directory.entry(TiffDirectory.C2PA);
      if (store.isPresent()) {
        Range range = new Range(store.get().valueAt(), store.get().bytes());
        file.require(range.at(), range.length());
        labels.note("c2pa.present", "a C2PA manifest store");
        labels.manifest(StorePlace.of(range, range));
      }
    }
    ExifLabels.readTexts(bytes, "tiff", labels);
  }

  private static void packet(Source file, TiffDirectory.Entry xmp, LabelSink labels)
      throws IOException {
    if (xmp.bytes() > XmpReader.MAX_PACKET) {
      labels.broken("xmp.too-large", "packet of " + xmp.bytes() + " bytes");
    } else {
      XmpReader.read(file.bytes(xmp.valueAt(), (int) xmp.bytes()), CARRIER, labels);
    }
  }

  /** The pages of a file, the first one first. */
  static List<TiffDirectory> directories(TiffBytes bytes, TiffLayout layout) throws IOException {
    List<TiffDirectory> directories = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    long entries = 0;
    for (long at = layout.first(bytes); at != 0; ) {
      if (!seen.add(at)) {
        throw new MalformedMediaException("tiff.loop", "a directory follows itself at " + at);
      }
      TiffDirectory directory = TiffDirectory.read(bytes, layout, at);
      entries += directory.entries().size();
      if (seen.size() > MAX_DIRECTORIES || entries > LabelSink.MAX_CHUNKS) {
        throw new MalformedMediaException(
            "file.too-many-parts",
            "more than " + MAX_DIRECTORIES + " directories or their entries");
      }
      directories.add(directory);
      at = directory.next();
    }
    if (directories.isEmpty()) {
      throw new MalformedMediaException("tiff.directory", "no directory in the file");
    }
    return directories;
  }
}
