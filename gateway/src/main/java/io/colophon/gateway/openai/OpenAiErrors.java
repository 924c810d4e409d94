package io.colophon.gateway.openai;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.ErrorDialect;
import io.colophon.gateway.http.JsonBytes;
import tools.jackson.core.JsonGenerator;

/**
 * Failures as OpenAI tells them; {@code code} is our {@link io.colophon.gateway.failure.Reason}.
 */
public final class OpenAiErrors implements ErrorDialect {
  public static final OpenAiErrors INSTANCE = new OpenAiErrors();

  private OpenAiErrors() {}

  @Override
  public byte[] error(Refusal refusal, int status, String requestId) {
    return JsonBytes.write(json -> write(json, refusal, status));
  }

  /** A stream ends with an event that SDKs throw as an error. */
  @Override
  public byte[] breakOff(Refusal refusal, int status, String requestId) {
    return SseEvent.data(error(refusal, status, requestId));
  }

  private static void write(JsonGenerator json, Refusal refusal, int status) {
    json.writeStartObject();
    json.writeName("error");
    object(json, refusal, status);
    json.writeEndObject();
  }

  /** What stands under {@code error}. */
  static void object(JsonGenerator json, Refusal refusal, int status) {
    json.writeStartObject();
    json.writeStringProperty("message", refusal.text());
    json.writeStringProperty("type", type(status));
    if (refusal.fields().isEmpty()) {
      json.writeNullProperty("param");
    } else {
      json.writeStringProperty("param", refusal.fields().get(0).field());
    }
    json.writeStringProperty("code", refusal.reason().name());
    json.writeEndObject();
  }

  static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      default -> status >= 500 ? "server_error" : "invalid_request_error";
    };
  }
}
