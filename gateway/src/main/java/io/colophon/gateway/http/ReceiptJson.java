package io.colophon.gateway.http;

import io.colophon.gateway.pipeline.AttemptRecord;
import io.colophon.gateway.pipeline.LabeledOutput;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.UsageUnit;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** The receipt as a JSON object, for the last event of a stream. */
public final class ReceiptJson {

  private ReceiptJson() {}

  /** On one line. */
  public static byte[] bytes(Receipt receipt) {
    return JsonBytes.write(json -> write(json, receipt));
  }

  /** Writes the object where the generator stands. */
  public static void write(JsonGenerator json, Receipt receipt) {
    json.writeStartObject();
    json.writeStringProperty("request_id", receipt.requestId());
    json.writeStringProperty("requested_model", receipt.requestedModel().name());
    json.writeStringProperty("target_model", receipt.targetModel().name());
    receipt
        .servedModel()
        .map(ServedModel::name)
        .ifPresent(name -> json.writeStringProperty("served_model", name));
    json.writeStringProperty("route", receipt.route());
    json.writeArrayPropertyStart("attempts");
    for (AttemptRecord attempt : receipt.attempts()) {
      json.writeStartObject();
      json.writeStringProperty("target", attempt.target());
      json.writeStringProperty("outcome", attempt.outcome());
      json.writeNumberProperty("duration_us", attempt.durationNanos() / 1000);
      if (!attempt.reason().isEmpty()) {
        json.writeStringProperty("reason", attempt.reason());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    usage(json, receipt);
    cost(json, receipt.reading().cost());
    json.writeStringProperty("label", receipt.labelProfile());
    receipt.aigc().ifPresent(aigc -> json.writeStringProperty("aigc", aigc));
    outputs(json, receipt);
    json.writeNumberProperty("overhead_us", receipt.times().overheadNanos() / 1000);
    json.writeNumberProperty("total_us", receipt.times().totalNanos() / 1000);
    receipt
        .times()
        .firstOutputNanos()
        .ifPresent(nanos -> json.writeNumberProperty("first_output_us", nanos / 1000));
    json.writeEndObject();
  }

  private static void usage(JsonGenerator json, Receipt receipt) {
    json.writeObjectPropertyStart("usage");
    for (UsageUnit unit : UsageUnit.values()) {
      if (receipt.usage().of(unit) instanceof Quantity.Known known) {
        json.writeNumberProperty(unit.id(), known.value());
      }
    }
    json.writeEndObject();
  }

  private static void cost(JsonGenerator json, Cost cost) {
    if (cost instanceof Cost.Priced priced) {
      json.writeObjectPropertyStart("cost");
      json.writeNumberProperty("nano_units", priced.nanos());
      json.writeStringProperty("currency", priced.currency());
      json.writeStringProperty("price_version", priced.version());
      json.writeArrayPropertyStart("lines");
      for (Cost.Line line : priced.lines()) {
        json.writeStartObject();
        json.writeStringProperty("item", line.item());
        json.writeNumberProperty("quantity", line.quantity());
        json.writeNumberProperty("price_nano_units", line.pricedNanos());
        json.writeNumberProperty("per", line.per());
        json.writeNumberProperty("nano_units", line.nanos());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } else {
      json.writeStringProperty("unpriced", ((Cost.Unpriced) cost).reason());
    }
  }

  private static void outputs(JsonGenerator json, Receipt receipt) {
    json.writeArrayPropertyStart("outputs");
    for (LabeledOutput output : receipt.outputs()) {
      json.writeStartObject();
      json.writeStringProperty("mime_type", output.mimeType());
      json.writeStringProperty("sha256", output.sha256());
      json.writeNumberProperty("size_bytes", output.sizeBytes());
      json.writeNumberProperty("log_index", output.logIndex());
      json.writeStringProperty(
          "label_carrier", output.label().implicit().carrier().toLowerCase(Locale.ROOT));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
