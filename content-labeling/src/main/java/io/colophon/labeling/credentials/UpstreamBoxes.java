package io.colophon.labeling.credentials;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The manifests of another store, byte for byte, to be put before ours. */
final class UpstreamBoxes {
  private static final int MOST_BOXES = 10_000;

  private UpstreamBoxes() {}

  /**
   * Everything in a store but its own description.
   *
   * @throws IllegalArgumentException if the store is not whole boxes to the end
   */
  static byte[] of(byte[] store) {
    ByteBuffer bytes = ByteBuffer.wrap(store);
    require(boxAt(bytes, 0, store.length, "jumb") == store.length, "the store is not one box");
    int description = boxAt(bytes, Jumbf.HEADER, store.length, "jumd");
    int from = Jumbf.HEADER + description;
    int boxes = 0;
    for (int at = from; at < store.length; boxes++) {
      require(boxes < MOST_BOXES, "more than " + MOST_BOXES + " boxes");
      at += boxAt(bytes, at, store.length, "");
    }
    return Arrays.copyOfRange(store, from, store.length);
  }

  /** Length of the box that begins there. */
  private static int boxAt(ByteBuffer bytes, int at, int end, String type) {
    require(end - at >= Jumbf.HEADER, "a box is cut off at " + at);
    int length = bytes.getInt(at);
    require(length >= Jumbf.HEADER && length <= end - at, "a box at " + at + " says " + length);
    byte[] name = new byte[Integer.BYTES];
    bytes.get(at + Integer.BYTES, name);
    require(
        type.isEmpty() || new String(name, StandardCharsets.ISO_8859_1).equals(type),
        "no box " + type + " at " + at);
    return length;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("manifest store of the input: " + otherwise);
    }
  }
}
