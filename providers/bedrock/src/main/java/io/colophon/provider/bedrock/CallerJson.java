package io.colophon.provider.bedrock;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON that the caller wrote as text within a request. */
final class CallerJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private CallerJson() {}

  /**
   * A JSON object.
   *
   * @param what what it is, for the message
   * @throws ProviderException INVALID_REQUEST if it is none
   */
  static JsonNode object(String text, String what) {
    JsonNode tree = lenient(text);
    if (!tree.isObject()) {
      throw new ProviderException(
          FailureKind.INVALID_REQUEST, what + " is not a JSON object, as was expected");
    }
    return tree;
  }

  /** The value; a missing node if the text is not JSON. */
  static JsonNode lenient(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException notJson) {
      return MAPPER.missingNode();
    }
  }
}
