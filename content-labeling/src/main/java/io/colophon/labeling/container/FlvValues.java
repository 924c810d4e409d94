package io.colophon.labeling.container;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Values of a script tag (Action Message Format 0), walked over in memory. */
final class FlvValues {
  static final int NUMBER = 0;
  static final int STRING = 2;
  static final int OBJECT = 3;
  static final int ECMA_ARRAY = 8;
  static final int STRICT_ARRAY = 10;
  static final int LONG_STRING = 12;
  private static final int BOOLEAN = 1;
  private static final int NULL = 5;
  private static final int UNDEFINED = 6;
  private static final int REFERENCE = 7;
  private static final int DATE = 11;
  private static final int UNSUPPORTED = 13;
  private static final int XML = 15;
  private static final int TYPED_OBJECT = 16;
  private static final int MAX_DEPTH = 16;
  private static final int MAX_VALUES = 1 << 20;

  private final byte[] bytes;
  private int values;

  /**
   * @param at where the name begins, two bytes of length before it
   * @param value where the value begins, its type before it
   */
  record Property(String name, int at, int value, int end) {}

  FlvValues(byte[] bytes) {
    this.bytes = bytes;
  }

  int u8(int at) throws MalformedMediaException {
    require(at, 1);
    return bytes[at] & 0xFF;
  }

  long u32(int at) throws MalformedMediaException {
    require(at, 4);
    return (bytes[at] & 0xFFL) << 24
        | (bytes[at + 1] & 0xFF) << 16
        | (bytes[at + 2] & 0xFF) << 8
        | bytes[at + 3] & 0xFF;
  }

  /** A text of a length of two bytes. */
  String text(int at) throws MalformedMediaException {
    int length = u16(at);
    require(at + 2, length);
    return new String(bytes, at + 2, length, StandardCharsets.UTF_8);
  }

  /** The text of a value; empty for other values. */
  String textValue(int at) throws MalformedMediaException {
    if (u8(at) == STRING) {
      return text(at + 1);
    }
    if (u8(at) == LONG_STRING) {
      int end = end(at, 0);
      return new String(bytes, at + 5, end - at - 5, StandardCharsets.UTF_8);
    }
    return "";
  }

  /** The properties from a place up to the mark of their end, or to the end of all. */
  List<Property> properties(int from) throws MalformedMediaException {
    values = 0;
    List<Property> found = new ArrayList<>();
    for (int at = from; !isEnd(at); ) {
      int value = at + 2 + u16(at);
      Property property = new Property(text(at), at, value, end(value, 0));
      found.add(property);
      at = property.end();
    }
    return found;
  }

  /** Where a value ends. */
  int end(int at, int depth) throws MalformedMediaException {
    if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
      throw new MalformedMediaException("flv.script", "values nested too deep, or too many");
    }
    int inside = at + 1;
    return switch (u8(at)) {
      case NUMBER -> within(inside, 8);
      case BOOLEAN -> within(inside, 1);
      case STRING -> within(inside, 2L + u16(inside));
      case OBJECT -> objectEnd(inside, depth);
      case NULL, UNDEFINED, UNSUPPORTED -> inside;
      case REFERENCE -> within(inside, 2);
      case ECMA_ARRAY -> objectEnd(within(inside, 4), depth);
      case STRICT_ARRAY -> {
        long count = u32(inside);
        int item = within(inside, 4);
        for (long i = 0; i < count; i++) {
          item = end(item, depth + 1);
        }
        yield item;
      }
      case DATE -> within(inside, 10);
      case LONG_STRING, XML -> within(inside, 4 + u32(inside));
      case TYPED_OBJECT -> objectEnd(within(inside, 2L + u16(inside)), depth);
      default ->
          throw new MalformedMediaException("flv.script", "a value of unknown type " + u8(at));
    };
  }

  private int objectEnd(int from, int depth) throws MalformedMediaException {
    int at = from;
    while (!isEnd(at)) {
      at = end(within(at, 2L + u16(at)), depth + 1);
    }
    return Math.min(bytes.length, at + 3);
  }

  /** Some writers leave the mark away at the end of the tag. */
  boolean isEnd(int at) throws MalformedMediaException {
    return at >= bytes.length || (at + 2 < bytes.length && u16(at) == 0 && u8(at + 2) == 9);
  }

  private int u16(int at) throws MalformedMediaException {
    require(at, 2);
    return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
  }

  private int within(int at, long length) throws MalformedMediaException {
    require(at, length);
    return at + (int) length;
  }

  private void require(int at, long length) throws MalformedMediaException {
    if (at < 0 || length > bytes.length - at) {
      throw new MalformedMediaException(
          "flv.script", "a value of " + length + " bytes at " + at + " of " + bytes.length);
    }
  }
}
