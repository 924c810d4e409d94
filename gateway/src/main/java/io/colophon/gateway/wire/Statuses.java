package io.colophon.gateway.wire;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.QuotaFailure;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.colophon.gateway.failure.QuotaViolation;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/** The one place where facts become gRPC statuses with {@code google.rpc} details. */
public final class Statuses {
  /** Domain of every {@code ErrorInfo}. */
  public static final String DOMAIN = "colophon.io";

  private Statuses() {}

  /** Which code a caller sees for a reason. */
  public static Code codeOf(Reason reason) {
    return switch (reason) {
      case MESSAGE_MALFORMED, MESSAGE_TOO_LARGE, INVALID_REQUEST, CONTENT_REFUSED ->
          Code.INVALID_ARGUMENT;
      case UNAUTHENTICATED -> Code.UNAUTHENTICATED;
      case PERMISSION_DENIED, RESIDENCY, FILING_REQUIRED -> Code.PERMISSION_DENIED;
      case MODEL_NOT_FOUND, NOT_FOUND -> Code.NOT_FOUND;
      case UNSUPPORTED -> Code.UNIMPLEMENTED;
      case QUOTA_EXCEEDED -> Code.RESOURCE_EXHAUSTED;
      case GATEWAY_OVERLOADED, UPSTREAM_UNAVAILABLE, RECORD_FAILED, DRAINING -> Code.UNAVAILABLE;
      case UPSTREAM_MISCONFIGURED, UPSTREAM_MALFORMED, UPSTREAM_FAILED, LABEL_FAILED, INTERNAL ->
          Code.INTERNAL;
      case DEADLINE_EXCEEDED -> Code.DEADLINE_EXCEEDED;
      case CANCELLED -> Code.CANCELLED;
      case INTERRUPTED, NOT_NEXT -> Code.ABORTED;
      case FAILED_PRECONDITION, PRICE_CEILING -> Code.FAILED_PRECONDITION;
    };
  }

  /** The status with all that the caller may know. */
  public static Status of(Refusal refusal) {
    Status.Builder status =
        Status.newBuilder()
            .setCode(codeOf(refusal.reason()).value())
            .setMessage(refusal.text())
            .addDetails(
                Any.pack(
                    ErrorInfo.newBuilder()
                        .setReason(refusal.reason().name())
                        .setDomain(DOMAIN)
                        .build()));
    if (!refusal.fields().isEmpty()) {
      BadRequest.Builder bad = BadRequest.newBuilder();
      refusal
          .fields()
          .forEach(
              field ->
                  bad.addFieldViolationsBuilder()
                      .setField(field.field())
                      .setDescription(field.description()));
      status.addDetails(Any.pack(bad.build()));
    }
    refusal.quota().ifPresent(quota -> status.addDetails(Any.pack(quotaFailure(quota))));
    refusal
        .retryAfter()
        .ifPresent(
            wait ->
                status.addDetails(
                    Any.pack(
                        RetryInfo.newBuilder()
                            .setRetryDelay(
                                Duration.newBuilder()
                                    .setSeconds(wait.getSeconds())
                                    .setNanos(wait.getNano()))
                            .build())));
    return status.build();
  }

  /** The same, to be thrown or handed to an observer. */
  public static StatusRuntimeException exceptionOf(Refusal refusal) {
    return StatusProto.toStatusRuntimeException(of(refusal));
  }

  private static QuotaFailure quotaFailure(QuotaViolation quota) {
    return QuotaFailure.newBuilder()
        .addViolations(
            QuotaFailure.Violation.newBuilder()
                .setSubject(quota.refusedBy().subject())
                .setDescription(quota.description())
                .setApiService(DOMAIN)
                .setQuotaMetric(quota.refusedBy().dimension().id())
                .setQuotaId(quota.refusedBy().id())
                .putAllQuotaDimensions(quota.counted())
                .setQuotaValue(quota.refusedBy().amount()))
        .build();
  }
}
