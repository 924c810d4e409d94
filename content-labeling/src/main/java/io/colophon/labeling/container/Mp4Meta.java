package io.colophon.labeling.container;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code meta} box that is being edited. In MP4 it begins with four bytes of version and flags,
 * in QuickTime it does not; each keeps its form. Items whose names stand in a {@code keys} box are
 * held with their names, all others as they are.
 */
final class Mp4Meta {
  private static final byte[] KEY = "mdtaAIGC".getBytes(StandardCharsets.ISO_8859_1);
  private static final int FULL_HEAD = 4;
  private static final int KEYS_HEAD = 8;
  private static final int UTF_8 = 1;

  private final byte[] head;
  private final List<Mp4Tree> others = new ArrayList<>();
  private final List<Item> items = new ArrayList<>();
  private boolean keyed;
  private boolean listed;

  /**
   * @param key namespace and name as they stand in the file, null for an item named by its type
   */
  private record Item(byte @Nullable [] key, String type, byte[] content) {
    boolean isLabel() {
      if (key != null) {
        return key.length >= 4
            && Mp4Keys.isLabel(new String(key, 4, key.length - 4, StandardCharsets.UTF_8));
      }
      return Mp4Keys.isLabel(type) || (type.equals("----") && Mp4Keys.isLabel(freeName()));
    }

    /** The name of a free-form item, as music players write it: in a box of its own. */
    private String freeName() {
      try {
        for (Mp4Tree box : Mp4Tree.parse(ByteBuffer.wrap(content), 1, new int[1])) {
          if (box.type().equals("name") && box.size() >= FULL_HEAD) {
            byte[] bytes = box.bytes();
            return new String(bytes, 4, bytes.length - 4, StandardCharsets.UTF_8);
          }
        }
        return "";
      } catch (MalformedMediaException e) {
        return "";
      }
    }
  }

  private Mp4Meta(byte[] head) {
    this.head = head;
  }

  /** An empty list of keyed items, of the form that readers expect in user data of both. */
  static Mp4Meta empty() {
    Mp4Meta meta = new Mp4Meta(new byte[FULL_HEAD]);
    byte[] handler = new byte[25];
    System.arraycopy("mdta".getBytes(StandardCharsets.ISO_8859_1), 0, handler, 8, 4);
    meta.others.add(Mp4Tree.leaf("hdlr", handler));
    meta.keyed = true;
    meta.listed = true;
    return meta;
  }

  /** The box with this content. */
  static Mp4Meta of(ByteBuffer content) throws MalformedMediaException {
    ByteBuffer rest = content.duplicate().clear();
    boolean full = rest.capacity() >= 12 && rest.getInt(0) == 0;
    byte[] head = new byte[full ? FULL_HEAD : 0];
    rest.get(head);
    Mp4Meta meta = new Mp4Meta(head);
    List<byte[]> keys = new ArrayList<>();
    List<Mp4Tree> found = new ArrayList<>();
    for (Mp4Tree box : Mp4Tree.parse(rest, 1, new int[1])) {
      if (box.type().equals("keys") && !meta.keyed) {
        meta.keyed = true;
        keys = keys(box.content());
      } else if (box.type().equals("ilst") && !meta.listed) {
        meta.listed = true;
        found.addAll(box.children());
      } else {
        meta.others.add(box);
      }
    }
    for (Mp4Tree item : found) {
      int index = ByteBuffer.wrap(item.type().getBytes(StandardCharsets.ISO_8859_1)).getInt();
      boolean named = index >= 1 && index <= keys.size();
      meta.items.add(new Item(named ? keys.get(index - 1) : null, item.type(), item.bytes()));
    }
    return meta;
  }

  /** Whether names stand in a {@code keys} box. */
  boolean isKeyed() {
    return keyed;
  }

  /** The boxes that are neither names nor items. */
  List<Mp4Tree> others() {
    return others;
  }

  /** Takes every China label out; whether there was one. */
  boolean removeLabels() {
    return items.removeIf(Item::isLabel);
  }

  /** Whether there is nothing left that one would miss. */
  boolean isEmpty() {
    return items.isEmpty()
        && others.stream().allMatch(box -> box.type().equals("hdlr") || box.type().equals("free"));
  }

  /** Adds the China label. */
  void add(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    ByteBuffer data = ByteBuffer.allocate(16 + text.length);
    data.putInt(16 + text.length).put("data".getBytes(StandardCharsets.ISO_8859_1));
    data.putInt(UTF_8).putInt(0).put(text);
    items.add(new Item(KEY, "", data.array()));
  }

  /** The content of the box. */
  byte[] bytes() {
    List<Mp4Tree> boxes = new ArrayList<>(others);
    List<byte[]> keys = new ArrayList<>();
    List<Mp4Tree> values = new ArrayList<>();
    for (Item item : items) {
      String type = item.type();
      if (item.key() != null) {
        keys.add(item.key());
        byte[] index = ByteBuffer.allocate(4).putInt(keys.size()).array();
        type = new String(index, StandardCharsets.ISO_8859_1);
      }
      values.add(Mp4Tree.leaf(type, item.content()));
    }
    int at = 0;
    while (at < boxes.size() && boxes.get(at).type().equals("hdlr")) {
      at++;
    }
    if (keyed) {
      boxes.add(at++, Mp4Tree.leaf("keys", keyBytes(keys)));
    }
    if (listed || !values.isEmpty()) {
      boxes.add(at, Mp4Tree.container("ilst", new byte[0], values));
    }
    return Mp4Tree.container("meta", head, boxes).bytes();
  }

  private static byte[] keyBytes(List<byte[]> keys) {
    int size = keys.stream().mapToInt(key -> 4 + key.length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(KEYS_HEAD + size).putInt(0).putInt(keys.size());
    for (byte[] key : keys) {
      bytes.putInt(4 + key.length).put(key);
    }
    return bytes.array();
  }

  private static List<byte[]> keys(ByteBuffer content) throws MalformedMediaException {
    List<byte[]> keys = new ArrayList<>();
    if (content.capacity() < KEYS_HEAD) {
      throw new MalformedMediaException("mp4.keys", "keys box without a count");
    }
    ByteBuffer list = content.duplicate().clear().position(KEYS_HEAD);
    long entries = Integer.toUnsignedLong(list.getInt(4));
    while (keys.size() < entries) {
      if (list.remaining() < 8 || keys.size() == Mp4Keys.MAX_KEYS) {
        throw new MalformedMediaException("mp4.keys", entries + " keys do not fit their box");
      }
      int size = list.getInt(list.position());
      if (size < 8 || size > list.remaining()) {
        throw new MalformedMediaException("mp4.keys", "key of " + size + " bytes");
      }
      byte[] key = new byte[size - 4];
      list.get(list.position() + 4, key);
      keys.add(key);
      list.position(list.position() + size);
    }
    return keys;
  }
}
