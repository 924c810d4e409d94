package io.colophon.gateway.http;

import io.colophon.gateway.failure.Refusal;

/** Failures of requests that reach no dialect, in a form that every SDK can show. */
public final class NeutralErrors implements ErrorDialect {
  public static final NeutralErrors INSTANCE = new NeutralErrors();

  private NeutralErrors() {}

  @Override
  public byte[] error(Refusal refusal, int status, String requestId) {
    return JsonBytes.write(
        json -> {
          json.writeStartObject();
          json.writeObjectPropertyStart("error");
          json.writeStringProperty("message", refusal.text());
          json.writeStringProperty("code", refusal.reason().name());
          json.writeNumberProperty("status", status);
          json.writeStringProperty("request_id", requestId);
          json.writeEndObject();
          json.writeEndObject();
        });
  }
}
