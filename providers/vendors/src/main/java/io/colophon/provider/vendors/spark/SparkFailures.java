package io.colophon.provider.vendors.spark;

import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpFailures;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.vendors.pieces.Fields;
import io.colophon.provider.vendors.pieces.VendorFailure;
import java.time.Clock;
import tools.jackson.databind.JsonNode;

/**
 * Spark's errors: numbers in {@code header.code}, listed at xfyun.cn/doc/spark/Web.html; a refused
 * signature is a handshake with status 401 or 403.
 */
final class SparkFailures {
  private SparkFailures() {}

  /** A refused handshake; its words quote the signature, so they are left out. */
  static ProviderException read(HttpAnswer answer, Clock clock) {
    return HttpFailures.failure(HttpFailures.kind(answer.status()), answer, "", clock);
  }

  /** The failure that a header with a code other than 0 says. */
  static ProviderException within(JsonNode header) {
    int code = Fields.number(header, "code", -1);
    return VendorFailure.of(kind(code), String.valueOf(code), Fields.text(header, "message"));
  }

  private static FailureKind kind(int code) {
    return switch (code) {
      case 10003, 10004, 10005, 10163, 10907 -> FailureKind.INVALID_REQUEST;
      case 10006, 10007, 11202, 11203 -> FailureKind.RATE_LIMITED;
      case 10008, 10110 -> FailureKind.OVERLOADED;
      case 10013, 10014, 10019 -> FailureKind.CONTENT_REFUSED;
      // 10016 stands for everything that the application's licence lacks.
      case 10015, 10016 -> FailureKind.CREDENTIAL_REJECTED;
      case 11200, 11201 -> FailureKind.ACCOUNT_EXHAUSTED;
      default -> FailureKind.INTERNAL;
    };
  }
}
