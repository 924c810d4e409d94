package io.colophon.gateway.cli;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.QuotaFailure;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.PrintWriter;

/** Shows a gRPC status with its details to people. */
final class GrpcFailures {
  private GrpcFailures() {}

  static void print(StatusRuntimeException failure, PrintWriter to) {
    Status status = failure.getStatus();
    String text = status.getDescription();
    Throwable cause = failure.getCause();
    if (cause != null && cause.getMessage() != null) {
      text = text == null ? cause.getMessage() : text + ": " + cause.getMessage();
    }
    String head = text == null ? "" : text;
    to.println("error: " + status.getCode() + (head.isEmpty() ? "" : ": " + head));
    com.google.rpc.Status details = StatusProto.fromThrowable(failure);
    if (details == null) {
      return;
    }
    for (Any detail : details.getDetailsList()) {
      try {
        print(detail, head, to);
      } catch (InvalidProtocolBufferException unreadable) {
        to.println("  (a detail of type " + detail.getTypeUrl() + " cannot be read)");
      }
    }
  }

  private static void print(Any detail, String head, PrintWriter to)
      throws InvalidProtocolBufferException {
    if (detail.is(BadRequest.class)) {
      for (BadRequest.FieldViolation field :
          detail.unpack(BadRequest.class).getFieldViolationsList()) {
        String violation = field.getField() + ": " + field.getDescription();
        if (!head.contains(violation)) {
          to.println("  " + violation);
        }
      }
    } else if (detail.is(QuotaFailure.class)) {
      for (QuotaFailure.Violation quota : detail.unpack(QuotaFailure.class).getViolationsList()) {
        to.println("  " + quota.getSubject() + ": " + quota.getDescription());
      }
    } else if (detail.is(RetryInfo.class)) {
      to.println(
          "  try again after " + Text.seconds(detail.unpack(RetryInfo.class).getRetryDelay()));
    } else if (detail.is(ErrorInfo.class)) {
      to.println("  reason: " + detail.unpack(ErrorInfo.class).getReason());
    }
  }
}
