package io.colophon.provider.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureReaderTest {

  @ParameterizedTest
  @CsvSource({
    "INVALID_ARGUMENT,INVALID_REQUEST",
    "OUT_OF_RANGE,INVALID_REQUEST",
    "UNIMPLEMENTED,UNSUPPORTED",
    "NOT_FOUND,MODEL_UNAVAILABLE",
    "UNAUTHENTICATED,CREDENTIAL_REJECTED",
    "PERMISSION_DENIED,CREDENTIAL_REJECTED",
    "DEADLINE_EXCEEDED,TIMED_OUT",
    "UNAVAILABLE,UNREACHABLE",
    "CANCELLED,UNREACHABLE",
    "RESOURCE_EXHAUSTED,RATE_LIMITED",
    "ABORTED,INTERNAL",
    "FAILED_PRECONDITION,INTERNAL",
    "UNKNOWN,INTERNAL",
    "INTERNAL,INTERNAL",
    "DATA_LOSS,INTERNAL"
  })
  void read_bareStatus_isByItsCode(Status.Code code, FailureKind kind) {
    ProviderException failure =
        FailureReader.read(code.toStatus().withDescription("why\nnot"), new Metadata());

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessageEndingWith(": why not");
    assertThat(failure.retryAfter()).isEmpty();
  }

  private static ProviderException read(Any... details) {
    com.google.rpc.Status.Builder status =
        com.google.rpc.Status.newBuilder().setCode(14).setMessage("why");
    for (Any detail : details) {
      status.addDetails(detail);
    }
    StatusRuntimeException thrown = StatusProto.toStatusRuntimeException(status.build());
    return FailureReader.read(thrown.getStatus(), thrown.getTrailers());
  }

  private static Any info(String domain, String reason) {
    return Any.pack(ErrorInfo.newBuilder().setDomain(domain).setReason(reason).build());
  }

  private static Any retry(long seconds, int nanos) {
    return Any.pack(
        RetryInfo.newBuilder()
            .setRetryDelay(Duration.newBuilder().setSeconds(seconds).setNanos(nanos))
            .build());
  }

  @Test
  void read_reasonOfOurDomain_isTheKind() {
    assertThat(read(info("colophon.io", "CONTENT_REFUSED")).kind())
        .isEqualTo(FailureKind.CONTENT_REFUSED);
  }

  @Test
  void read_reasonOfAnotherDomainOrUnknown_leavesTheCode() {
    assertThat(read(info("example.org", "CONTENT_REFUSED")).kind())
        .isEqualTo(FailureKind.UNREACHABLE);
    assertThat(read(info("colophon.io", "OF_A_NEWER_CONTRACT")).kind())
        .isEqualTo(FailureKind.UNREACHABLE);
  }

  @Test
  void read_retryInfo_isTheWait() {
    assertThat(read(retry(2, 500_000_000)).retryAfter())
        .contains(java.time.Duration.ofMillis(2_500));
    assertThat(read(retry(Long.MAX_VALUE, 0)).retryAfter()).contains(java.time.Duration.ofDays(1));
    assertThat(read(retry(-5, -1)).retryAfter()).isEmpty();
  }

  @Test
  void read_brokenDetail_isMalformed() {
    Any broken =
        info("colophon.io", "INTERNAL").toBuilder()
            .setValue(ByteString.copyFrom(new byte[] {(byte) 0xff}))
            .build();

    assertThat(read(broken).kind()).isEqualTo(FailureKind.MALFORMED_ANSWER);
  }

  @Test
  void read_messageTooLarge_dependsOnWhoSaysIt() {
    Status status =
        Status.RESOURCE_EXHAUSTED.withDescription("gRPC message exceeds maximum size 10: 11");
    Metadata fromPlugin = new Metadata();
    fromPlugin.put(Metadata.Key.of("content-type", Metadata.ASCII_STRING_MARSHALLER), "a/b");

    assertThat(FailureReader.read(status, new Metadata()).kind())
        .isEqualTo(FailureKind.MALFORMED_ANSWER);
    assertThat(FailureReader.read(status, fromPlugin).kind()).isEqualTo(FailureKind.UNSUPPORTED);
  }

  @Test
  void read_longWords_areCut() {
    Status status = Status.INTERNAL.withDescription("x".repeat(5_000));

    assertThat(FailureReader.read(status, null).getMessage()).hasSizeLessThan(300);
  }
}
