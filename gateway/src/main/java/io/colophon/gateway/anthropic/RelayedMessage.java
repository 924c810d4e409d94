package io.colophon.gateway.anthropic;

import io.colophon.gateway.http.JsonBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * A whole message of an upstream that speaks this dialect, sent on as it is but for the label,
 * which is put at the end of its last block of text.
 */
final class RelayedMessage {
  private final byte[] body;
  private final StringBuilder text = new StringBuilder();
  private int lastTextEnd = -1; // where the closing quote of the last block's text stands

  private RelayedMessage(byte[] body) {
    this.body = body;
  }

  /**
   * The body to send.
   *
   * @param frame the upstream's whole message
   * @param whole all text that is to reach the caller, its label included
   * @return empty if the upstream's text is not how the caller's begins, or the body is no message:
   *     then a message has to be built
   */
  static Optional<byte[]> with(ByteBuffer frame, String whole) {
    byte[] bytes = new byte[frame.remaining()];
    frame.duplicate().get(bytes);
    RelayedMessage message = new RelayedMessage(bytes);
    try {
      message.scan();
    } catch (JacksonException malformed) {
      return Optional.empty();
    }
    String said = message.text.toString();
    if (said.equals(whole)) {
      return Optional.of(bytes);
    }
    if (message.lastTextEnd < 0 || !whole.startsWith(said)) {
      return Optional.empty();
    }
    return Optional.of(message.spliced(whole.substring(said.length())));
  }

  private byte[] spliced(String suffix) {
    byte[] quoted = JsonBytes.write(json -> json.writeString(suffix));
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + quoted.length);
    out.write(body, 0, lastTextEnd);
    out.write(quoted, 1, quoted.length - 2);
    out.write(body, lastTextEnd, body.length - lastTextEnd);
    return out.toByteArray();
  }

  private void scan() {
    try (JsonParser in = JsonBytes.FACTORY.createParser(ObjectReadContext.empty(), body)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return;
      }
      String name;
      while ((name = in.nextName()) != null) {
        if (in.nextToken() == JsonToken.START_ARRAY && name.equals("content")) {
          while (in.nextToken() != JsonToken.END_ARRAY) {
            block(in);
          }
        } else {
          in.skipChildren();
        }
      }
    }
  }

  private void block(JsonParser in) {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      in.skipChildren();
      return;
    }
    boolean isText = false;
    String words = "";
    int end = -1;
    String name;
    while ((name = in.nextName()) != null) {
      JsonToken value = in.nextToken();
      if (value == JsonToken.VALUE_STRING && name.equals("type")) {
        isText = in.getString().equals("text");
      } else if (value == JsonToken.VALUE_STRING && name.equals("text")) {
        words = in.getString();
        end = (int) in.currentLocation().getByteOffset() - 1;
      } else {
        in.skipChildren();
      }
    }
    if (isText) {
      text.append(words);
      lastTextEnd = end;
    }
  }
}
