package io.colophon.labeling.container;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A box in memory: children where it is one of the containers we have to look into, else bytes. */
final class Mp4Tree {
  private static final Set<String> CONTAINERS = Set.of("trak", "mdia", "minf", "stbl", "ilst");
  private static final int HEADER = 8;
  private static final int LONG_HEADER = 16;
  private static final int MAX_DEPTH = 8;
  private static final int MAX_BOXES = 200_000;

  private String type;
  private final List<Mp4Tree> children = new ArrayList<>();
  private ByteBuffer content;
  private ByteBuffer tail = ByteBuffer.allocate(0);

  private Mp4Tree(String type, ByteBuffer content) {
    this.type = type;
    this.content = content;
  }

  /** The content of a moov box. */
  static Mp4Tree parse(byte[] movie) throws MalformedMediaException {
    Mp4Tree root = new Mp4Tree("moov", ByteBuffer.allocate(0));
    root.children.addAll(parse(ByteBuffer.wrap(movie), 1, new int[1]));
    return root;
  }

  /** A box of our own making. */
  static Mp4Tree leaf(String type, byte[] content) {
    return new Mp4Tree(type, ByteBuffer.wrap(content));
  }

  /** A container of our own making; {@code head} stands before its children. */
  static Mp4Tree container(String type, byte[] head, List<Mp4Tree> children) {
    Mp4Tree box = leaf(type, head);
    box.children.addAll(children);
    return box;
  }

  /** The boxes one after the other in these bytes; fewer than eight at the end are dropped. */
  static List<Mp4Tree> parse(ByteBuffer bytes, int depth, int[] count)
      throws MalformedMediaException {
    List<Mp4Tree> boxes = new ArrayList<>();
    while (bytes.remaining() >= HEADER) {
      boxes.add(next(bytes, depth, count));
    }
    return boxes;
  }

  private static Mp4Tree next(ByteBuffer bytes, int depth, int[] count)
      throws MalformedMediaException {
    int at = bytes.position();
    long size = Integer.toUnsignedLong(bytes.getInt(at));
    String type = fourcc(bytes, at + 4);
    int header = HEADER;
    if (size == 0) {
      size = bytes.remaining();
    } else if (size == 1 && bytes.remaining() >= LONG_HEADER) {
      size = bytes.getLong(at + HEADER);
      header = LONG_HEADER;
    }
    if (size < header || size > bytes.remaining() || depth > MAX_DEPTH || ++count[0] > MAX_BOXES) {
      throw new MalformedMediaException(
          "mp4.box", "box " + type + " claims " + size + " of " + bytes.remaining() + " bytes");
    }
    Mp4Tree box = new Mp4Tree(type, bytes.slice(at + header, (int) size - header));
    bytes.position(at + (int) size);
    if (type.equals("udta")) {
      box.openUserData(depth + 1, count);
    } else if (CONTAINERS.contains(type)) {
      box.children.addAll(parse(box.content.duplicate(), depth + 1, count));
      box.content = ByteBuffer.allocate(0);
    }
    return box;
  }

  /** Cameras leave things in here that are no boxes; they stay at the end as they are. */
  private void openUserData(int depth, int[] count) {
    ByteBuffer rest = content.duplicate();
    while (rest.remaining() >= HEADER) {
      ByteBuffer from = rest.slice();
      try {
        children.add(next(rest, depth, count));
      } catch (MalformedMediaException e) {
        tail = from;
        break;
      }
    }
    content = ByteBuffer.allocate(0);
  }

  String type() {
    return type;
  }

  List<Mp4Tree> children() {
    return children;
  }

  /** What stands before the children; for a leaf, everything. */
  ByteBuffer content() {
    return content;
  }

  /** Takes another name and other bytes; only for leaves. */
  void become(String name, byte[] bytes) {
    type = name;
    content = ByteBuffer.wrap(bytes);
  }

  /** Every box of a type below this one. */
  List<Mp4Tree> all(String wanted) {
    List<Mp4Tree> found = new ArrayList<>();
    for (Mp4Tree child : children) {
      if (child.type.equals(wanted)) {
        found.add(child);
      }
      found.addAll(child.all(wanted));
    }
    return found;
  }

  /** Bytes of the content, children included, without the header. */
  long size() {
    long size = content.capacity() + tail.capacity();
    for (Mp4Tree child : children) {
      size += 8 + child.size();
    }
    return size;
  }

  /** The content, children included, without the header. */
  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size()));
    put(out);
    return out.array();
  }

  private void put(ByteBuffer out) {
    out.put(content.duplicate().clear());
    for (Mp4Tree child : children) {
      out.putInt(Math.toIntExact(8 + child.size()));
      out.put(child.type.getBytes(StandardCharsets.ISO_8859_1));
      child.put(out);
    }
    out.put(tail.duplicate().clear());
  }

  private static String fourcc(ByteBuffer bytes, int at) {
    byte[] name = new byte[4];
    bytes.get(at, name);
    return new String(name, StandardCharsets.ISO_8859_1);
  }
}
