package io.colophon.provider.vendors.qianfan;

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
 * Qianfan's errors: {@code {"error_code","error_msg"}}, mostly with status 200, and {@code
 * {"error","error_description"}} of the token endpoint. Numbers up to 111 are those of Baidu's
 * common gateway, 336xxx those of Qianfan; they are listed in the vendor's own client
 * (github.com/baidubce/bce-qianfan-sdk, python/qianfan/consts.py). That 336501 and 336502 stand for
 * requests and tokens by the minute, and 336103 and 336007 for a prompt that is too long, is from
 * the vendor's error page and could not be checked in code.
 */
final class QianfanFailures {
  private QianfanFailures() {}

  /** The failure behind an answer whose status is not 2xx. */
  static ProviderException read(HttpAnswer answer, Clock clock) {
    FailureKind byStatus = HttpFailures.kind(answer.status());
    JsonNode error;
    try {
      error = Json.read(answer.body());
    } catch (ProviderException notJson) {
      return HttpFailures.failure(byStatus, answer, "", clock);
    }
    String oauth = Fields.text(error, "error");
    if (!oauth.isEmpty()) {
      return ofToken(oauth);
    }
    int code = Fields.number(error, "error_code", 0);
    return code == 0
        ? HttpFailures.failure(byStatus, answer, "", clock)
        : VendorFailure.of(
            kind(code),
            String.valueOf(code),
            Fields.text(error, "error_msg"),
            answer.head(),
            clock);
  }

  /** Whether an object within an answer is an error. */
  static boolean isError(JsonNode said) {
    return Fields.number(said, "error_code", 0) != 0;
  }

  /** The failure that an object within an answer says. */
  static ProviderException within(JsonNode said) {
    int code = Fields.number(said, "error_code", 0);
    return VendorFailure.of(kind(code), String.valueOf(code), Fields.text(said, "error_msg"));
  }

  /** Whether the token was refused, so that a new one may help. */
  static boolean isAboutToken(JsonNode said) {
    int code = Fields.number(said, "error_code", 0);
    return code == 110 || code == 111;
  }

  /** The failure behind an error of the token endpoint (RFC 6749, section 5.2). */
  static ProviderException ofToken(String error) {
    return VendorFailure.of(
        error.equals("invalid_request") || error.startsWith("unsupported")
            ? FailureKind.INTERNAL
            : FailureKind.CREDENTIAL_REJECTED,
        error,
        "");
  }

  private static FailureKind kind(int code) {
    return switch (code) {
      case 6, 13, 14, 15, 100, 110, 111, 336004 -> FailureKind.CREDENTIAL_REJECTED;
      case 17, 19 -> FailureKind.ACCOUNT_EXHAUSTED;
      case 4, 18, 336501, 336502 -> FailureKind.RATE_LIMITED;
      case 2, 336100 -> FailureKind.OVERLOADED;
      case 3, 336005 -> FailureKind.MODEL_UNAVAILABLE;
      case 336001, 336002, 336003, 336006, 336007, 336101, 336102, 336103, 336104, 336105 ->
          FailureKind.INVALID_REQUEST;
      default -> FailureKind.INTERNAL;
    };
  }
}
