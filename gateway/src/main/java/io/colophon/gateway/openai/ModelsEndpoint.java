package io.colophon.gateway.openai;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.JsonBytes;
import io.colophon.gateway.http.RestCalls;
import io.colophon.gateway.models.ModelCatalog;
import io.colophon.gateway.pipeline.RunningConfigs;
import io.colophon.v1.Model;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** {@code GET /v1/models} and {@code GET /v1/models/{id}}: what the caller may ask for. */
final class ModelsEndpoint {
  private static final String PREFIX = "models/";

  private final RunningConfigs config;
  private final RestCalls calls;
  private final long created;

  /**
   * @param created what is said to be the models' age: seconds since 1970
   */
  ModelsEndpoint(RunningConfigs config, RestCalls calls, long created) {
    this.config = config;
    this.calls = calls;
    this.created = created;
  }

  void list(Exchange exchange) {
    calls.identified(
        exchange,
        caller -> {
          List<Model> models = ModelCatalog.of(config.get(), caller.tenant());
          exchange.json(
              200,
              JsonBytes.write(
                  json -> {
                    json.writeStartObject();
                    json.writeStringProperty("object", "list");
                    json.writeArrayPropertyStart("data");
                    models.forEach(model -> write(json, model));
                    json.writeEndArray();
                    json.writeEndObject();
                  }));
        });
  }

  void get(Exchange exchange) {
    String id = exchange.segment("id");
    calls.identified(
        exchange,
        caller -> {
          Model found =
              ModelCatalog.of(config.get(), caller.tenant()).stream()
                  .filter(model -> model.getName().equals(PREFIX + id))
                  .findFirst()
                  .orElseThrow(
                      () ->
                          Refusal.of(
                              Reason.MODEL_NOT_FOUND,
                              "no model \"" + io.colophon.gateway.http.Excerpt.of(id) + "\""));
          exchange.json(200, JsonBytes.write(json -> write(json, found)));
        });
  }

  private void write(JsonGenerator json, Model model) {
    json.writeStartObject();
    json.writeStringProperty("id", model.getName().substring(PREFIX.length()));
    json.writeStringProperty("object", "model");
    json.writeNumberProperty("created", created);
    json.writeStringProperty("owned_by", "colophon");
    json.writeEndObject();
  }
}
