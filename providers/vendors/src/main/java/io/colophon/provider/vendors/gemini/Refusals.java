package io.colophon.provider.vendors.gemini;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import tools.jackson.databind.JsonNode;

/** Answers with status 200 that refuse. */
final class Refusals {
  private Refusals() {}

  /**
   * Looks whether the answer, or a chunk of it, is an error or refuses the prompt.
   *
   * @throws ProviderException if so
   */
  static void check(JsonNode answer) {
    JsonNode error = answer.path("error");
    if (error.isObject()) {
      throw GeminiFailures.within(error);
    }
    String blocked = answer.path("promptFeedback").path("blockReason").stringValue("");
    if (!blocked.isEmpty() && answer.path("candidates").isEmpty()) {
      throw new ProviderException(
          FailureKind.CONTENT_REFUSED,
          "the prompt was refused: "
              + (blocked.matches("[A-Z_]{1,60}") ? blocked : "no known reason"));
    }
  }
}
