package io.colophon.labeling.container;

import io.colophon.labeling.container.ExifLabels.Patch;
import io.colophon.labeling.container.TiffDirectory.Entry;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Changes of a TIFF file that leave everything at its place. Not thread-safe. */
final class TiffEdit {
  private final Source input;
  private final TiffLayout layout;
  private final TreeMap<Long, byte[]> patches = new TreeMap<>();

  TiffEdit(Source input, TiffLayout layout) {
    this.input = input;
    this.layout = layout;
  }

  /**
   * Puts other bytes at a place. Where two patches would overlap, as only files made to confuse
   * have them, the later one is refused.
   */
  void patch(long at, byte[] bytes) throws MalformedMediaException {
    input.require(at, bytes.length);
    Map.Entry<Long, byte[]> before = patches.floorEntry(at);
    Long after = patches.higherKey(at);
    boolean same =
        before != null && before.getKey() == at && before.getValue().length == bytes.length;
    boolean clear =
        (before == null || before.getKey() + before.getValue().length <= at)
            && (after == null || at + bytes.length <= after);
    if (!same && !clear) {
      throw new MalformedMediaException("tiff.overlap", "two values share bytes at " + at);
    }
    patches.put(at, bytes);
  }

  void patch(Patch patch) throws MalformedMediaException {
    patch(patch.at(), patch.bytes());
  }

  /** Leaves entries of a directory out; those behind move up, the rest becomes zeros. */
  void remove(TiffDirectory directory, java.util.function.Predicate<Entry> gone)
      throws IOException {
    long kept = directory.entries().stream().filter(gone.negate()).count();
    if (kept == directory.entries().size()) {
      return;
    }
    byte[] table = new byte[(int) (directory.end(layout) - directory.at())];
    layout.put(table, 0, layout.countBytes(), kept);
    int at = layout.countBytes();
    for (Entry entry : directory.entries()) {
      if (!gone.test(entry)) {
        byte[] bytes = entry(entry);
        System.arraycopy(bytes, 0, table, at, bytes.length);
        at += bytes.length;
      }
    }
    layout.put(table, at, layout.offsetBytes(), directory.next());
    patches.subMap(directory.at(), directory.end(layout)).clear();
    patch(directory.at(), table);
  }

  /** An entry as it will stand in the new file. */
  byte[] entry(Entry entry) throws IOException {
    byte[] bytes = input.bytes(entry.at(), layout.entryBytes());
    for (Map.Entry<Long, byte[]> patch :
        patches.subMap(entry.at(), entry.at() + bytes.length).entrySet()) {
      int at = (int) (patch.getKey() - entry.at());
      int length = Math.min(patch.getValue().length, bytes.length - at);
      System.arraycopy(patch.getValue(), 0, bytes, at, length);
    }
    return bytes;
  }

  /** The whole old file with the changes in it. */
  PictureSplice splice() {
    PictureSplice file = new PictureSplice();
    long at = 0;
    for (Map.Entry<Long, byte[]> patch : patches.entrySet()) {
      file.copy(at, patch.getKey() - at);
      file.insert(patch.getValue());
      at = patch.getKey() + patch.getValue().length;
    }
    file.copy(at, input.size() - at);
    return file;
  }
}
