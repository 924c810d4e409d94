package io.colophon.provider.vendors.hunyuan;

import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpFailures;
import io.colophon.provider.http.Json;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.vendors.pieces.Fields;
import io.colophon.provider.vendors.pieces.VendorFailure;
import java.time.Clock;
import tools.jackson.databind.JsonNode;

/**
 * Errors of Tencent Cloud: {@code Response.Error{Code,Message}} with status 200, and {@code
 * ErrorMsg{Msg,Code}} within a stream. Codes are words with dots whose beginning says most; what
 * the numbers of {@code ErrorMsg} mean is not documented, so that they count as INTERNAL.
 */
final class HunyuanFailures {
  private HunyuanFailures() {}

  /** The failure behind an answer whose status is not 2xx, as those of machines in between. */
  static ProviderException read(HttpAnswer answer, Clock clock) {
    FailureKind byStatus = HttpFailures.kind(answer.status());
    try {
      JsonNode error = Json.read(answer.body()).path("Response").path("Error");
      if (error.isObject()) {
        return within(error);
      }
    } catch (ProviderException notJson) {
      return HttpFailures.failure(byStatus, answer, "", clock);
    }
    return HttpFailures.failure(byStatus, answer, "", clock);
  }

  /**
   * The content of an answer's wrapper.
   *
   * @throws ProviderException if it is an error
   */
  static JsonNode unwrap(HttpAnswer answer) {
    JsonNode response = answer.json().path("Response");
    if (!response.isObject()) {
      throw new ProviderException(
          FailureKind.MALFORMED_ANSWER, "the answer has no object named Response");
    }
    if (response.path("Error").isObject()) {
      throw within(response.path("Error"));
    }
    return response;
  }

  /** The failure that an {@code Error} object says. */
  static ProviderException within(JsonNode error) {
    return of(Fields.text(error, "Code"), Fields.text(error, "Message"));
  }

  /** The failure that a code says. */
  static ProviderException of(String code, String message) {
    return VendorFailure.of(kind(code), code, message);
  }

  private static FailureKind kind(String code) {
    if (code.contains("IllegalDetected")
        || code.contains("Sensitive")
        || code.contains("Moderation")) {
      return FailureKind.CONTENT_REFUSED;
    }
    if (code.startsWith("AuthFailure")
        || code.startsWith("UnauthorizedOperation")
        || code.endsWith("UserUnAuthError")) {
      return FailureKind.CREDENTIAL_REJECTED;
    }
    if (code.contains("Arrears")
        || code.contains("PackExhausted")
        || code.endsWith("LowBalance")
        || code.contains("ServiceStop")
        || code.endsWith("ServiceNotActivated")) {
      return FailureKind.ACCOUNT_EXHAUSTED;
    }
    if (code.endsWith("EngineServerLimitExceeded")
        || code.startsWith("ResourceInsufficient")
        || code.startsWith("ServiceUnavailable")) {
      return FailureKind.OVERLOADED;
    }
    if (code.startsWith("RequestLimitExceeded") || code.startsWith("LimitExceeded")) {
      return FailureKind.RATE_LIMITED;
    }
    if (code.endsWith("Timeout")) {
      return FailureKind.TIMED_OUT;
    }
    if (code.equals("InvalidParameterValue.Model")
        || code.startsWith("ResourceNotFound")
        || code.startsWith("ResourceUnavailable")) {
      return FailureKind.MODEL_UNAVAILABLE;
    }
    return code.startsWith("InvalidParameter")
            || code.startsWith("MissingParameter")
            || code.startsWith("UnknownParameter")
        ? FailureKind.INVALID_REQUEST
        : FailureKind.INTERNAL;
  }
}
