package io.colophon.gateway.anthropic;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.ErrorDialect;
import io.colophon.gateway.http.JsonBytes;
import io.colophon.gateway.standing.HeaderDialect;
import tools.jackson.core.JsonGenerator;

/** Failures as Anthropic tells them, with our reason beside the type. */
final class AnthropicErrors implements ErrorDialect {
  static final AnthropicErrors INSTANCE = new AnthropicErrors();

  private AnthropicErrors() {}

  @Override
  public byte[] error(Refusal refusal, int status, String requestId) {
    return JsonBytes.write(json -> write(json, refusal, status, requestId));
  }

  @Override
  public HeaderDialect limitHeaders() {
    return HeaderDialect.ANTHROPIC;
  }

  @Override
  public byte[] breakOff(Refusal refusal, int status, String requestId) {
    return Events.event("error", json -> fields(json, refusal, status, requestId));
  }

  private static void write(JsonGenerator json, Refusal refusal, int status, String requestId) {
    json.writeStartObject();
    json.writeStringProperty("type", "error");
    fields(json, refusal, status, requestId);
    json.writeEndObject();
  }

  private static void fields(JsonGenerator json, Refusal refusal, int status, String requestId) {
    json.writeObjectPropertyStart("error");
    json.writeStringProperty("type", type(status));
    json.writeStringProperty("message", refusal.text());
    json.writeStringProperty("code", refusal.reason().name());
    json.writeEndObject();
    json.writeStringProperty("request_id", requestId);
  }

  /** The types that Anthropic documents, by status. */
  static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 503 -> "overloaded_error";
      case 504 -> "timeout_error";
      default -> status >= 500 ? "api_error" : "invalid_request_error";
    };
  }
}
