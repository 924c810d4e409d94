package io.colophon.provider.vendors.chat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * A caller's own request body, to be sent with nothing changed but the model's name, and with usage
 * asked for where it is a stream. The caller's door has read the body whole, so it is known to be a
 * JSON object; this only looks for three of its keys, at one pass over the bytes.
 */
public final class OriginalBody {
  private static final byte[] MODEL = ascii("model");
  private static final byte[] STREAM = ascii("stream");
  private static final byte[] STREAM_OPTIONS = ascii("stream_options");
  private static final byte[] INCLUDE_USAGE = ascii("{\"include_usage\":true}");
  private static final byte[] ADD_OPTIONS = ascii(",\"stream_options\":{\"include_usage\":true}");

  private final byte[] body;
  private int at;
  private int modelStart = -1;
  private int modelEnd;
  private int optionsStart = -1;
  private int optionsEnd;
  private int objectEnd;
  private boolean stream;

  private OriginalBody(byte[] body) {
    this.body = body;
  }

  /** Looks through a body. */
  public static OriginalBody of(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    OriginalBody original = new OriginalBody(copy);
    original.scan();
    return original;
  }

  /** Whether the caller wants a stream. */
  public boolean isStream() {
    return stream;
  }

  /** Whether the caller himself asked for the usage in the stream. */
  boolean asksForUsage() {
    return optionsStart >= 0
        && new String(body, optionsStart, optionsEnd - optionsStart, StandardCharsets.US_ASCII)
            .replace(" ", "")
            .contains("\"include_usage\":true");
  }

  /** The body with nothing changed but the model's name. */
  public ByteBuffer[] unchangedForModel(String name) {
    List<ByteBuffer> pieces = new ArrayList<>(3);
    piece(pieces, 0, modelStart, quoted(name));
    pieces.add(ByteBuffer.wrap(body, modelEnd, body.length - modelEnd));
    return pieces.toArray(ByteBuffer[]::new);
  }

  /**
   * The body for a model, as pieces that share the caller's bytes; a stream asks for its usage
   * ({@code stream_options}), as chat hosts do not tell it otherwise.
   */
  ByteBuffer[] forModel(String name) {
    List<ByteBuffer> pieces = new ArrayList<>(5);
    byte[] model = quoted(name);
    boolean setOptions = stream && optionsStart >= 0 && !asksForUsage();
    if (setOptions && optionsStart < modelStart) {
      piece(pieces, 0, optionsStart, INCLUDE_USAGE);
      piece(pieces, optionsEnd, modelStart, model);
      tail(pieces, modelEnd);
    } else if (setOptions) {
      piece(pieces, 0, modelStart, model);
      piece(pieces, modelEnd, optionsStart, INCLUDE_USAGE);
      tail(pieces, optionsEnd);
    } else {
      piece(pieces, 0, modelStart, model);
      tail(pieces, modelEnd);
    }
    return pieces.toArray(ByteBuffer[]::new);
  }

  private void piece(List<ByteBuffer> pieces, int from, int to, byte[] then) {
    pieces.add(ByteBuffer.wrap(body, from, to - from));
    pieces.add(ByteBuffer.wrap(then));
  }

  private void tail(List<ByteBuffer> pieces, int from) {
    if (stream && optionsStart < 0) {
      piece(pieces, from, objectEnd, ADD_OPTIONS);
      pieces.add(ByteBuffer.wrap(body, objectEnd, body.length - objectEnd));
    } else {
      pieces.add(ByteBuffer.wrap(body, from, body.length - from));
    }
  }

  private static byte[] quoted(String name) {
    StringBuilder text = new StringBuilder("\"");
    JsonStringEncoder.getInstance().quoteAsString(name, text);
    return text.append('"').toString().getBytes(StandardCharsets.UTF_8);
  }

  // ---- one pass over the top level

  private void scan() {
    at = body.length >= 3 && body[0] == (byte) 0xEF ? 3 : 0; // a byte order mark
    skipTo((byte) '{');
    at++;
    while (true) {
      int next = nonSpace();
      if (next == '}') {
        objectEnd = at;
        break;
      }
      if (next == ',') {
        at++;
        continue;
      }
      key();
    }
    if (modelStart < 0) {
      throw new IllegalArgumentException("the original body names no model");
    }
  }

  private void key() {
    int keyStart = at + 1;
    skipString();
    int keyEnd = at - 1;
    skipTo((byte) ':');
    at++;
    nonSpace();
    int valueStart = at;
    skipValue();
    if (isKey(keyStart, keyEnd, MODEL)) {
      modelStart = valueStart;
      modelEnd = at;
    } else if (isKey(keyStart, keyEnd, STREAM)) {
      stream = body[valueStart] == 't';
    } else if (isKey(keyStart, keyEnd, STREAM_OPTIONS)) {
      optionsStart = valueStart;
      optionsEnd = at;
    }
  }

  private boolean isKey(int start, int end, byte[] name) {
    if (end - start != name.length) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (body[start + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  private int nonSpace() {
    while (body[at] <= ' ' && body[at] >= 0) {
      at++;
    }
    return body[at];
  }

  private void skipTo(byte wanted) {
    while (body[at] != wanted) {
      at++;
    }
  }

  private void skipValue() {
    int depth = 0;
    do {
      switch (nonSpace()) {
        case '"' -> skipString();
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        case ',', ':' -> at++;
        default -> skipLiteral();
      }
    } while (depth > 0);
  }

  private void skipLiteral() {
    while (body[at] != ',' && body[at] != '}' && body[at] != ']' && body[at] > ' ') {
      at++;
    }
  }

  private void skipString() {
    byte[] bytes = body; // locals: this loop goes over every byte of a prompt
    int i = at + 1;
    for (byte c = bytes[i]; c != '"'; c = bytes[i]) {
      i += c == '\\' ? 2 : 1;
    }
    at = i + 1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
