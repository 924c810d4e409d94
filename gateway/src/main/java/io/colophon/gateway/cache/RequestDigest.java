package io.colophon.gateway.cache;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over values and all that is in them. Records are read by their components, so that a
 * parameter that is added to requests one day is part of the digest from that day on. Every value
 * is preceded by what it is and how long it is: different values never give the same bytes.
 */
final class RequestDigest {
  private static final int BYTES_OF_A_NUMBER = Long.BYTES;

  private final MessageDigest digest;

  private RequestDigest(MessageDigest digest) {
    this.digest = digest;
  }

  /**
   * The digest of the values in this order, in hexadecimal.
   *
   * @param values records, strings, numbers, booleans, enums, buffers of bytes, and optionals,
   *     lists and maps of these
   * @throws IllegalArgumentException for a value of another kind
   */
  static String of(Object... values) {
    try {
      RequestDigest digest = new RequestDigest(MessageDigest.getInstance("SHA-256"));
      for (Object value : values) {
        digest.add(value);
      }
      return HexFormat.of().formatHex(digest.digest.digest());
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }

  private void add(@Nullable Object value) {
    if (value == null) {
      begin('0', 0);
    } else if (value instanceof Record one) {
      components(one);
    } else if (value instanceof List<?> list) {
      begin('l', list.size());
      list.forEach(this::add);
    } else if (value instanceof Map<?, ?> map) {
      begin('m', map.size());
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((key, inside) -> sorted.put(String.valueOf(key), inside));
      sorted.forEach(
          (key, inside) -> {
            add(key);
            add(inside);
          });
    } else if (value instanceof ByteBuffer bytes) {
      begin('b', bytes.remaining());
      digest.update(bytes.duplicate());
    } else if (value instanceof Optional<?> maybe) {
      add(maybe.orElse(null));
    } else {
      words(value);
    }
  }

  private void components(Record value) {
    RecordComponent[] components = value.getClass().getRecordComponents();
    text('r', value.getClass().getName());
    for (RecordComponent component : components) {
      try {
        var accessor = component.getAccessor();
        accessor.setAccessible(true);
        add(accessor.invoke(value));
      } catch (IllegalAccessException | InvocationTargetException broken) {
        throw new IllegalArgumentException("cannot read " + component, broken);
      }
    }
  }

  /** Values that their words tell apart. */
  private void words(Object value) {
    boolean simple =
        value instanceof CharSequence
            || value instanceof Number
            || value instanceof Boolean
            || value instanceof Enum
            || value instanceof Duration
            || value instanceof OptionalInt
            || value instanceof OptionalLong
            || value instanceof OptionalDouble;
    if (!simple) {
      throw new IllegalArgumentException("a value of " + value.getClass() + " in a request");
    }
    text('v', value.getClass().getName());
    text('t', value.toString());
  }

  private void text(char kind, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    begin(kind, bytes.length);
    digest.update(bytes);
  }

  private void begin(char kind, long length) {
    digest.update((byte) kind);
    digest.update(ByteBuffer.allocate(BYTES_OF_A_NUMBER).putLong(length).flip());
  }
}
