package io.colophon.provider.vendors.gemini;

import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpFailures;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads Google's errors: {@code {"error":{"code","message","status","details"}}} (google.rpc.Status
 * as JSON), alone or as the only member of an array, as {@code streamGenerateContent} without
 * {@code alt=sse} has it.
 */
final class GeminiFailures {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private GeminiFailures() {}

  /** The failure behind an answer whose status is not 2xx. */
  static ProviderException read(HttpAnswer answer, Clock clock) {
    JsonNode error = errorOf(answer.body());
    if (error == null) {
      return HttpFailures.failure(HttpFailures.kind(answer.status()), answer, "", clock);
    }
    FailureKind kind = kind(error, HttpFailures.kind(answer.status()));
    ProviderException failure = HttpFailures.failure(kind, answer, words(error, kind), clock);
    Optional<Duration> retry = retryDelay(error);
    return retry.isEmpty() || failure.retryAfter().isPresent()
        ? failure
        : new ProviderException(kind, String.valueOf(failure.getMessage()), retry.get(), null);
  }

  /** The failure that an error object within a 200 answer, or within an operation, says. */
  static ProviderException within(JsonNode error) {
    FailureKind byCode = byCode(error.path("code").asInt(0));
    FailureKind kind =
        kind(
            error,
            byCode == FailureKind.INVALID_REQUEST
                ? invalid(error.path("message").stringValue("").toLowerCase(Locale.ROOT))
                : byCode);
    return new ProviderException(
        kind, "error in the answer: " + words(error, kind), retryDelay(error).orElse(null), null);
  }

  private static @Nullable JsonNode errorOf(byte[] body) {
    try {
      JsonNode tree = MAPPER.readTree(body);
      JsonNode error = (tree.isArray() ? tree.path(0) : tree).path("error");
      return error.isObject() ? error : null;
    } catch (JacksonException notJson) {
      return null; // a proxy's page; the status says what there is to say
    }
  }

  private static FailureKind kind(JsonNode error, FailureKind otherwise) {
    for (JsonNode detail : error.path("details").values()) {
      String reason = detail.path("reason").stringValue("");
      if (reason.startsWith("API_KEY_") || reason.startsWith("ACCESS_TOKEN_")) {
        return FailureKind.CREDENTIAL_REJECTED; // comes with status 400
      }
      if (reason.equals("BILLING_DISABLED")) {
        return FailureKind.ACCOUNT_EXHAUSTED;
      }
    }
    String message = error.path("message").stringValue("").toLowerCase(Locale.ROOT);
    return switch (error.path("status").stringValue("")) {
      case "INVALID_ARGUMENT", "OUT_OF_RANGE" -> invalid(message);
      case "FAILED_PRECONDITION" ->
          message.contains("billing")
              ? FailureKind.ACCOUNT_EXHAUSTED
              : FailureKind.UNSUPPORTED; // such as a place that is not served
      case "PERMISSION_DENIED", "UNAUTHENTICATED" -> FailureKind.CREDENTIAL_REJECTED;
      case "NOT_FOUND" -> FailureKind.MODEL_UNAVAILABLE;
      case "RESOURCE_EXHAUSTED" -> FailureKind.RATE_LIMITED;
      case "UNAVAILABLE" -> FailureKind.OVERLOADED;
      case "DEADLINE_EXCEEDED" -> FailureKind.TIMED_OUT;
      case "UNIMPLEMENTED" -> FailureKind.UNSUPPORTED;
      case "INTERNAL", "UNKNOWN", "DATA_LOSS", "ABORTED", "CANCELLED" -> FailureKind.INTERNAL;
      default -> otherwise;
    };
  }

  /** An argument that is invalid, by the sentence; Veo refuses prompts in this way. */
  private static FailureKind invalid(String message) {
    if (message.contains("api key not valid")) {
      return FailureKind.CREDENTIAL_REJECTED;
    }
    return message.contains("responsible ai") || message.contains("usage guidelines")
        ? FailureKind.CONTENT_REFUSED
        : FailureKind.INVALID_REQUEST;
  }

  /** Codes of google.rpc.Code, as operations carry them, or of HTTP. */
  private static FailureKind byCode(int code) {
    return switch (code) {
      case 3, 11 -> FailureKind.INVALID_REQUEST;
      case 4 -> FailureKind.TIMED_OUT;
      case 5 -> FailureKind.MODEL_UNAVAILABLE;
      case 7, 16 -> FailureKind.CREDENTIAL_REJECTED;
      case 8 -> FailureKind.RATE_LIMITED;
      case 9, 12 -> FailureKind.UNSUPPORTED;
      case 14 -> FailureKind.OVERLOADED;
      default -> code >= 400 ? HttpFailures.kind(code) : FailureKind.INTERNAL;
    };
  }

  /** google.rpc.RetryInfo: a duration as JSON writes it, such as {@code 34.07s}. */
  private static Optional<Duration> retryDelay(JsonNode error) {
    for (JsonNode detail : error.path("details").values()) {
      String delay = detail.path("retryDelay").stringValue("");
      if (delay.endsWith("s") && delay.length() < 20) {
        try {
          BigDecimal seconds = new BigDecimal(delay.substring(0, delay.length() - 1));
          return Optional.of(Duration.ofMillis(seconds.movePointRight(3).longValue()));
        } catch (NumberFormatException notSeconds) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** The status, and the sentence where it helps the caller to mend the request. */
  private static String words(JsonNode error, FailureKind kind) {
    String status = error.path("status").stringValue("code " + error.path("code").asInt(0));
    return kind == FailureKind.INVALID_REQUEST
        ? status + ": " + error.path("message").stringValue("")
        : status;
  }
}
