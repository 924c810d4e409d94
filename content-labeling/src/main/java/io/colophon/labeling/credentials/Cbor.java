package io.colophon.labeling.credentials;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * CBOR in the core deterministic encoding of RFC 8949, 4.2.1: shortest lengths, definite sizes, map
 * keys in the bytewise order of their encodings. C2PA wants exactly this of claims (2.2, 10.3.2.4).
 *
 * <p>Our own, since a claim needs six kinds of values and the whole of it is seen here; the
 * canonical mode of the usual library is that of CTAP2, which is meant for shallow messages.
 */
final class Cbor {
  /** The simple value 22. */
  static final Object NIL = new Object();

  private static final int UNSIGNED = 0;
  private static final int NEGATIVE = 1;
  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;
  private static final int TAG = 6;
  private static final int FALSE = 0xF4;
  private static final int TRUE = 0xF5;
  private static final int NULL = 0xF6;

  private static final int IN_FIRST_BYTE = 24;

  /** A value with a tag, for instance 0 for a date and time in words. */
  record Tagged(long tag, Object value) {}

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  private Cbor() {}

  /**
   * Encodes integers, booleans, strings, byte arrays, lists, maps, {@link Tagged} and {@link #NIL}.
   *
   * @throws IllegalArgumentException for a value of another kind
   */
  static byte[] encode(Object value) {
    Cbor cbor = new Cbor();
    cbor.write(value);
    return cbor.out.toByteArray();
  }

  /** Bytes in the head of a string or list of this many elements. */
  static int headBytes(long count) {
    if (count < IN_FIRST_BYTE) {
      return 1;
    }
    if (count <= 0xFF) {
      return 2;
    }
    if (count <= 0xFFFF) {
      return 3;
    }
    return count <= 0xFFFF_FFFFL ? 5 : 9;
  }

  private void write(Object value) {
    if (value == NIL) {
      out.write(NULL);
    } else if (value instanceof Boolean truth) {
      out.write(truth ? TRUE : FALSE);
    } else if (value instanceof Integer number) {
      integer(number);
    } else if (value instanceof Long number) {
      integer(number);
    } else if (value instanceof String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      head(TEXT, utf8.length);
      out.writeBytes(utf8);
    } else if (value instanceof byte[] bytes) {
      head(BYTES, bytes.length);
      out.writeBytes(bytes);
    } else if (value instanceof List<?> list) {
      head(ARRAY, list.size());
      list.forEach(this::write);
    } else if (value instanceof Map<?, ?> map) {
      map(map);
    } else if (value instanceof Tagged tagged) {
      head(TAG, tagged.tag());
      write(tagged.value());
    } else {
      throw new IllegalArgumentException("a " + value.getClass().getName() + " has no CBOR form");
    }
  }

  private void map(Map<?, ?> map) {
    TreeMap<byte[], Object> sorted = new TreeMap<>(Arrays::compareUnsigned);
    map.forEach((key, value) -> sorted.put(encode(key), value));
    head(MAP, sorted.size());
    sorted.forEach(
        (key, value) -> {
          out.writeBytes(key);
          write(value);
        });
  }

  private void integer(long number) {
    if (number >= 0) {
      head(UNSIGNED, number);
    } else {
      head(NEGATIVE, -1 - number);
    }
  }

  private void head(int major, long count) {
    int first = major << 5;
    switch (headBytes(count)) {
      case 1 -> out.write(first | (int) count);
      case 2 -> {
        out.write(first | IN_FIRST_BYTE);
        out.write((int) count);
      }
      case 3 -> {
        out.write(first | (IN_FIRST_BYTE + 1));
        out.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort((short) count).array());
      }
      case 5 -> {
        out.write(first | (IN_FIRST_BYTE + 2));
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) count).array());
      }
      default -> {
        out.write(first | (IN_FIRST_BYTE + 3));
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(count).array());
      }
    }
  }
}
