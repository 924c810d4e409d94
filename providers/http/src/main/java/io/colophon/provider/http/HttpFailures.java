package io.colophon.provider.http;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** What HTTP itself says of a failure, for vendors whose own words add nothing. */
public final class HttpFailures {
  private static final int MOST_DETAIL = 300;

  private HttpFailures() {}

  /**
   * The kind of failure that a status stands for (RFC 9110, section 15, and the uses that model
   * vendors make of it).
   */
  public static FailureKind kind(int status) {
    return switch (status) {
      case 401, 403 -> FailureKind.CREDENTIAL_REJECTED;
      case 402 -> FailureKind.ACCOUNT_EXHAUSTED;
      case 404, 410 -> FailureKind.MODEL_UNAVAILABLE;
      case 408, 504 -> FailureKind.TIMED_OUT;
      case 429 -> FailureKind.RATE_LIMITED;
      case 502, 503, 529 -> FailureKind.OVERLOADED;
      default -> {
        if (status >= 500) {
          yield FailureKind.INTERNAL;
        }
        yield status >= 400 ? FailureKind.INVALID_REQUEST : FailureKind.MALFORMED_ANSWER;
      }
    };
  }

  /**
   * A failure with its wait, if the answer names one.
   *
   * @param detail the vendor's own words; cut to a length that fits a log line
   */
  public static ProviderException failure(
      FailureKind kind, HttpAnswer answer, String detail, Clock clock) {
    return failure(kind, answer, detail, retryAfter(answer.head(), clock));
  }

  /**
   * A failure with a wait that was read elsewhere.
   *
   * @param detail as above
   * @param wait empty when the answer names none
   */
  public static ProviderException failure(
      FailureKind kind, HttpAnswer answer, String detail, Optional<Duration> wait) {
    String words = detail.strip();
    String cut = words.length() > MOST_DETAIL ? words.substring(0, MOST_DETAIL) + "..." : words;
    return new ProviderException(
        kind,
        "status " + answer.status() + (cut.isEmpty() ? "" : ": " + cut),
        wait.orElse(null),
        null);
  }

  /** {@code Retry-After} in seconds or as a date (RFC 9110, section 10.2.3). */
  public static Optional<Duration> retryAfter(HttpHead head, Clock clock) {
    return head.header("retry-after").flatMap(value -> parse(value.strip(), clock));
  }

  private static Optional<Duration> parse(String value, Clock clock) {
    try {
      double seconds = Double.parseDouble(value);
      return seconds >= 0 && seconds < 1e9
          ? Optional.of(Duration.ofMillis(Math.round(seconds * 1000)))
          : Optional.empty();
    } catch (NumberFormatException notSeconds) {
      return date(value, clock);
    }
  }

  private static Optional<Duration> date(String value, Clock clock) {
    try {
      Duration wait =
          Duration.between(
              clock.instant(),
              ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException neither) {
      return Optional.empty();
    }
  }
}
