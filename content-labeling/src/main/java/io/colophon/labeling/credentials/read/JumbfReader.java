package io.colophon.labeling.credentials.read;

import io.colophon.labeling.credentials.JumbfType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the boxes of a JUMBF store (ISO/IEC 19566-5) that nobody vouches for: depth and number of
 * boxes have limits, and no box may reach beyond the one around it.
 */
final class JumbfReader {
  /** A store, a manifest, its assertions, one of them, its content: five. */
  private static final int MAX_DEPTH = 12;

  private static final int MAX_BOXES = 20_000;
  private static final int MAX_LABEL = 1024;

  private static final int HEADER = 8;
  private static final int LONG_HEADER = 16;
  private static final int HASH = 32;

  // What a description has besides its type.
  private static final int HAS_LABEL = 0x02;
  private static final int HAS_ID = 0x04;
  private static final int HAS_HASH = 0x08;
  private static final int HAS_BOX = 0x10;

  private final byte[] store;
  private int boxes;

  private JumbfReader(byte[] store) {
    this.store = store;
  }

  /**
   * The superbox at the start of these bytes; what follows it is padding.
   *
   * @throws StoreException if it is not a C2PA store or its boxes do not fit into each other
   */
  static JumbfBox read(byte[] store) throws StoreException {
    JumbfBox box = new JumbfReader(store).box(0, store.length, 0);
    if (!box.is(JumbfType.STORE) || !box.label().equals(JumbfType.STORE_LABEL)) {
      throw new StoreException(
          StatusCodes.GENERAL_ERROR, "the outermost box is not a C2PA manifest store");
    }
    return box;
  }

  private JumbfBox box(int at, int limit, int depth) throws StoreException {
    if (depth > MAX_DEPTH || ++boxes > MAX_BOXES) {
      throw broken(
          at, "boxes deeper than " + MAX_DEPTH + " or more than " + MAX_BOXES + " altogether");
    }
    if (limit - at < HEADER) {
      throw broken(at, (limit - at) + " bytes left, a box has at least " + HEADER);
    }
    long size = u32(at);
    int contentsAt = at + HEADER;
    if (size == 1) {
      if (limit - at < LONG_HEADER) {
        throw broken(at, "a box with a long size of fewer than " + LONG_HEADER + " bytes");
      }
      contentsAt = at + LONG_HEADER;
      size = (u32(at + HEADER) << Integer.SIZE) | u32(at + HEADER + Integer.BYTES);
    } else if (size == 0) {
      size = (long) limit - at;
    }
    if (size < contentsAt - at || size > limit - at) {
      throw broken(at, "a box of " + size + " bytes, expected up to " + (limit - at));
    }
    int end = at + (int) size;
    String type = new String(store, at + Integer.BYTES, 4, StandardCharsets.ISO_8859_1);
    if (!type.equals(JumbfBox.SUPERBOX)) {
      return new JumbfBox(store, type, contentsAt, end, Optional.empty(), List.of());
    }
    return superbox(contentsAt, end, depth);
  }

  private JumbfBox superbox(int contentsAt, int end, int depth) throws StoreException {
    JumbfBox first = box(contentsAt, end, depth + 1);
    if (!first.type().equals("jumd")) {
      throw broken(contentsAt, "a superbox begins with " + first.type() + ", expected jumd");
    }
    List<JumbfBox> children = new ArrayList<>();
    for (int at = first.end(); at < end; at = children.get(children.size() - 1).end()) {
      children.add(box(at, end, depth + 1));
    }
    return new JumbfBox(
        store, JumbfBox.SUPERBOX, contentsAt, end, Optional.of(description(first)), children);
  }

  private JumbfBox.Description description(JumbfBox box) throws StoreException {
    int at = box.contentsAt();
    if (box.end() - at <= JumbfType.BYTES) {
      throw broken(at, "a description of " + (box.end() - at) + " bytes");
    }
    Optional<JumbfType> type = JumbfType.of(Arrays.copyOfRange(store, at, at + JumbfType.BYTES));
    at += JumbfType.BYTES;
    int toggles = store[at++];
    int end = at;
    if ((toggles & HAS_LABEL) != 0) {
      while (end < box.end() && store[end] != 0) {
        end++;
      }
      if (end == box.end() || end - at > MAX_LABEL) {
        throw broken(at, "a label without end, or longer than " + MAX_LABEL + " bytes");
      }
    }
    int rest = box.end() - end - ((toggles & HAS_LABEL) == 0 ? 0 : 1);
    int wanted =
        ((toggles & HAS_ID) == 0 ? 0 : Integer.BYTES)
            + ((toggles & HAS_HASH) == 0 ? 0 : HASH)
            + ((toggles & HAS_BOX) == 0 ? 0 : HEADER);
    if (rest < wanted) {
      throw broken(at, "a description that lacks " + (wanted - rest) + " bytes of what it says");
    }
    return new JumbfBox.Description(type, new String(store, at, end - at, StandardCharsets.UTF_8));
  }

  private long u32(int at) {
    return ((store[at] & 0xFFL) << 24)
        | ((store[at + 1] & 0xFFL) << 16)
        | ((store[at + 2] & 0xFFL) << 8)
        | (store[at + 3] & 0xFFL);
  }

  private static StoreException broken(int at, String what) {
    return new StoreException(
        StatusCodes.GENERAL_ERROR, "manifest store, byte " + at + ": " + what);
  }
}
