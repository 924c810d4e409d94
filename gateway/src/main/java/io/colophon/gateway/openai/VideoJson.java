package io.colophon.gateway.openai;

import com.google.longrunning.Operation;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import io.colophon.gateway.jobs.AskedJob;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationMetadata;
import io.colophon.v1.VideoParameters;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Writes a job as a video of OpenAI's. */
final class VideoJson {
  static final String PREFIX = "video_";

  private static final int PERCENT = 100;
  private static final String OPERATIONS = "operations/";

  private VideoJson() {}

  /** The id of a video is that of its job, with a prefix. */
  static String id(Operation operation) {
    return PREFIX + operation.getName().substring(OPERATIONS.length());
  }

  static boolean isVideo(AskedJob job) {
    return job.request().hasVideo();
  }

  static void write(JsonGenerator json, AskedJob job) {
    Operation operation = job.operation();
    GenerationMetadata metadata =
        unpack(operation.getMetadata(), GenerationMetadata.class)
            .orElseGet(GenerationMetadata::getDefaultInstance);
    GenerateRequest request = job.request();
    json.writeStartObject();
    json.writeStringProperty("id", id(operation));
    json.writeStringProperty("object", "video");
    json.writeStringProperty("model", request.getModel());
    json.writeStringProperty("status", status(metadata.getState()));
    json.writeNumberProperty("progress", Math.round(metadata.getProgress() * PERCENT));
    json.writeNumberProperty("created_at", metadata.getCreateTime().getSeconds());
    if (metadata.hasEndTime()) {
      long end = metadata.getEndTime().getSeconds();
      json.writeNumberProperty("completed_at", end);
      json.writeNumberProperty("expires_at", end + metadata.getRetention().getSeconds());
    } else {
      json.writeNullProperty("completed_at");
      json.writeNullProperty("expires_at");
    }
    asked(json, request);
    error(json, operation);
    receipt(json, operation);
    json.writeEndObject();
  }

  private static String status(GenerationMetadata.State state) {
    return switch (state) {
      case STATE_ACCEPTED -> "queued";
      case STATE_SUCCEEDED -> "completed";
      case STATE_FAILED, STATE_CANCELLED -> "failed";
      default -> "in_progress";
    };
  }

  private static void asked(JsonGenerator json, GenerateRequest request) {
    VideoParameters video = request.getVideo();
    json.writeStringProperty("prompt", request.getInputs(0).getParts(0).getText());
    json.writeNullProperty("remixed_from_video_id");
    if (video.hasDuration()) {
      json.writeStringProperty("seconds", Long.toString(video.getDuration().getSeconds()));
    }
    if (video.hasWidth()) {
      json.writeStringProperty("size", video.getWidth() + "x" + video.getHeight());
    }
  }

  private static void error(JsonGenerator json, Operation operation) {
    if (!operation.hasError()) {
      json.writeNullProperty("error");
      return;
    }
    String reason =
        operation.getError().getDetailsList().stream()
            .flatMap(detail -> unpack(detail, ErrorInfo.class).stream())
            .map(ErrorInfo::getReason)
            .findFirst()
            .orElse("INTERNAL");
    json.writeObjectPropertyStart("error");
    json.writeStringProperty("code", reason);
    json.writeStringProperty("message", operation.getError().getMessage());
    json.writeEndObject();
  }

  /** The essentials; all of it is in the operation. */
  private static void receipt(JsonGenerator json, Operation operation) {
    Optional<GenerateResponse> response =
        operation.hasResponse()
            ? unpack(operation.getResponse(), GenerateResponse.class)
            : Optional.empty();
    response.ifPresent(
        done -> {
          json.writeObjectPropertyStart("colophon");
          json.writeStringProperty("operation", operation.getName());
          json.writeStringProperty("served_model", done.getReceipt().getServedModel());
          json.writeStringProperty("label", done.getReceipt().getLabelProfile());
          json.writeEndObject();
        });
  }

  private static <T extends Message> Optional<T> unpack(Any any, Class<T> type) {
    try {
      return any.is(type) ? Optional.of(any.unpack(type)) : Optional.empty();
    } catch (InvalidProtocolBufferException broken) {
      throw new IllegalStateException(
          "an operation holds a broken " + type.getSimpleName(), broken);
    }
  }
}
