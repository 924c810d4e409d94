package io.colophon.labeling.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An image file directory of TIFF.
 *
 * @param at where it stands
 * @param entries in file order
 * @param next offset of the next directory; 0 when it is the last
 */
record TiffDirectory(long at, List<Entry> entries, long next) {
  static final int DESCRIPTION = 0x010E;
  static final int ORIENTATION = 0x0112;
  static final int XMP = 0x02BC;
  static final int EXIF = 0x8769;
  static final int USER_COMMENT = 0x9286;
  static final int C2PA = 0xCD41;

  /** Types by number: bytes of one value. */
  private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

  private static final int MAX_ENTRIES = 65_535;

  TiffDirectory {
    entries = List.copyOf(entries);
  }

  /**
   * An entry.
   *
   * @param at where it stands
   * @param type of one value, as in the file
   * @param count values
   * @param valueAt where the values stand, in the entry itself or elsewhere
   * @param bytes all values together; 0 when the type is unknown
   */
  record Entry(long at, int tag, int type, long count, long valueAt, long bytes) {}

  /** Reads one directory. */
  static TiffDirectory read(TiffBytes file, TiffLayout layout, long at) throws IOException {
    int countBytes = layout.countBytes();
    long count = layout.number(file.bytes(at, countBytes), 0, countBytes);
    if (count < 0 || count > MAX_ENTRIES) {
      throw new MalformedMediaException(
          "tiff.directory", count + " entries at " + at + ", expected up to " + MAX_ENTRIES);
    }
    int size = layout.entryBytes();
    int offset = layout.offsetBytes();
    byte[] table = file.bytes(at + countBytes, (int) count * size + offset);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = i * size;
      int tag = (int) layout.number(table, from, 2);
      int type = (int) layout.number(table, from + 2, 2);
      long values = layout.number(table, from + 4, offset);
      int one = type < TYPE_BYTES.length ? TYPE_BYTES[type] : 0;
      if (one > 0 && (values < 0 || values > Long.MAX_VALUE / 8)) {
        throw new MalformedMediaException("tiff.entry", "tag " + tag + " counts " + values);
      }
      long bytes = one * values;
      long entryAt = at + countBytes + from;
      long valueAt =
          bytes <= offset ? entryAt + 4 + offset : layout.number(table, from + 4 + offset, offset);
      entries.add(new Entry(entryAt, tag, type, values, valueAt, bytes));
    }
    return new TiffDirectory(at, entries, layout.number(table, (int) count * size, offset));
  }

  /** Where it ends. */
  long end(TiffLayout layout) {
    return at
        + layout.countBytes()
        + (long) entries.size() * layout.entryBytes()
        + layout.offsetBytes();
  }

  /** The first entry of a tag. */
  Optional<Entry> entry(int tag) {
    return entries.stream().filter(entry -> entry.tag() == tag).findFirst();
  }

  /** The number in an entry of one value; empty when there is none. */
  static Optional<Long> number(TiffBytes file, TiffLayout layout, Optional<Entry> entry)
      throws IOException {
    if (entry.isEmpty() || entry.get().bytes() < 1 || entry.get().bytes() > layout.offsetBytes()) {
      return Optional.empty();
    }
    int length = TYPE_BYTES[entry.get().type()];
    return Optional.of(layout.number(file.bytes(entry.get().valueAt(), length), 0, length));
  }
}
