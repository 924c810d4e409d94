package io.colophon.provider.vendors.dashscope;

import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpFailures;
import io.colophon.provider.http.Json;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.vendors.pieces.Fields;
import io.colophon.provider.vendors.pieces.VendorFailure;
import java.time.Clock;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * DashScope's errors: {@code {"code","message","request_id"}} with an HTTP status, in an event
 * named {@code error} of a stream, in the output of a task, or in the header of a WebSocket event.
 * Codes are listed at help.aliyun.com/zh/model-studio/error-code.
 */
final class DashScopeFailures {
  private DashScopeFailures() {}

  /** The failure behind an answer whose status is not 2xx. */
  static ProviderException read(HttpAnswer answer, Clock clock) {
    FailureKind byStatus = HttpFailures.kind(answer.status());
    JsonNode error;
    try {
      error = Json.read(answer.body());
    } catch (ProviderException notJson) {
      // A page of some machine between us and the vendor; its status says what there is to say.
      return HttpFailures.failure(byStatus, answer, "", clock);
    }
    String code = Fields.text(error, "code");
    return VendorFailure.of(
        kind(code, byStatus),
        code.isEmpty() ? String.valueOf(answer.status()) : code,
        Fields.text(error, "message"),
        answer.head(),
        clock);
  }

  /** The failure that an error object within an answer says. */
  static ProviderException within(JsonNode error) {
    return within(Fields.text(error, "code"), Fields.text(error, "message"));
  }

  /** The failure that a code within an answer says. */
  static ProviderException within(String code, String sentence) {
    return VendorFailure.of(kind(code, FailureKind.INTERNAL), code, sentence);
  }

  private static FailureKind kind(String code, FailureKind byStatus) {
    String said = code.toLowerCase(Locale.ROOT).replace("_", "");
    if (said.contains("datainspection") || said.equals("ipinfringementsuspect")) {
      return FailureKind.CONTENT_REFUSED;
    }
    if (said.startsWith("throttling") || said.equals("limitrequests")) {
      return FailureKind.RATE_LIMITED;
    }
    if (said.equals("arrearage")
        || said.contains("billoverdue")
        || said.contains("unpurchased")
        || said.equals("commoditynotpurchased")
        || said.startsWith("allocationquota")) {
      return FailureKind.ACCOUNT_EXHAUSTED;
    }
    if (said.equals("invalidapikey") || said.contains("accessdenied")) {
      return FailureKind.CREDENTIAL_REJECTED;
    }
    if (said.contains("modelnotfound") || said.contains("modelnotexist")) {
      return FailureKind.MODEL_UNAVAILABLE;
    }
    if (said.equals("modelunavailable") || said.equals("modelservingerror")) {
      return FailureKind.OVERLOADED;
    }
    if (said.contains("timeout")) {
      return FailureKind.TIMED_OUT;
    }
    if (said.startsWith("invalid") || said.startsWith("badrequest")) {
      return FailureKind.INVALID_REQUEST;
    }
    return said.startsWith("internalerror") || said.equals("systemerror")
        ? FailureKind.INTERNAL
        : byStatus;
  }
}
