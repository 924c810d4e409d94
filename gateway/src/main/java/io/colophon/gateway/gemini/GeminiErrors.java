package io.colophon.gateway.gemini;

import io.colophon.gateway.failure.FieldViolation;
import io.colophon.gateway.failure.QuotaViolation;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.ErrorDialect;
import io.colophon.gateway.http.JsonBytes;
import java.time.Duration;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** Failures as Google's APIs tell them: a {@code google.rpc.Status} as JSON (AIP-193). */
final class GeminiErrors implements ErrorDialect {
  static final GeminiErrors INSTANCE = new GeminiErrors();

  private static final String TYPE = "type.googleapis.com/google.rpc.";

  private GeminiErrors() {}

  @Override
  public byte[] error(Refusal refusal, int status, String requestId) {
    return JsonBytes.write(json -> write(json, refusal, status, requestId));
  }

  /** A stream of events ends with one more; an array is ended by the reply that writes it. */
  @Override
  public byte[] breakOff(Refusal refusal, int status, String requestId) {
    return Chunks.event(error(refusal, status, requestId));
  }

  private static void write(JsonGenerator json, Refusal refusal, int status, String requestId) {
    json.writeStartObject();
    json.writeObjectPropertyStart("error");
    json.writeNumberProperty("code", status);
    json.writeStringProperty("message", refusal.text());
    json.writeStringProperty("status", canonical(status));
    json.writeArrayPropertyStart("details");
    json.writeStartObject();
    json.writeStringProperty("@type", TYPE + "ErrorInfo");
    json.writeStringProperty("reason", refusal.reason().name());
    json.writeStringProperty("domain", "colophon.io");
    json.writeEndObject();
    json.writeStartObject();
    json.writeStringProperty("@type", TYPE + "RequestInfo");
    json.writeStringProperty("requestId", requestId);
    json.writeEndObject();
    if (!refusal.fields().isEmpty()) {
      violations(json, refusal);
    }
    refusal.quota().ifPresent(quota -> quotaFailure(json, quota));
    refusal.retryAfter().ifPresent(wait -> retry(json, wait));
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void violations(JsonGenerator json, Refusal refusal) {
    json.writeStartObject();
    json.writeStringProperty("@type", TYPE + "BadRequest");
    json.writeArrayPropertyStart("fieldViolations");
    for (FieldViolation violation : refusal.fields()) {
      json.writeStartObject();
      json.writeStringProperty("field", violation.field());
      json.writeStringProperty("description", violation.description());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void quotaFailure(JsonGenerator json, QuotaViolation quota) {
    json.writeStartObject();
    json.writeStringProperty("@type", TYPE + "QuotaFailure");
    json.writeArrayPropertyStart("violations");
    json.writeStartObject();
    json.writeStringProperty("subject", quota.refusedBy().subject());
    json.writeStringProperty("description", quota.description());
    json.writeStringProperty("quotaMetric", quota.refusedBy().dimension().id());
    json.writeStringProperty("quotaId", quota.refusedBy().id());
    json.writeObjectPropertyStart("quotaDimensions");
    new TreeMap<>(quota.counted()).forEach(json::writeStringProperty);
    json.writeEndObject();
    json.writeStringProperty("quotaValue", Long.toString(quota.refusedBy().amount()));
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void retry(JsonGenerator json, Duration wait) {
    json.writeStartObject();
    json.writeStringProperty("@type", TYPE + "RetryInfo");
    json.writeStringProperty(
        "retryDelay", Math.max(1, wait.plusNanos(999_999_999).toSeconds()) + "s");
    json.writeEndObject();
  }

  private static String canonical(int status) {
    return switch (status) {
      case 400, 413 -> "INVALID_ARGUMENT";
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 409 -> "FAILED_PRECONDITION";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 499 -> "CANCELLED";
      case 503 -> "UNAVAILABLE";
      case 504, 408 -> "DEADLINE_EXCEEDED";
      case 405 -> "UNIMPLEMENTED";
      default -> "INTERNAL";
    };
  }
}
