package io.colophon.gateway.openai;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.ErrorDialect;
import io.colophon.gateway.http.JsonBytes;

/**
 * Failures of responses: as {@link OpenAiErrors}, but a stream ends with a typed event. Its {@code
 * error} is what SDKs throw.
 */
final class ResponsesErrors implements ErrorDialect {
  static final ResponsesErrors INSTANCE = new ResponsesErrors();

  private ResponsesErrors() {}

  @Override
  public byte[] error(Refusal refusal, int status, String requestId) {
    return OpenAiErrors.INSTANCE.error(refusal, status, requestId);
  }

  @Override
  public byte[] breakOff(Refusal refusal, int status, String requestId) {
    return SseEvent.named(
        "error",
        JsonBytes.write(
            json -> {
              json.writeStartObject();
              json.writeStringProperty("type", "error");
              json.writeStringProperty("code", refusal.reason().name());
              json.writeStringProperty("message", refusal.text());
              json.writeNullProperty("param");
              json.writeName("error");
              OpenAiErrors.object(json, refusal, status);
              json.writeEndObject();
            }));
  }
}
