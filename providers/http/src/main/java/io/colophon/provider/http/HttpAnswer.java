package io.colophon.provider.http;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/**
 * A whole answer.
 *
 * @param head status and headers
 * @param body the bytes; the receiver may keep them
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and a copy would cost
public record HttpAnswer(HttpHead head, byte[] body) {

  public int status() {
    return head.status();
  }

  /** The body as text, malformed UTF-8 replaced. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * The body as JSON.
   *
   * @throws io.colophon.provider.spi.ProviderException MALFORMED_ANSWER if it is none
   */
  public JsonNode json() {
    return Json.read(body);
  }
}
