package io.colophon.provider.vendors.zhipu;

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
 * Zhipu's errors: {@code {"error":{"code","message"}}} with an HTTP status or within an answer.
 * Codes are numbers in digits, listed at docs.bigmodel.cn/cn/api/api-code.
 */
final class ZhipuFailures {
  private ZhipuFailures() {}

  /** The failure behind an answer whose status is not 2xx. */
  static ProviderException read(HttpAnswer answer, Clock clock) {
    FailureKind byStatus = HttpFailures.kind(answer.status());
    JsonNode error;
    try {
      error = Json.read(answer.body()).path("error");
    } catch (ProviderException notJson) {
      return HttpFailures.failure(byStatus, answer, "", clock);
    }
    String code = Fields.text(error, "code");
    return code.isEmpty()
        ? HttpFailures.failure(byStatus, answer, "", clock)
        : VendorFailure.of(
            kind(code, byStatus), code, Fields.text(error, "message"), answer.head(), clock);
  }

  /** The failure that an error object within an answer says. */
  static ProviderException within(JsonNode error) {
    String code = Fields.text(error, "code");
    return VendorFailure.of(kind(code, FailureKind.INTERNAL), code, Fields.text(error, "message"));
  }

  private static FailureKind kind(String code, FailureKind otherwise) {
    return switch (code) {
      case "1000",
          "1001",
          "1002",
          "1003",
          "1004",
          "1100",
          "1110",
          "1111",
          "1112",
          "1120",
          "1121",
          "1220" ->
          FailureKind.CREDENTIAL_REJECTED;
      case "1113", "1308", "1309", "1310" -> FailureKind.ACCOUNT_EXHAUSTED;
      case "1210", "1212", "1213", "1214", "1215", "1261" -> FailureKind.INVALID_REQUEST;
      case "1211", "1221", "1222" -> FailureKind.MODEL_UNAVAILABLE;
      case "1300", "1301" -> FailureKind.CONTENT_REFUSED;
      case "1302", "1303", "1304" -> FailureKind.RATE_LIMITED;
      case "1305", "1312" -> FailureKind.OVERLOADED;
      case "500", "1200", "1230", "1234" -> FailureKind.INTERNAL;
      default -> otherwise;
    };
  }
}
