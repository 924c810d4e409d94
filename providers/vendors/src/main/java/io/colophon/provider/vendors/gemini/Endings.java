package io.colophon.provider.vendors.gemini;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.ProviderException;

/** What a candidate's {@code finishReason} means. */
final class Endings {
  private Endings() {}

  /**
   * The reason in our terms.
   *
   * @throws ProviderException if the model broke off for a reason that leaves no usable output
   */
  static FinishReason read(String reason, boolean calledTools) {
    return switch (reason) {
      case "STOP" -> calledTools ? FinishReason.TOOL_CALLS : FinishReason.STOP;
      case "MAX_TOKENS" -> FinishReason.LENGTH;
      case "SAFETY",
          "RECITATION",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "LANGUAGE",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION" ->
          FinishReason.CONTENT_FILTERED;
      case "MALFORMED_FUNCTION_CALL",
          "UNEXPECTED_TOOL_CALL",
          "TOO_MANY_TOOL_CALLS",
          "MISSING_THOUGHT_SIGNATURE",
          "NO_IMAGE" ->
          throw new ProviderException(
              FailureKind.MALFORMED_ANSWER, "the model stopped for " + reason);
      // OTHER, IMAGE_OTHER, and reasons that are newer than this code.
      default ->
          throw new ProviderException(
              FailureKind.INTERNAL, "the model stopped for " + shown(reason));
    };
  }

  private static String shown(String reason) {
    return reason.matches("[A-Z_]{1,60}") ? reason : "a reason that is not understood";
  }
}
