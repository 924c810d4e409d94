package io.colophon.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.grpc.Status.Code;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which failure becomes which status. */
class StatusesTest {

  @ParameterizedTest
  @CsvSource({
    "INVALID_REQUEST, INVALID_ARGUMENT",
    "MESSAGE_MALFORMED, INVALID_ARGUMENT",
    "MESSAGE_TOO_LARGE, INVALID_ARGUMENT",
    "CONTENT_REFUSED, INVALID_ARGUMENT",
    "UNAUTHENTICATED, UNAUTHENTICATED",
    "PERMISSION_DENIED, PERMISSION_DENIED",
    "MODEL_NOT_FOUND, NOT_FOUND",
    "NOT_FOUND, NOT_FOUND",
    "UNSUPPORTED, UNIMPLEMENTED",
    "QUOTA_EXCEEDED, RESOURCE_EXHAUSTED",
    "UPSTREAM_UNAVAILABLE, UNAVAILABLE",
    "UPSTREAM_MISCONFIGURED, INTERNAL",
    "UPSTREAM_MALFORMED, INTERNAL",
    "DEADLINE_EXCEEDED, DEADLINE_EXCEEDED",
    "CANCELLED, CANCELLED",
    "LABEL_FAILED, INTERNAL",
    "RECORD_FAILED, UNAVAILABLE",
    "INTERNAL, INTERNAL"
  })
  void codeOf_reason_isWhatCallersWereTold(Reason reason, Code code) {
    assertThat(Statuses.codeOf(reason)).isEqualTo(code);
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void codeOf_ourUpstreamsTrouble_neverLooksLikeTheCallersQuotaOrKey(Reason reason) {
    if (reason.name().startsWith("UPSTREAM_")) {
      assertThat(Statuses.codeOf(reason)).isIn(Code.UNAVAILABLE, Code.INTERNAL);
    }
    assertThat(Statuses.codeOf(reason)).isNotIn(Code.OK, Code.UNKNOWN);
  }

  @Test
  void of_refusal_carriesReasonAndWait() throws Exception {
    Status status =
        Statuses.of(
            Refusal.of(Reason.GATEWAY_OVERLOADED, "full").retryAfter(Duration.ofMillis(1500)));

    ErrorInfo info = status.getDetails(0).unpack(ErrorInfo.class);
    assertThat(info.getReason()).isEqualTo("GATEWAY_OVERLOADED");
    assertThat(info.getDomain()).isEqualTo("colophon.io");
    RetryInfo retry = status.getDetails(1).unpack(RetryInfo.class);
    assertThat(retry.getRetryDelay().getSeconds()).isEqualTo(1);
    assertThat(retry.getRetryDelay().getNanos()).isEqualTo(500_000_000);
  }
}
