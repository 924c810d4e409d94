package io.colophon.provider.vendors.openai;

import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpFailures;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the error objects of OpenAI and of hosts that imitate them: {@code
 * {"error":{"message","type","code","param"}}}, with the code as a string or a number, or the error
 * object at the top, or the error as a bare string.
 */
final class OpenAiFailures {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private OpenAiFailures() {}

  /** The failure behind an answer whose status is not 2xx. */
  static ProviderException read(HttpAnswer answer, Clock clock) {
    JsonNode error = errorOf(answer.body());
    FailureKind kind = kind(error, HttpFailures.kind(answer.status()));
    Optional<Duration> wait =
        HttpFailures.retryAfter(answer.head(), clock)
            .or(
                () ->
                    kind == FailureKind.RATE_LIMITED
                        ? RateLimitHeaders.wait(answer.head())
                        : Optional.empty());
    return HttpFailures.failure(kind, answer, words(error, kind), wait);
  }

  /** The failure that an error object within a 200 answer says. */
  static ProviderException inStream(JsonNode error) {
    FailureKind kind = kind(error, FailureKind.INTERNAL);
    return new ProviderException(kind, "error in the answer: " + words(error, kind));
  }

  private static @Nullable JsonNode errorOf(byte[] body) {
    try {
      JsonNode tree = MAPPER.readTree(body);
      JsonNode error = tree.get("error");
      return error == null ? tree : error;
    } catch (JacksonException notJson) {
      return null; // a proxy's page; the status says what there is to say
    }
  }

  private static FailureKind kind(@Nullable JsonNode error, FailureKind byStatus) {
    if (error == null) {
      return byStatus;
    }
    String said = (text(error, "code") + " " + text(error, "type")).toLowerCase(Locale.ROOT);
    if (contains(said, "insufficient_quota", "billing", "arrearage", "insufficient_balance")) {
      return FailureKind.ACCOUNT_EXHAUSTED;
    }
    if (contains(said, "content_policy", "content_filter", "data_inspection", "moderation")) {
      return FailureKind.CONTENT_REFUSED;
    }
    if (contains(said, "model_not_found", "model_not_exist", "deploymentnotfound")) {
      return FailureKind.MODEL_UNAVAILABLE;
    }
    if (contains(said, "invalid_api_key", "authentication", "permission")) {
      return FailureKind.CREDENTIAL_REJECTED;
    }
    if (contains(said, "rate_limit", "throttl")) {
      return FailureKind.RATE_LIMITED;
    }
    if (contains(said, "overloaded", "server_busy", "engine_overloaded")) {
      return FailureKind.OVERLOADED;
    }
    if (contains(said, "context_length", "string_above_max", "invalid_request")) {
      // Some hosts call everything an invalid request; a status that says more is believed.
      return byStatus == FailureKind.INTERNAL ? FailureKind.INVALID_REQUEST : byStatus;
    }
    return byStatus;
  }

  private static boolean contains(String said, String... words) {
    for (String word : words) {
      if (said.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /**
   * What may be shown: the code, and where it helps the caller to mend his request, the vendor's
   * sentence. A sentence about credentials may quote them.
   */
  private static String words(@Nullable JsonNode error, FailureKind kind) {
    if (error == null) {
      return "";
    }
    String code = text(error, "code");
    String name = code.isEmpty() ? text(error, "type") : code;
    if (kind != FailureKind.INVALID_REQUEST) {
      return name;
    }
    String message = error.isString() ? error.stringValue() : text(error, "message");
    return name.isEmpty() ? message : name + ": " + message;
  }

  private static String text(JsonNode error, String field) {
    JsonNode value = error.get(field);
    return value == null || value.isNull() || value.isContainer() ? "" : value.asString();
  }

  /** The waits that OpenAI's own headers tell when {@code Retry-After} is missing. */
  static final class RateLimitHeaders {
    private RateLimitHeaders() {}

    static Optional<Duration> wait(io.colophon.provider.http.HttpHead head) {
      Optional<Duration> millis =
          head.header("retry-after-ms").flatMap(value -> Durations.parse(value + "ms"));
      if (millis.isPresent()) {
        return millis;
      }
      Optional<Duration> requests =
          "0".equals(head.header("x-ratelimit-remaining-requests").orElse(""))
              ? head.header("x-ratelimit-reset-requests").flatMap(Durations::parse)
              : Optional.empty();
      return requests.isPresent()
          ? requests
          : head.header("x-ratelimit-reset-tokens").flatMap(Durations::parse);
    }
  }
}
