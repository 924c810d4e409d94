package io.colophon.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.QuotaFailure;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * How a call failed, with the details that came along.
 *
 * @param code what every gRPC client sees
 * @param text for people
 * @param details for machines
 */
public record CallFailure(Status.Code code, String text, List<Any> details) {

  /** Makes a call that is expected to fail, and tells how it did. */
  public static CallFailure of(ThrowingCallable call) {
    StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, call);
    assertThat(failure).as("the call should fail").isNotNull();
    return of(failure);
  }

  /** Tells of a failure. */
  public static CallFailure of(Throwable failure) {
    Status status = Status.fromThrowable(failure);
    com.google.rpc.Status rich = StatusProto.fromThrowable(failure);
    String text = status.getDescription() == null ? "" : status.getDescription();
    assertThat(text).doesNotContain("Exception", "\tat ", "io.colophon");
    return new CallFailure(
        status.getCode(), text, rich == null ? List.of() : rich.getDetailsList());
  }

  /** {@code ErrorInfo.reason}; empty when none came. */
  public String reason() {
    return detail(ErrorInfo.class).map(ErrorInfo::getReason).orElse("");
  }

  /** The fields that {@code BadRequest} names. */
  public List<String> fields() {
    return detail(BadRequest.class).stream()
        .flatMap(bad -> bad.getFieldViolationsList().stream())
        .map(BadRequest.FieldViolation::getField)
        .toList();
  }

  public Optional<QuotaFailure> quota() {
    return detail(QuotaFailure.class);
  }

  public Optional<RetryInfo> retry() {
    return detail(RetryInfo.class);
  }

  private <M extends Message> Optional<M> detail(Class<M> type) {
    for (Any detail : details) {
      if (detail.is(type)) {
        try {
          return Optional.of(detail.unpack(type));
        } catch (InvalidProtocolBufferException broken) {
          throw new AssertionError("a broken " + type.getSimpleName(), broken);
        }
      }
    }
    return Optional.empty();
  }
}
