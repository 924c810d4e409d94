package io.colophon.labeling.credentials.read;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes CBOR for tests, in the order things are given, so that wrong things can be written too.
 */
final class CborBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private CborBytes() {}

  /** An item with a tag. */
  record Tag(long number, Object value) {}

  /** Bytes that stand for themselves. */
  record Raw(byte[] bytes) {}

  /** Maps, lists, texts, bytes, whole numbers, booleans, {@link Tag}, {@link Raw}, null. */
  static byte[] of(Object value) {
    CborBytes bytes = new CborBytes();
    bytes.write(value);
    return bytes.out.toByteArray();
  }

  private void write(Object value) {
    if (value instanceof Map<?, ?> map) {
      head(5, map.size());
      map.forEach(
          (key, item) -> {
            write(key);
            write(item);
          });
    } else if (value instanceof List<?> list) {
      head(4, list.size());
      list.forEach(this::write);
    } else if (value instanceof String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      head(3, utf8.length);
      out.writeBytes(utf8);
    } else if (value instanceof byte[] bytes) {
      head(2, bytes.length);
      out.writeBytes(bytes);
    } else if (value instanceof Number number) {
      long whole = number.longValue();
      head(whole < 0 ? 1 : 0, whole < 0 ? -1 - whole : whole);
    } else if (value instanceof Boolean truth) {
      out.write(truth ? 0xF5 : 0xF4);
    } else if (value instanceof Tag tag) {
      head(6, tag.number());
      write(tag.value());
    } else if (value instanceof Raw raw) {
      out.writeBytes(raw.bytes());
    } else if (value instanceof Null) {
      out.write(0xF6);
    } else {
      throw new IllegalArgumentException("cannot write " + value);
    }
  }

  /** Null, since lists and maps take no real one. */
  enum Null {
    NULL
  }

  private void head(int major, long value) {
    int kind = major << 5;
    if (value < 24) {
      out.write(kind | (int) value);
    } else if (value < 1 << 8) {
      out.write(kind | 24);
      out.write((int) value);
    } else if (value < 1 << 16) {
      out.write(kind | 25);
      out.writeBytes(ByteBuffer.allocate(2).putShort((short) value).array());
    } else if (value < 1L << 32) {
      out.write(kind | 26);
      out.writeBytes(ByteBuffer.allocate(4).putInt((int) value).array());
    } else {
      out.write(kind | 27);
      out.writeBytes(ByteBuffer.allocate(8).putLong(value).array());
    }
  }
}
