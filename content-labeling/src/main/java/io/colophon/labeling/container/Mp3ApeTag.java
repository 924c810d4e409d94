package io.colophon.labeling.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The APE tag (version 1 or 2) that some writers put behind the sound, before the ID3v1 tag if
 * there is one. Players read it, so a label may stand there.
 *
 * @param at where it begins, its head included
 * @param end where it ends
 * @param items its items; empty where one does not fit
 */
record Mp3ApeTag(long at, long end, List<Item> items, byte[] footer) {
  private static final int FOOTER = 32;
  private static final int ID3V1 = 128;
  private static final int MAX_TAG = 16 << 20;
  private static final int MAX_ITEMS = 4096;
  private static final byte[] MAGIC = "APETAGEX".getBytes(StandardCharsets.US_ASCII);

  /** One item: its key, and itself as it stands in the file. */
  record Item(String key, byte[] bytes, int valueAt) {
    boolean isLabel() {
      return key.equalsIgnoreCase("AIGC");
    }

    String value() {
      return new String(bytes, valueAt, bytes.length - valueAt, StandardCharsets.UTF_8);
    }
  }

  static Optional<Mp3ApeTag> find(Source file) throws IOException {
    long end = file.size();
    if (file.has(end - ID3V1, new byte[] {'T', 'A', 'G'})) {
      end -= ID3V1;
    }
    if (!file.has(end - FOOTER, MAGIC)) {
      return Optional.empty();
    }
    long size = file.u32le(end - 20);
    long count = file.u32le(end - 16);
    boolean head = (file.u32le(end - 12) & 0x80000000L) != 0;
    long first = end - size;
    long at = head ? first - FOOTER : first;
    if (size < FOOTER || size > MAX_TAG || count > MAX_ITEMS || at < 0) {
      return Optional.empty();
    }
    byte[] bytes = file.bytes(first, (int) size - FOOTER);
    List<Item> items = items(bytes, (int) count);
    return Optional.of(new Mp3ApeTag(at, end, items, file.bytes(end - FOOTER, FOOTER)));
  }

  private static List<Item> items(byte[] bytes, int count) {
    List<Item> items = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < count; i++) {
      int keyEnd = at + 8;
      while (keyEnd < bytes.length && bytes[keyEnd] != 0) {
        keyEnd++;
      }
      if (keyEnd >= bytes.length) {
        return List.of();
      }
      long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at) & 0xFFFFFFFFL;
      if (length > bytes.length - keyEnd - 1) {
        return List.of();
      }
      int next = keyEnd + 1 + (int) length;
      String key = new String(bytes, at + 8, keyEnd - at - 8, StandardCharsets.ISO_8859_1);
      items.add(new Item(key, java.util.Arrays.copyOfRange(bytes, at, next), keyEnd + 1 - at));
      at = next;
    }
    return items;
  }

  boolean holdsLabel() {
    return items.stream().anyMatch(Item::isLabel);
  }

  /** The tag without labels, with a foot and no head. */
  byte[] withoutLabel() {
    List<byte[]> kept = items.stream().filter(item -> !item.isLabel()).map(Item::bytes).toList();
    int size = FOOTER + kept.stream().mapToInt(item -> item.length).sum();
    ByteBuffer tag = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    kept.forEach(tag::put);
    int foot = tag.position();
    tag.put(footer).putInt(foot + 12, size).putInt(foot + 16, kept.size());
    // The bits that say whether there is a head and that this is it.
    tag.putInt(foot + 20, tag.getInt(foot + 20) & 0x1FFFFFFF);
    return tag.array();
  }
}
