package io.colophon.labeling.container;

import io.colophon.labeling.container.HeifItem.Extent;
import io.colophon.labeling.container.HeifMeta.Child;
import io.colophon.labeling.container.HeifMeta.Sizes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A {@code meta} box with all items at new places and, where there is none yet, one more for XMP.
 * How many bytes it has depends on the items, not on their places.
 */
final class HeifMetaEdit {
  private static final byte[] XMP_TYPE =
      "\0application/rdf+xml\0".getBytes(StandardCharsets.ISO_8859_1);

  private final HeifMeta meta;
  private final List<HeifItem> items;
  private final boolean added;
  private final long xmp;

  /**
   * @param items all of the new file
   * @param xmp id of the one that holds the packet
   * @param added whether it is new
   */
  HeifMetaEdit(HeifMeta meta, List<HeifItem> items, long xmp, boolean added) {
    this.meta = meta;
    this.items = items;
    this.xmp = xmp;
    this.added = added;
  }

  /** The whole box. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean referenced = false;
    for (Child child : meta.children()) {
      byte[] old = Arrays.copyOfRange(meta.bytes(), child.from(), child.end());
      switch (child.type()) {
        case "iloc" -> out.writeBytes(box("iloc", locations()));
        case "iinf" -> out.writeBytes(added ? withInfo(old) : old);
        case "iref" -> {
          referenced = true;
          out.writeBytes(added ? withReference(old) : old);
        }
        default -> out.writeBytes(old);
      }
    }
    if (added && !referenced) {
      out.writeBytes(box("iref", concat(new byte[4], reference(0))));
    }
    byte[] full = Arrays.copyOfRange(meta.bytes(), meta.childrenAt() - 4, meta.childrenAt());
    return box("meta", concat(full, out.toByteArray()));
  }

  private byte[] locations() {
    Sizes sizes = meta.sizes();
    int offset = Math.max(4, sizes.offset());
    int length = Math.max(4, sizes.length());
    boolean wide = sizes.version() == 2;
    int extents = items.stream().mapToInt(item -> item.extents().size()).sum();
    ByteBuffer out =
        ByteBuffer.allocate(10 + items.size() * 20 + extents * (sizes.index() + offset + length));
    out.putInt(sizes.version() << 24);
    out.putShort((short) (offset << 12 | length << 8 | sizes.index()));
    id(out, wide, items.size());
    for (HeifItem item : items) {
      id(out, wide, item.id());
      if (sizes.version() > 0) {
        out.putShort((short) item.method());
      }
      out.putShort((short) item.reference()).putShort((short) item.extents().size());
      for (Extent extent : item.extents()) {
        number(out, sizes.index(), extent.index());
        number(out, offset, extent.offset());
        number(out, length, extent.length());
      }
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private static void id(ByteBuffer out, boolean wide, long value) {
    number(out, wide ? 4 : 2, value);
  }

  private static void number(ByteBuffer out, int size, long value) {
    switch (size) {
      case 2 -> out.putShort((short) value);
      case 4 -> out.putInt((int) value);
      case 8 -> out.putLong(value);
      default -> {}
    }
  }

  /** One more entry, and a count that is one higher. */
  private byte[] withInfo(byte[] box) {
    boolean narrow = box[8] == 0;
    ByteBuffer count = ByteBuffer.wrap(box);
    if (narrow) {
      count.putShort(12, (short) (count.getShort(12) + 1));
    } else {
      count.putInt(12, count.getInt(12) + 1);
    }
    boolean wide = xmp > 0xFFFF;
    ByteBuffer info = ByteBuffer.allocate(10 + (wide ? 4 : 2) + XMP_TYPE.length);
    info.putInt((wide ? 3 : 2) << 24);
    number(info, wide ? 4 : 2, xmp);
    info.putShort((short) 0).put("mime".getBytes(StandardCharsets.ISO_8859_1)).put(XMP_TYPE);
    return box("iinf", concat(Arrays.copyOfRange(box, 8, box.length), box("infe", info.array())));
  }

  private byte[] withReference(byte[] box) {
    return box("iref", concat(Arrays.copyOfRange(box, 8, box.length), reference(box[8])));
  }

  /** The packet describes the picture. */
  private byte[] reference(int version) {
    int size = version == 0 ? 2 : 4;
    ByteBuffer reference = ByteBuffer.allocate(2 * size + 2);
    number(reference, size, xmp);
    reference.putShort((short) 1);
    number(reference, size, meta.primary());
    return box("cdsc", reference.array());
  }

  static byte[] box(String type, byte[] content) {
    return ByteBuffer.allocate(8 + content.length)
        .putInt(8 + content.length)
        .put(type.getBytes(StandardCharsets.ISO_8859_1))
        .put(content)
        .array();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
