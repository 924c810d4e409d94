package io.colophon.labeling.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A chunk or list of an AVI file.
 *
 * @param name of the chunk; of a list or a RIFF, {@code LIST} or {@code RIFF}
 * @param kind of a list or a RIFF, else empty
 * @param at where its header begins
 * @param data where its content begins, behind the kind of a list
 * @param end where its content ends
 * @param next where the next chunk begins: one byte later where the length is odd
 */
record AviChunk(String name, String kind, long at, long data, long end, long next) {
  private static final int HEADER = 8;

  /** The chunk at a place; its content lies within {@code limit}. */
  static AviChunk at(Source file, long at, long limit) throws IOException {
    file.require(at, HEADER);
    String name = file.fourcc(at);
    long length = file.u32le(at + 4);
    if (length > limit - at - HEADER) {
      throw new MalformedMediaException(
          limit == file.size() ? "file.truncated" : "avi.length",
          "chunk at " + at + " claims " + length + " bytes, up to " + limit + " are there");
    }
    long end = at + HEADER + length;
    boolean list = (name.equals("LIST") || name.equals("RIFF")) && length >= 4;
    return new AviChunk(
        name,
        list ? file.fourcc(at + HEADER) : "",
        at,
        at + (list ? HEADER + 4 : HEADER),
        end,
        Math.min(limit, end + (length & 1)));
  }

  boolean is(String wanted) {
    return name.equals(wanted);
  }

  boolean isList(String wanted) {
    return name.equals("LIST") && kind.equals(wanted);
  }

  boolean isRiff(String wanted) {
    return name.equals("RIFF") && kind.equals(wanted);
  }

  /** The chunks inside. */
  List<AviChunk> children(Source file, Chunks count) throws IOException {
    List<AviChunk> children = new ArrayList<>();
    for (long from = data; from + HEADER <= end; ) {
      count.next();
      AviChunk child = at(file, from, end);
      children.add(child);
      from = child.next();
    }
    return children;
  }

  /** A whole chunk: name, length, content, padding. */
  static byte[] bytes(String name, byte[] content) {
    return head(name, content.length, content.length + (content.length & 1)).put(content).array();
  }

  /** A chunk without meaning that takes so many bytes altogether, at least 8 and even. */
  static byte[] junk(int bytes) {
    return head("JUNK", bytes - HEADER, bytes - HEADER).array();
  }

  /** A header with room behind it. */
  static ByteBuffer head(String name, long length, int room) {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + room).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.put(name.getBytes(StandardCharsets.ISO_8859_1)).putInt((int) length);
  }
}
