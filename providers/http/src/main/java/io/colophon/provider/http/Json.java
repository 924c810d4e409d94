package io.colophon.provider.http;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import java.nio.ByteBuffer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as upstreams speak it, where a tree is good enough. Thread-safe. */
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /** A new object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /**
   * Reads a value.
   *
   * @throws ProviderException MALFORMED_ANSWER if it is not JSON
   */
  public static JsonNode read(byte[] utf8) {
    try {
      return MAPPER.readTree(utf8);
    } catch (JacksonException notJson) {
      throw malformed(notJson);
    }
  }

  /**
   * Reads a value.
   *
   * @throws ProviderException MALFORMED_ANSWER if it is not JSON
   */
  public static JsonNode read(ByteBuffer utf8) {
    byte[] bytes = new byte[utf8.remaining()];
    utf8.duplicate().get(bytes);
    return read(bytes);
  }

  /**
   * Reads a value.
   *
   * @throws ProviderException MALFORMED_ANSWER if it is not JSON
   */
  public static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException notJson) {
      throw malformed(notJson);
    }
  }

  /** Turns strings, numbers, booleans, lists and maps into a tree. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** The value in UTF-8. */
  public static byte[] write(JsonNode value) {
    return MAPPER.writeValueAsBytes(value);
  }

  // The text itself may hold what a caller wrote, so it is not quoted.
  private static ProviderException malformed(JacksonException notJson) {
    return new ProviderException(
        FailureKind.MALFORMED_ANSWER,
        "the answer is not JSON: line "
            + notJson.getLocation().getLineNr()
            + ", column "
            + notJson.getLocation().getColumnNr(),
        null,
        null);
  }
}
