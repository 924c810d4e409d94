package io.colophon.provider.vendors.minimax;

import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpFailures;
import io.colophon.provider.http.Json;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.vendors.pieces.Fields;
import io.colophon.provider.vendors.pieces.VendorFailure;
import java.time.Clock;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * MiniMax's errors: {@code base_resp{status_code,status_msg}} with a number other than 0, mostly
 * with status 200. Numbers are listed at platform.minimaxi.com/docs/api-reference/errorcode.
 */
final class MiniMaxFailures {
  private MiniMaxFailures() {}

  /** The failure behind an answer whose status is not 2xx. */
  static ProviderException read(HttpAnswer answer, Clock clock) {
    FailureKind byStatus = HttpFailures.kind(answer.status());
    try {
      JsonNode base = Json.read(answer.body()).path("base_resp");
      int code = Fields.number(base, "status_code", 0);
      if (code != 0) {
        return VendorFailure.of(
            kind(code),
            String.valueOf(code),
            Fields.text(base, "status_msg"),
            answer.head(),
            clock);
      }
    } catch (ProviderException notJson) {
      return HttpFailures.failure(byStatus, answer, "", clock);
    }
    return HttpFailures.failure(byStatus, answer, "", clock);
  }

  /** The failure that an answer of status 200 says, or an event; empty if all is well. */
  static Optional<ProviderException> within(JsonNode said) {
    JsonNode base = said.path("base_resp");
    int code = Fields.number(base, "status_code", 0);
    return code == 0
        ? Optional.empty()
        : Optional.of(
            VendorFailure.of(kind(code), String.valueOf(code), Fields.text(base, "status_msg")));
  }

  /**
   * The answer as JSON.
   *
   * @throws ProviderException if it says an error
   */
  static JsonNode unwrap(HttpAnswer answer) {
    JsonNode said = answer.json();
    Optional<ProviderException> failure = within(said);
    if (failure.isPresent()) {
      throw failure.get();
    }
    return said;
  }

  private static FailureKind kind(int code) {
    return switch (code) {
      case 1001 -> FailureKind.TIMED_OUT;
      case 1002, 1039, 1041, 2045 -> FailureKind.RATE_LIMITED;
      case 1004, 2038, 2049 -> FailureKind.CREDENTIAL_REJECTED;
      case 1008, 2056 -> FailureKind.ACCOUNT_EXHAUSTED;
      case 1026, 1027 -> FailureKind.CONTENT_REFUSED;
      case 1042, 1043, 1044, 2013, 2037, 2039, 2042, 2048, 20132 -> FailureKind.INVALID_REQUEST;
      case 2061 -> FailureKind.MODEL_UNAVAILABLE;
      default -> FailureKind.INTERNAL;
    };
  }
}
