package io.colophon.gateway.gemini;

import io.colophon.gateway.http.JsonBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * A whole response of an upstream that speaks this dialect, sent on as it is but for the label,
 * which is put at the end of the first candidate's last part of text.
 */
final class RelayedContent {
  private final byte[] body;
  private final StringBuilder text = new StringBuilder();
  private int lastTextEnd = -1; // where the closing quote of the last part's text stands

  private RelayedContent(byte[] body) {
    this.body = body;
  }

  /**
   * The body to send.
   *
   * @param frame the upstream's whole response
   * @param whole all text that is to reach the caller, its label included
   * @return empty if the upstream's text is not how the caller's begins, or the body is no
   *     response: then one has to be built
   */
  static Optional<byte[]> with(ByteBuffer frame, String whole) {
    byte[] bytes = new byte[frame.remaining()];
    frame.duplicate().get(bytes);
    RelayedContent content = new RelayedContent(bytes);
    try {
      content.scan();
    } catch (JacksonException malformed) {
      return Optional.empty();
    }
    String said = content.text.toString();
    if (said.equals(whole)) {
      return Optional.of(bytes);
    }
    if (content.lastTextEnd < 0 || !whole.startsWith(said)) {
      return Optional.empty();
    }
    return Optional.of(content.spliced(whole.substring(said.length())));
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
      if (in.nextToken() == JsonToken.START_OBJECT) {
        enter(in, "candidates");
      }
    }
  }

  /** Goes down candidates[0].content.parts[]; everything else is passed over. */
  private void enter(JsonParser in, String wanted) {
    String name;
    while ((name = in.nextName()) != null) {
      JsonToken value = in.nextToken();
      if (!name.equals(wanted)) {
        in.skipChildren();
      } else if (value == JsonToken.START_OBJECT) {
        enter(in, "parts"); // of content
      } else if (value == JsonToken.START_ARRAY) {
        items(in, wanted);
      }
    }
  }

  private void items(JsonParser in, String wanted) {
    boolean first = true;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        in.skipChildren();
      } else if (wanted.equals("parts")) {
        part(in);
      } else if (first) {
        enter(in, "content");
        first = false;
      } else {
        in.skipChildren();
      }
    }
  }

  private void part(JsonParser in) {
    boolean thought = false;
    String words = null;
    int end = -1;
    String name;
    while ((name = in.nextName()) != null) {
      JsonToken value = in.nextToken();
      if (value == JsonToken.VALUE_STRING && name.equals("text")) {
        words = in.getString();
        end = (int) in.currentLocation().getByteOffset() - 1;
      } else if (name.equals("thought")) {
        thought = value == JsonToken.VALUE_TRUE;
      } else {
        in.skipChildren();
      }
    }
    if (words != null && !thought) {
      text.append(words);
      lastTextEnd = end;
    }
  }
}
