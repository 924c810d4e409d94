package io.colophon.labeling.document;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Writes a package anew with some parts replaced or added; order and times of the rest stay. */
final class PackageCopy {
  /** Unpacked; a document that says more is refused before anything is unpacked. */
  private static final long MOST_UNPACKED = 1L << 30;

  private PackageCopy() {}

  static void write(ZipFile zip, Map<String, byte[]> parts, OutputStream out)
      throws LabelingException, IOException {
    long unpacked = OoxmlParts.unpacked(zip);
    if (unpacked > MOST_UNPACKED) {
      throw new LabelingException(
          Reason.TOO_LARGE, unpacked + " bytes unpacked, expected up to " + MOST_UNPACKED);
    }
    Map<String, byte[]> left = new LinkedHashMap<>(parts);
    ZipOutputStream copy = new ZipOutputStream(out);
    for (ZipEntry entry : Collections.list(zip.entries())) {
      byte[] replacement = left.remove(entry.getName());
      copy.putNextEntry(like(entry));
      if (replacement != null) {
        copy.write(replacement);
      } else {
        copyContent(zip, entry, copy);
      }
      copy.closeEntry();
    }
    for (Map.Entry<String, byte[]> added : left.entrySet()) {
      ZipEntry entry = new ZipEntry(added.getKey());
      // The time of every part of our own: the same input gives the same bytes.
      entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
      copy.putNextEntry(entry);
      copy.write(added.getValue());
      copy.closeEntry();
    }
    copy.finish();
    copy.flush();
  }

  private static ZipEntry like(ZipEntry entry) {
    ZipEntry copy = new ZipEntry(entry.getName());
    copy.setTimeLocal(entry.getTimeLocal());
    copy.setComment(entry.getComment());
    return copy;
  }

  private static void copyContent(ZipFile zip, ZipEntry entry, OutputStream out)
      throws LabelingException, IOException {
    byte[] chunk = new byte[1 << 16];
    long left = entry.getSize();
    try (InputStream in = zip.getInputStream(entry)) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        left -= n;
        if (left < 0) {
          throw new LabelingException(
              Reason.MALFORMED_INPUT, entry.getName() + " unpacks to more than it says");
        }
        out.write(chunk, 0, n);
      }
    }
  }
}
