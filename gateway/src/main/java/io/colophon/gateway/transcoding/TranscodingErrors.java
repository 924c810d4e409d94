package io.colophon.gateway.transcoding;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.ErrorDialect;
import io.colophon.gateway.http.HttpStatuses;
import io.colophon.gateway.http.JsonBytes;
import io.colophon.gateway.wire.Statuses;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Failures as JSON in the form of AIP-193, with the same details as over gRPC. */
final class TranscodingErrors implements ErrorDialect {
  private final Binding.Answer form;

  /**
   * @param form of the answers that may break off
   */
  TranscodingErrors(Binding.Answer form) {
    this.form = form;
  }

  @Override
  public byte[] error(Refusal refusal, int status, String requestId) {
    return json(Statuses.of(refusal), status);
  }

  @Override
  public byte @Nullable [] breakOff(Refusal refusal, int status, String requestId) {
    return last(form, error(refusal, status, requestId));
  }

  /** An error as the last of a stream; null where nothing can tell it. */
  static byte @Nullable [] last(Binding.Answer form, byte[] error) {
    return switch (form) {
      case EVENTS -> ("event: error\ndata: " + new String(error, UTF_8) + "\n\n").getBytes(UTF_8);
      case LINES -> (new String(error, UTF_8) + "\n").getBytes(UTF_8);
      case ONE -> null;
    };
  }

  static byte[] json(Status status, int http) {
    return JsonBytes.write(
        json -> {
          json.writeStartObject();
          json.writeObjectPropertyStart("error");
          json.writeNumberProperty("code", http);
          json.writeStringProperty("message", status.getMessage());
          json.writeStringProperty("status", canonical(status.getCode()));
          json.writeArrayPropertyStart("details");
          status.getDetailsList().forEach(detail -> write(json, detail));
          json.writeEndArray();
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, Any detail) {
    json.writeRawValue(new String(ProtoJson.write(detail), UTF_8));
  }

  private static String canonical(int code) {
    Code known = Code.forNumber(code);
    return known == null ? "UNKNOWN" : known.name();
  }

  /** The status of HTTP that goes with a status of gRPC: by our reason, or else by its code. */
  static int httpStatus(Status status) {
    return reason(status)
        .map(HttpStatuses::of)
        .orElseGet(
            () ->
                switch (status.getCode()) {
                  case Code.INVALID_ARGUMENT_VALUE, Code.OUT_OF_RANGE_VALUE -> 400;
                  case Code.UNAUTHENTICATED_VALUE -> 401;
                  case Code.PERMISSION_DENIED_VALUE -> 403;
                  case Code.NOT_FOUND_VALUE -> 404;
                  case Code.RESOURCE_EXHAUSTED_VALUE -> 429;
                  case Code.UNAVAILABLE_VALUE -> 503;
                  case Code.DEADLINE_EXCEEDED_VALUE -> 504;
                  default -> 500;
                });
  }

  private static Optional<Reason> reason(Status status) {
    for (Any detail : status.getDetailsList()) {
      if (detail.is(ErrorInfo.class)) {
        try {
          return Optional.of(Reason.valueOf(detail.unpack(ErrorInfo.class).getReason()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException notOurs) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
