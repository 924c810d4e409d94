package io.colophon.metering.estimate;

import io.colophon.metering.figure.Figure;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Renders a result as JSON. */
final class EstimateJson {
  private static final JsonFactory JSON = new JsonFactory();

  private EstimateJson() {}

  static String render(EstimateResult result) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("title", result.title());
      json.writeName("figures").writeStartObject();
      for (EstimateRow row : result.rows()) {
        json.writeName(row.name()).writeStartObject();
        figure(json, row.figure());
        json.writeStringProperty("unit", row.unit());
        if (!row.note().isEmpty()) {
          json.writeStringProperty("note", row.note());
        }
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeName("notes").writeStartArray();
      for (String note : result.notes()) {
        json.writeString(note);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void figure(JsonGenerator json, Figure figure) {
    if (figure instanceof Figure.Known known) {
      json.writeNumberProperty("value", known.value().best());
      json.writeNumberProperty("low", known.value().low());
      json.writeNumberProperty("high", known.value().high());
      json.writeStringProperty("method", known.method().id());
      json.writeStringProperty("version", known.method().version());
      json.writeStringProperty("basis", known.basis());
    } else if (figure instanceof Figure.Unknown unknown) {
      json.writeNullProperty("value");
      json.writeStringProperty("reason", unknown.reason());
    }
  }
}
