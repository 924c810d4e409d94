package io.colophon.gateway.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.colophon.gateway.http.JsonBytes;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * Server-sent events of this dialect: each has a name, and the same as {@code type} in its data.
 */
final class Events {
  private static final byte[] RECEIPT = ": colophon ".getBytes(UTF_8);
  private static final byte[] END = "\n\n".getBytes(UTF_8);

  private Events() {}

  /**
   * One event.
   *
   * @param fields writes what stands in the data beside {@code type}
   */
  static byte[] event(String type, Consumer<JsonGenerator> fields) {
    byte[] data =
        JsonBytes.write(
            json -> {
              json.writeStartObject();
              json.writeStringProperty("type", type);
              fields.accept(json);
              json.writeEndObject();
            });
    return join(("event: " + type + "\ndata: ").getBytes(UTF_8), data);
  }

  /** A comment, which readers of events pass over. */
  static byte[] receipt(byte[] json) {
    return join(RECEIPT, json);
  }

  private static byte[] join(byte[] head, byte[] body) {
    byte[] whole = new byte[head.length + body.length + END.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    System.arraycopy(END, 0, whole, head.length + body.length, END.length);
    return whole;
  }
}
