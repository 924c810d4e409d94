package io.colophon.metering.outbox;

import io.colophon.metering.MeterReading;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Figures;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.price.Cost;
import tools.jackson.core.JsonGenerator;

/** What a generation took and costs, as members of its JSON. */
final class ReadingJson {
  private ReadingJson() {}

  static void figures(JsonGenerator json, Figures figures) {
    json.writeName("figures").writeStartObject();
    for (Metric metric : Metric.values()) {
      json.writeName(metric.id()).writeStartObject();
      json.writeStringProperty("unit", metric.unit());
      Figure figure = figures.of(metric);
      if (figure instanceof Figure.Known known) {
        interval(json, known.value());
        json.writeStringProperty("method", known.method().id());
        json.writeStringProperty("version", known.method().version());
        json.writeStringProperty("basis", known.basis());
      } else if (figure instanceof Figure.Unknown unknown) {
        json.writeStringProperty("unknown", unknown.reason());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  static void place(JsonGenerator json, MeterReading.Place place) {
    json.writeName("place").writeStartObject();
    String zone = place.zone();
    if (zone != null) {
      json.writeStringProperty("zone", zone);
    }
    json.writeName("pue").writeStartObject();
    interval(json, place.pue());
    json.writeEndObject();
    json.writeBooleanProperty("pue_assumed", place.pueAssumed());
    json.writeEndObject();
  }

  static void cost(JsonGenerator json, Cost cost) {
    json.writeName("cost").writeStartObject();
    if (cost instanceof Cost.Priced priced) {
      json.writeNumberProperty("nanos", priced.nanos());
      json.writeStringProperty("currency", priced.currency());
      json.writeStringProperty("price_version", priced.version());
      json.writeName("lines").writeStartArray();
      for (Cost.Line line : priced.lines()) {
        json.writeStartObject();
        json.writeStringProperty("item", line.item());
        json.writeNumberProperty("quantity", line.quantity());
        json.writeNumberProperty("priced_nanos", line.pricedNanos());
        json.writeNumberProperty("per", line.per());
        json.writeNumberProperty("nanos", line.nanos());
        json.writeEndObject();
      }
      json.writeEndArray();
    } else if (cost instanceof Cost.Unpriced unpriced) {
      json.writeStringProperty("unpriced", unpriced.reason());
    }
    json.writeEndObject();
  }

  private static void interval(JsonGenerator json, Interval interval) {
    json.writeNumberProperty("low", interval.low());
    json.writeNumberProperty("best", interval.best());
    json.writeNumberProperty("high", interval.high());
  }
}
