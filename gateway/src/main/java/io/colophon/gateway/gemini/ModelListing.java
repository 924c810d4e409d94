package io.colophon.gateway.gemini;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.JsonBytes;
import io.colophon.gateway.http.RestCalls;
import io.colophon.gateway.models.ModelCatalog;
import io.colophon.gateway.pipeline.RunningConfigs;
import io.colophon.v1.Modality;
import io.colophon.v1.Model;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** {@code /v1beta/models}: what the caller may ask for, as Google describes models. */
final class ModelListing {
  private static final int DEFAULT_PAGE = 50;
  private static final int LARGEST_PAGE = 1000;

  private final RestCalls calls;
  private final RunningConfigs config;

  ModelListing(RestCalls calls, RunningConfigs config) {
    this.calls = calls;
    this.config = config;
  }

  void list(Exchange exchange) {
    int size = pageSize(exchange.query("pageSize").orElse(""));
    String after = exchange.query("pageToken").orElse("");
    calls.identified(
        exchange,
        caller -> {
          List<Model> rest =
              ModelCatalog.of(config.get(), caller.tenant()).stream()
                  .filter(model -> model.getName().compareTo(after) > 0)
                  .toList();
          List<Model> page = rest.subList(0, Math.min(size, rest.size()));
          exchange.json(200, JsonBytes.write(json -> write(json, page, page.size() < rest.size())));
        });
  }

  private static int pageSize(String text) {
    if (text.isEmpty() || text.equals("0")) {
      return DEFAULT_PAGE;
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw Refusal.invalid("pageSize", "expected a whole number from 0 to " + LARGEST_PAGE);
    }
    return Math.min(LARGEST_PAGE, Integer.parseInt(text));
  }

  void get(Exchange exchange) {
    String name = "models/" + exchange.segment("model");
    calls.identified(
        exchange,
        caller -> {
          Model model =
              ModelCatalog.of(config.get(), caller.tenant()).stream()
                  .filter(known -> known.getName().equals(name))
                  .findFirst()
                  .orElseThrow(() -> Refusal.of(Reason.MODEL_NOT_FOUND, "no such model"));
          exchange.json(200, JsonBytes.write(json -> write(json, model)));
        });
  }

  private static void write(JsonGenerator json, List<Model> models, boolean more) {
    json.writeStartObject();
    json.writeArrayPropertyStart("models");
    models.forEach(model -> write(json, model));
    json.writeEndArray();
    if (more) {
      json.writeStringProperty("nextPageToken", models.get(models.size() - 1).getName());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Model model) {
    json.writeStartObject();
    json.writeStringProperty("name", model.getName());
    json.writeStringProperty("displayName", model.getName().substring("models/".length()));
    json.writeStringProperty("description", model.getAbout());
    if (model.getContextTokens() > 0) {
      json.writeNumberProperty("inputTokenLimit", model.getContextTokens());
    }
    json.writeArrayPropertyStart("supportedGenerationMethods");
    if (model.getModality() != Modality.MODALITY_VIDEO) {
      json.writeString("generateContent");
      json.writeString("countTokens");
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
