package io.colophon.labeling.container;

import io.colophon.labeling.container.HeifItem.Extent;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The {@code meta} box of HEIF, read into memory: items and where they are. Not thread-safe. */
final class HeifMeta {
  /** Meta boxes of real files have a few kilobytes, with grids of tiles some hundred. */
  private static final int MAX_BYTES = 4 << 20;

  private static final int FULL = 4;

  private final Mp4Box box;
  private final byte[] bytes;
  private final int start;
  private final List<Child> children = new ArrayList<>();
  private final Map<Long, HeifItem> items = new HashMap<>();
  private final List<Long> order = new ArrayList<>();
  private long itemData = -1;
  private Sizes sizes = new Sizes(0, 4, 4, 0);

  /**
   * A box inside.
   *
   * @param from where it stands in {@link #bytes()}
   * @param end where the next one does
   */
  record Child(String type, int from, int end) {}

  /** How {@code iloc} writes its numbers. */
  record Sizes(int version, int offset, int length, int index) {}

  private HeifMeta(Mp4Box box, byte[] bytes) {
    this.box = box;
    this.bytes = bytes;
    this.start = (int) (box.data() - box.at());
  }

  static HeifMeta read(Source file, Mp4Box box) throws IOException {
    long length = box.end() - box.at();
    if (length > MAX_BYTES) {
      throw new MalformedMediaException(
          "heif.meta", "meta box of " + length + " bytes, expected at most " + MAX_BYTES);
    }
    HeifMeta meta = new HeifMeta(box, file.bytes(box.at(), (int) length));
    try {
      meta.parse();
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new MalformedMediaException("heif.meta", "items do not fit their boxes");
    }
    return meta;
  }

  Mp4Box box() {
    return box;
  }

  /** All of the box, header included. */
  byte[] bytes() {
    return bytes;
  }

  /** Where the boxes inside begin. */
  int childrenAt() {
    return start + FULL;
  }

  List<Child> children() {
    return children;
  }

  Sizes sizes() {
    return sizes;
  }

  /** In the order of the file. */
  List<HeifItem> items() {
    return order.stream().map(items::get).toList();
  }

  /** The item that is the picture; 0 when the file does not say. */
  long primary() {
    for (Child child : children) {
      if (child.type().equals("pitm")) {
        ByteBuffer in = content(child);
        return in.getInt() >>> 24 == 0
            ? in.getShort() & 0xFFFF
            : Integer.toUnsignedLong(in.getInt());
      }
    }
    return 0;
  }

  /** Bytes of an item. */
  long length(HeifItem item) {
    long length = 0;
    for (Extent extent : item.extents()) {
      length += extent.length();
      if (length < 0) {
        return Long.MAX_VALUE;
      }
    }
    return length;
  }

  /** The bytes of an item; the caller has looked at its length. */
  byte[] data(Source file, HeifItem item) throws IOException {
    ByteBuffer data = ByteBuffer.allocate((int) length(item));
    for (Extent extent : item.extents()) {
      data.put(file.bytes(place(item, extent), (int) extent.length()));
    }
    return data.array();
  }

  /** Where a part of an item stands in the file. */
  long place(HeifItem item, Extent extent) throws MalformedMediaException {
    if (item.method() == 0 && item.reference() == 0) {
      return extent.offset();
    }
    if (item.method() == 1 && itemData >= 0) {
      return box.at() + itemData + extent.offset();
    }
    throw new MalformedMediaException(
        "heif.item", "item " + item.id() + " by method " + item.method() + " cannot be found");
  }

  ByteBuffer content(Child child) {
    return ByteBuffer.wrap(bytes, child.from() + 8, child.end() - child.from() - 8).slice();
  }

  private void parse() throws MalformedMediaException {
    for (int at = childrenAt(); at + 8 <= bytes.length; ) {
      long size = Integer.toUnsignedLong(ByteBuffer.wrap(bytes, at, 4).getInt());
      if (size < 8 || size > bytes.length - at) {
        throw new MalformedMediaException("heif.meta", "box of " + size + " bytes in meta");
      }
      String type = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
      children.add(new Child(type, at, at + (int) size));
      at += (int) size;
    }
    for (Child child : children) {
      if (child.type().equals("iinf")) {
        infos(content(child));
      } else if (child.type().equals("idat")) {
        itemData = child.from() + 8;
      }
    }
    for (Child child : children) {
      if (child.type().equals("iloc")) {
        locations(content(child));
      } else if (child.type().equals("iref")) {
        content(child).getInt(); // its version, which whoever edits it needs
      }
    }
    primary();
  }

  private void infos(ByteBuffer in) throws MalformedMediaException {
    long count =
        in.getInt() >>> 24 == 0 ? in.getShort() & 0xFFFF : Integer.toUnsignedLong(in.getInt());
    for (long i = 0; i < count && in.remaining() >= 8; i++) {
      int from = in.position();
      int size = in.getInt();
      if (size < 12 || size > in.limit() - from) {
        throw new MalformedMediaException("heif.infe", "entry of " + size + " bytes");
      }
      ByteBuffer entry = in.slice(from, size).position(8);
      in.position(from + size);
      int version = entry.getInt() >>> 24;
      if (version < 2) {
        continue;
      }
      long id = version == 2 ? entry.getShort() & 0xFFFF : Integer.toUnsignedLong(entry.getInt());
      entry.getShort();
      byte[] type = new byte[4];
      entry.get(type);
      String name = new String(type, StandardCharsets.ISO_8859_1);
      String contentType = "";
      if (name.equals("mime")) {
        text(entry);
        contentType = text(entry);
      }
      put(new HeifItem(id, name, contentType, 0, 0, List.of()));
    }
  }

  private void put(HeifItem item) {
    if (items.put(item.id(), item) == null) {
      order.add(item.id());
    }
  }

  private static String text(ByteBuffer in) {
    int from = in.position();
    while (in.hasRemaining() && in.get() != 0) {
      // to the end of the text
    }
    int end = in.position() - (in.position() > from && in.get(in.position() - 1) == 0 ? 1 : 0);
    byte[] bytes = new byte[end - from];
    in.get(from, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void locations(ByteBuffer in) throws MalformedMediaException {
    int version = in.getInt() >>> 24;
    int packed = in.getShort() & 0xFFFF;
    int base = packed >> 4 & 15;
    sizes = new Sizes(version, packed >> 12, packed >> 8 & 15, version == 0 ? 0 : packed & 15);
    if (version > 2) {
      throw new MalformedMediaException("heif.iloc", "version " + version + ", expected up to 2");
    }
    long count = version < 2 ? in.getShort() & 0xFFFF : Integer.toUnsignedLong(in.getInt());
    for (long i = 0; i < count; i++) {
      long id = version < 2 ? in.getShort() & 0xFFFF : Integer.toUnsignedLong(in.getInt());
      int method = version == 0 ? 0 : in.getShort() & 15;
      int reference = in.getShort() & 0xFFFF;
      long from = number(in, base);
      int extents = in.getShort() & 0xFFFF;
      List<Extent> places = new ArrayList<>();
      for (int j = 0; j < extents; j++) {
        long index = number(in, sizes.index());
        long offset = from + number(in, sizes.offset());
        places.add(new Extent(index, offset, number(in, sizes.length())));
      }
      HeifItem known = items.getOrDefault(id, new HeifItem(id, "", "", 0, 0, List.of()));
      put(new HeifItem(id, known.type(), known.contentType(), method, reference, places));
    }
  }

  private static long number(ByteBuffer in, int size) throws MalformedMediaException {
    long number =
        switch (size) {
          case 0 -> 0;
          case 4 -> Integer.toUnsignedLong(in.getInt());
          case 8 -> in.getLong();
          default -> -1;
        };
    if (number < 0) {
      throw new MalformedMediaException("heif.iloc", "a number of " + size + " bytes");
    }
    return number;
  }
}
