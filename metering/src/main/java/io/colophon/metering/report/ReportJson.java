package io.colophon.metering.report;

import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Metric;
import io.colophon.provider.spi.UsageUnit;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A report as JSON: {@code by}, {@code groups}, {@code total}. */
final class ReportJson {
  private static final JsonFactory JSON = new JsonFactory();

  private ReportJson() {}

  static String render(UsageReport report) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeName("by").writeStartArray();
      for (Dimension dimension : report.by()) {
        json.writeString(dimension.id());
      }
      json.writeEndArray();
      json.writeName("groups").writeStartArray();
      for (UsageReport.Group group : report.groups()) {
        json.writeStartObject();
        json.writeName("key").writeStartObject();
        for (int i = 0; i < group.key().size(); i++) {
          json.writeStringProperty(report.by().get(i).id(), group.key().get(i));
        }
        json.writeEndObject();
        totals(json, group.totals());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeName("total").writeStartObject();
      totals(json, report.total());
      json.writeEndObject();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void totals(JsonGenerator json, UsageTotals totals) {
    json.writeNumberProperty("entries", totals.entries());
    json.writeName("usage").writeStartObject();
    for (UsageUnit unit : totals.units()) {
      json.writeName(unit.id()).writeStartObject();
      json.writeNumberProperty("sum", totals.sum(unit));
      json.writeNumberProperty("reported_by", totals.reported(unit));
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeName("figures").writeStartObject();
    for (Metric metric : Metric.values()) {
      json.writeName(metric.id()).writeStartObject();
      json.writeStringProperty("unit", metric.unit());
      if (totals.known(metric) > 0) {
        Interval sum = totals.sum(metric);
        json.writeNumberProperty("low", sum.low());
        json.writeNumberProperty("best", sum.best());
        json.writeNumberProperty("high", sum.high());
      }
      json.writeNumberProperty("unknown", totals.unknown(metric));
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeName("cost_nanos").writeStartObject();
    totals.costNanos().forEach(json::writeNumberProperty);
    json.writeEndObject();
    json.writeNumberProperty("unpriced", totals.unpriced());
    json.writeNumberProperty("suspect", totals.suspect());
  }
}
