package io.colophon.labeling.container;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Puts the label into {@code moov/udta/meta} and takes out one that stands there or in {@code
 * moov/meta}. Other keys and their values stay. Where {@code udta} has a list without keys (as
 * music players write it), ours is a box beside it.
 */
final class Mp4LabelEdit {
  private static final byte[] KEY = "mdtaAIGC".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] FULL_BOX = new byte[4];
  private static final int UTF_8 = 1;

  private Mp4LabelEdit() {}

  static void apply(Mp4Tree movie, String json, List<String> notes) throws MalformedMediaException {
    Mp4Tree userData = null;
    for (Mp4Tree box : List.copyOf(movie.children())) {
      if (box.type().equals("meta")) {
        replace(movie, box, notes);
      } else if (box.type().equals("udta") && userData == null) {
        userData = box;
      }
    }
    if (userData == null) {
      userData = Mp4Tree.container("udta", new byte[0], List.of());
      movie.children().add(userData);
    }
    List<Entry> entries = new ArrayList<>();
    Iterator<Mp4Tree> boxes = userData.children().iterator();
    while (boxes.hasNext()) {
      Mp4Tree box = boxes.next();
      if (box.type().equals("meta")) {
        List<Entry> found = entries(box);
        if (!found.isEmpty()) {
          entries.addAll(found);
          boxes.remove();
        }
      }
    }
    if (entries.removeIf(Entry::isLabel)) {
      Notes.add(notes, Notes.REPLACED_LABEL);
    }
    entries.add(label(json));
    userData.children().add(0, meta(entries));
  }

  /** A key with its item; both as they stand in the file, without their sizes. */
  private record Entry(byte[] key, byte[] item) {
    boolean isLabel() {
      return key.length >= 4
          && Mp4Keys.isLabel(new String(key, 4, key.length - 4, StandardCharsets.UTF_8));
    }
  }

  /** Takes the label out of a list directly in moov; other keys stay where they are. */
  private static void replace(Mp4Tree movie, Mp4Tree meta, List<String> notes)
      throws MalformedMediaException {
    List<Entry> entries = entries(meta);
    if (entries.removeIf(Entry::isLabel)) {
      Notes.add(notes, Notes.REPLACED_LABEL);
      int at = movie.children().indexOf(meta);
      movie.children().remove(at);
      if (!entries.isEmpty()) {
        movie.children().add(at, meta(entries));
      }
    }
  }

  /** The keyed entries of a meta box; none when it is a list of another kind. */
  private static List<Entry> entries(Mp4Tree meta) throws MalformedMediaException {
    ByteBuffer content = meta.content().duplicate().clear();
    if (content.capacity() >= 12 && content.getInt(0) == 0) {
      content.position(4);
    }
    List<byte[]> keys = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    for (Mp4Tree box : Mp4Tree.parse(content, 1, new int[1])) {
      if (box.type().equals("keys")) {
        keys = keys(box.content());
      } else if (box.type().equals("ilst")) {
        for (Mp4Tree item : box.children()) {
          int index = ByteBuffer.wrap(item.type().getBytes(StandardCharsets.ISO_8859_1)).getInt();
          if (index >= 1 && index <= keys.size()) {
            entries.add(new Entry(keys.get(index - 1), item.bytes()));
          }
        }
      }
    }
    return entries;
  }

  private static List<byte[]> keys(ByteBuffer content) throws MalformedMediaException {
    List<byte[]> keys = new ArrayList<>();
    if (content.capacity() < 8) {
      throw new MalformedMediaException("mp4.keys", "keys box without a count");
    }
    ByteBuffer list = content.duplicate().clear().position(8);
    while (list.remaining() >= 8) {
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

  private static Entry label(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    ByteBuffer data = ByteBuffer.allocate(16 + text.length);
    data.putInt(16 + text.length).put("data".getBytes(StandardCharsets.ISO_8859_1));
    data.putInt(UTF_8).putInt(0).put(text);
    return new Entry(KEY, data.array());
  }

  private static Mp4Tree meta(List<Entry> entries) {
    int keyBytes = entries.stream().mapToInt(entry -> 4 + entry.key().length).sum();
    ByteBuffer keys = ByteBuffer.allocate(8 + keyBytes).putInt(0).putInt(entries.size());
    List<Mp4Tree> items = new ArrayList<>();
    for (Entry entry : entries) {
      keys.putInt(4 + entry.key().length).put(entry.key());
      byte[] index = ByteBuffer.allocate(4).putInt(items.size() + 1).array();
      items.add(Mp4Tree.leaf(new String(index, StandardCharsets.ISO_8859_1), entry.item()));
    }
    byte[] handler = new byte[25];
    System.arraycopy("mdta".getBytes(StandardCharsets.ISO_8859_1), 0, handler, 8, 4);
    return Mp4Tree.container(
        "meta",
        FULL_BOX,
        List.of(
            Mp4Tree.leaf("hdlr", handler),
            Mp4Tree.leaf("keys", keys.array()),
            Mp4Tree.container("ilst", new byte[0], items)));
  }
}
