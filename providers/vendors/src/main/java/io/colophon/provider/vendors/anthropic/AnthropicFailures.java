package io.colophon.provider.vendors.anthropic;

import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpFailures;
import io.colophon.provider.http.HttpHead;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code {"type":"error","error":{"type","message"}}}. */
final class AnthropicFailures {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private AnthropicFailures() {}

  /** The failure behind an answer whose status is not 2xx. */
  static ProviderException read(HttpAnswer answer, Clock clock) {
    String type = "";
    String message = "";
    try {
      JsonNode error = MAPPER.readTree(answer.body()).path("error");
      type = error.path("type").asString("");
      message = error.path("message").asString("");
    } catch (JacksonException notJson) {
      // a proxy's page; the status says what there is to say
    }
    FailureKind kind = kind(type, HttpFailures.kind(answer.status()));
    Optional<Duration> wait =
        HttpFailures.retryAfter(answer.head(), clock)
            .or(
                () ->
                    kind == FailureKind.RATE_LIMITED
                        ? reset(answer.head(), clock)
                        : Optional.empty());
    return HttpFailures.failure(kind, answer, words(kind, type, message), wait);
  }

  /** The failure that an event within a 200 answer says. */
  static ProviderException inStream(JsonNode error) {
    String type = error.path("type").asString("");
    FailureKind kind = kind(type, FailureKind.INTERNAL);
    return new ProviderException(
        kind, "error in the answer: " + words(kind, type, error.path("message").asString("")));
  }

  private static FailureKind kind(String type, FailureKind otherwise) {
    return switch (type) {
      case "invalid_request_error", "request_too_large" -> FailureKind.INVALID_REQUEST;
      case "authentication_error", "permission_error" -> FailureKind.CREDENTIAL_REJECTED;
      case "billing_error" -> FailureKind.ACCOUNT_EXHAUSTED;
      case "not_found_error" -> FailureKind.MODEL_UNAVAILABLE;
      case "rate_limit_error" -> FailureKind.RATE_LIMITED;
      case "overloaded_error" -> FailureKind.OVERLOADED;
      case "timeout_error" -> FailureKind.TIMED_OUT;
      case "api_error" -> FailureKind.INTERNAL;
      default -> otherwise;
    };
  }

  /** The vendor's sentence where it helps to mend the request; others may quote a credential. */
  private static String words(FailureKind kind, String type, String message) {
    return kind == FailureKind.INVALID_REQUEST ? type + ": " + message : type;
  }

  /** The latest moment at which one of the exhausted limits is full again. */
  private static Optional<Duration> reset(HttpHead head, Clock clock) {
    return Stream.of("requests", "input-tokens", "output-tokens", "tokens")
        .filter(
            what ->
                head.header("anthropic-ratelimit-" + what + "-remaining")
                    .filter("0"::equals)
                    .isPresent())
        .flatMap(what -> head.header("anthropic-ratelimit-" + what + "-reset").stream())
        .flatMap(text -> moment(text).stream())
        .max(Instant::compareTo)
        .map(moment -> Duration.between(clock.instant(), moment))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
  }

  private static Optional<Instant> moment(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException notRfc3339) {
      return Optional.empty();
    }
  }
}
