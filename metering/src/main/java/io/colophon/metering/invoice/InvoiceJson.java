package io.colophon.metering.invoice;

import io.colophon.metering.plan.PeriodSummary;
import io.colophon.metering.plan.Source;
import java.io.StringWriter;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** An invoice as JSON. Amounts are whole nano-units, quantities whole base units of their item. */
final class InvoiceJson {
  private static final JsonFactory JSON = new JsonFactory();

  private InvoiceJson() {}

  static String render(Invoice invoice) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      PeriodSummary summary = invoice.summary();
      json.writeStartObject();
      json.writeStringProperty("tenant", summary.tenant());
      json.writeStringProperty("period", summary.period().toString());
      json.writeStringProperty("plan", summary.plan());
      json.writeName("lines").writeStartArray();
      invoice.lines().forEach(line -> line(json, line));
      json.writeEndArray();
      totals(json, invoice);
      states(json, summary);
      json.writeNumberProperty("generations", invoice.generations());
      json.writeNumberProperty("unpriced", invoice.unpriced());
      json.writeName("unpriced_reasons").writeStartObject();
      invoice.unpricedReasons().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(reason -> json.writeNumberProperty(reason.getKey(), reason.getValue()));
      json.writeEndObject();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void line(JsonGenerator json, InvoiceLine line) {
    InvoiceLine.Key key = line.key();
    json.writeStartObject();
    json.writeStringProperty("kind", key.kind().id());
    json.writeStringProperty("model", key.model());
    json.writeStringProperty("item", key.item());
    json.writeStringProperty("used", key.used().toString());
    json.writeStringProperty("currency", key.currency());
    json.writeStringProperty("price_version", key.version());
    json.writeNumberProperty("price_nanos", key.pricedNanos());
    json.writeNumberProperty("per", key.per());
    json.writeNumberProperty("quantity", line.quantity());
    json.writeNumberProperty("nanos", line.ratedNanos());
    json.writeName("sources").writeStartArray();
    for (InvoiceLine.Covered covered : line.covers()) {
      json.writeStartObject();
      json.writeStringProperty("source", covered.source().id());
      json.writeStringProperty("name", covered.name());
      json.writeNumberProperty("quantity", covered.quantity());
      json.writeNumberProperty("nanos", covered.nanos());
      json.writeEndObject();
    }
    json.writeEndArray();
    InvoiceLine.Corrected corrected = key.correction();
    if (corrected != null) {
      json.writeStringProperty("corrects", corrected.usageId());
      json.writeNumberProperty("revision", corrected.revision());
      json.writeStringProperty("reason", corrected.reason());
    }
    json.writeEndObject();
  }

  private static void totals(JsonGenerator json, Invoice invoice) {
    json.writeName("totals").writeStartObject();
    invoice
        .totals()
        .forEach(
            (currency, totals) -> {
              json.writeName(currency).writeStartObject();
              json.writeNumberProperty("use_nanos", totals.rated());
              for (Source source : Source.values()) {
                json.writeNumberProperty(source.id() + "_nanos", totals.from(source));
              }
              json.writeNumberProperty("fees_nanos", totals.fees());
              json.writeNumberProperty("minimum_nanos", totals.minimum());
              json.writeNumberProperty("corrections_nanos", totals.corrections());
              json.writeNumberProperty("due_nanos", totals.due());
              json.writeStringProperty(
                  "payable", Invoice.payable(totals.due(), currency).toPlainString());
              json.writeEndObject();
            });
    json.writeEndObject();
  }

  private static void states(JsonGenerator json, PeriodSummary summary) {
    json.writeName("allowances").writeStartArray();
    for (PeriodSummary.AllowanceState state : summary.allowances()) {
      json.writeStartObject();
      json.writeStringProperty("source", state.source().id());
      json.writeStringProperty("name", state.name());
      json.writeStringProperty("item", state.item() == null ? "money" : state.item().id());
      json.writeNumberProperty("granted", state.granted());
      json.writeNumberProperty("rolled_over", state.rolledOver());
      json.writeNumberProperty("used", state.used());
      json.writeNumberProperty("left", state.left());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeName("credits").writeStartArray();
    for (PeriodSummary.CreditState credit : summary.credits()) {
      json.writeStartObject();
      json.writeStringProperty("name", credit.name());
      json.writeStringProperty("currency", credit.currency());
      json.writeNumberProperty("left_nanos", credit.leftNanos());
      if (credit.expires() != null) {
        json.writeStringProperty("expires", credit.expires().toString());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
