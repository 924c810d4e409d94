package io.colophon.gateway.http;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;

/**
 * Reads a request's JSON in one pass, without a tree. A value that is not of the expected type ends
 * the reading with a {@link Refusal} that names its place, such as {@code messages[0].content}.
 * Each reading method reads the value at hand, to its end. Used by one thread.
 */
public final class JsonIn {
  private static final int DEEPEST = 64;

  private final JsonParser parser;
  private final byte[] bytes;
  private final int offset;

  private JsonIn(JsonParser parser, byte[] bytes, int offset) {
    this.parser = parser;
    this.bytes = bytes;
    this.offset = offset;
  }

  /** Reads one property of an object; the value is at hand. */
  @FunctionalInterface
  public interface Property {
    /** Must read or {@link #skip} the value. */
    void read(String name);
  }

  /**
   * Reads a body that is one JSON object in UTF-8.
   *
   * @param body with an array
   * @param reader reads the object, which is at hand
   * @throws Refusal MESSAGE_MALFORMED if it is no JSON, and what the reader throws
   */
  public static <T> T read(ByteBuffer body, Function<JsonIn, T> reader) {
    if (body.remaining() > 1
        && (body.get(body.position()) == 0 || body.get(body.position() + 1) == 0)) {
      throw Refusal.of(Reason.MESSAGE_MALFORMED, "the body is not UTF-8");
    }
    int start = body.arrayOffset() + body.position();
    try (JsonParser parser =
        JsonBytes.FACTORY.createParser(
            ObjectReadContext.empty(), body.array(), start, body.remaining())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw Refusal.of(Reason.MESSAGE_MALFORMED, "the body is no JSON object");
      }
      T read = reader.apply(new JsonIn(parser, body.array(), start));
      if (parser.nextToken() != null) {
        throw Refusal.of(Reason.MESSAGE_MALFORMED, "the body is more than one JSON object");
      }
      return read;
    } catch (JacksonException malformed) {
      throw Refusal.of(Reason.MESSAGE_MALFORMED, describe(malformed), malformed);
    }
  }

  private static String describe(JacksonException malformed) {
    TokenStreamLocation at = malformed.getLocation();
    String what = Excerpt.of(String.valueOf(malformed.getOriginalMessage()));
    return at == null
        ? "the body is not valid JSON: " + what
        : "the body is not valid JSON at line "
            + at.getLineNr()
            + " column "
            + at.getColumnNr()
            + ": "
            + what;
  }

  // ---- structure

  /** Reads the object at hand. */
  public void object(Property property) {
    expect(JsonToken.START_OBJECT, "an object");
    String name;
    while ((name = parser.nextName()) != null) {
      parser.nextToken();
      property.read(name);
    }
  }

  /** Reads the array at hand; each item is at hand in turn and must be read or skipped. */
  public void array(Runnable item) {
    expect(JsonToken.START_ARRAY, "an array");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      item.run();
    }
  }

  /** Passes over the value at hand. */
  public void skip() {
    parser.skipChildren();
  }

  public boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  public boolean isText() {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }

  public boolean isArray() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  public boolean isObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  /** Whether the value at hand is a whole number. */
  public boolean isInteger() {
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
  }

  // ---- values

  /** A string of well-formed Unicode. */
  public String text() {
    expect(JsonToken.VALUE_STRING, "a string");
    String text = parser.getString();
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        checkPairs(text);
        break;
      }
    }
    return text;
  }

  private void checkPairs(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw refuse("half a character at index " + i + ", expected well-formed Unicode");
      }
    }
  }

  public boolean bool() {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw wrongType("true or false");
    }
    return token == JsonToken.VALUE_TRUE;
  }

  /** A whole number from {@code min} to {@code max}. */
  public int integer(int min, int max) {
    return (int) longInteger(min, max);
  }

  /** A whole number from {@code min} to {@code max}. */
  public long longInteger(long min, long max) {
    String expected = "a whole number from " + min + " to " + max;
    expect(JsonToken.VALUE_NUMBER_INT, expected);
    long value;
    try {
      value = parser.getLongValue();
    } catch (JacksonException tooLarge) {
      throw refuse(Excerpt.of(parser.getString()) + ", expected " + expected);
    }
    if (value < min || value > max) {
      throw refuse(value + ", expected " + expected);
    }
    return value;
  }

  /** A number from {@code min} to {@code max}. */
  public double number(double min, double max) {
    JsonToken token = parser.currentToken();
    String expected = "a number from " + plain(min) + " to " + plain(max);
    if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
      throw wrongType(expected);
    }
    double value = parser.getDoubleValue();
    if (!(value >= min && value <= max)) {
      throw refuse(Excerpt.of(parser.getString()) + ", expected " + expected);
    }
    return value;
  }

  /** The value at hand as it is written, for instance a JSON schema. */
  public String raw() {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    if (parser.currentToken() != JsonToken.END_OBJECT
        && parser.currentToken() != JsonToken.END_ARRAY) {
      parser.finishToken();
    }
    int to = (int) parser.currentLocation().getByteOffset();
    return new String(bytes, offset + from, to - from, StandardCharsets.UTF_8);
  }

  /** An object as it is written. */
  public String rawObject() {
    expect(JsonToken.START_OBJECT, "an object");
    return raw();
  }

  /** Strings, numbers, booleans, lists and maps of these; null inside of them is left out. */
  public Object value() {
    return value(0);
  }

  private Object value(int depth) {
    if (depth > DEEPEST) {
      throw refuse("nested too deeply, expected at most " + DEEPEST + " levels");
    }
    JsonToken token = parser.currentToken();
    return switch (token) {
      case VALUE_STRING -> text();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case START_ARRAY -> list(depth);
      case START_OBJECT -> map(depth);
      default -> throw wrongType("a string, a number, true, false, an array or an object");
    };
  }

  private List<Object> list(int depth) {
    List<Object> list = new ArrayList<>();
    array(
        () -> {
          if (!isNull()) {
            list.add(value(depth + 1));
          }
        });
    return list;
  }

  private Map<String, Object> map(int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    object(
        name -> {
          if (!isNull()) {
            map.put(name, value(depth + 1));
          }
        });
    return map;
  }

  // ---- what is wrong

  /** Where the value at hand stands, for instance {@code messages[0].content}. */
  public String path() {
    StringBuilder path = new StringBuilder();
    path(parser.streamReadContext(), path);
    return path.toString();
  }

  private static void path(TokenStreamContext context, StringBuilder into) {
    TokenStreamContext parent = context.getParent();
    if (parent != null) {
      path(parent, into);
    }
    if (context.inObject() && context.currentName() != null) {
      into.append(into.isEmpty() ? "" : ".").append(Excerpt.of(context.currentName()));
    } else if (context.inArray() && context.hasCurrentIndex()) {
      into.append('[').append(context.getCurrentIndex()).append(']');
    }
  }

  /** A refusal of the value at hand: what it is, and what was expected. */
  public Refusal refuse(String description) {
    return Refusal.invalid(path(), description);
  }

  private void expect(JsonToken token, String expected) {
    if (parser.currentToken() != token) {
      throw wrongType(expected);
    }
  }

  private Refusal wrongType(String expected) {
    JsonToken token = parser.currentToken();
    String found =
        switch (token) {
          case START_OBJECT -> "an object";
          case START_ARRAY -> "an array";
          case VALUE_STRING -> "the string \"" + Excerpt.of(parser.getString()) + "\"";
          case VALUE_NULL -> "null";
          default -> Excerpt.of(parser.getString());
        };
    String path =
        token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY ? parentPath() : path();
    return Refusal.invalid(path, found + ", expected " + expected);
  }

  /** A container that was entered is its own context; its place is that of its parent. */
  private String parentPath() {
    StringBuilder path = new StringBuilder();
    TokenStreamContext parent = parser.streamReadContext().getParent();
    if (parent != null) {
      path(parent, path);
    }
    return path.isEmpty() ? "body" : path.toString();
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
