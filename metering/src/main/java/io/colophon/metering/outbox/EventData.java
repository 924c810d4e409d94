package io.colophon.metering.outbox;

import io.colophon.metering.MeterReading;
import io.colophon.metering.ledger.AttemptEntry;
import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.Reservation;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Suspicion;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * An entry as JSON on one line, as {@code usage-event.v1.schema.json} describes it. What is not
 * known is absent or says why, and is never 0.
 */
final class EventData {
  private static final JsonFactory JSON = new JsonFactory();

  private EventData() {}

  static String json(SettledEntry entry) {
    return write(entry, null);
  }

  static String json(CorrectionEntry correction) {
    return write(correction.corrected(), correction);
  }

  private static String write(SettledEntry entry, @Nullable CorrectionEntry correction) {
    StringWriter text = new StringWriter(2_048);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      identity(json, entry.opened(), correction == null ? 0 : correction.revision());
      if (correction != null) {
        json.writeName("correction").writeStartObject();
        json.writeStringProperty("booked_at", correction.time().toString());
        json.writeStringProperty("reason", correction.reason());
        json.writeEndObject();
      }
      end(json, entry);
      usage(json, "usage", entry.usage());
      suspicions(json, entry.usage().suspicions());
      reading(json, entry.reading());
      texts(json, "labels", entry.labels());
      texts(json, "receipt_ids", entry.receiptIds());
      expected(json, entry.opened().reservation());
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void identity(JsonGenerator json, OpenedEntry opened, int revision) {
    json.writeStringProperty("usage_id", opened.usageId());
    json.writeNumberProperty("revision", revision);
    json.writeStringProperty("generation_id", opened.generationId());
    json.writeStringProperty("tenant", opened.tenant());
    json.writeStringProperty("key_id", opened.keyId());
    optional(json, "end_user_hash", opened.endUserHash());
    json.writeStringProperty("route", opened.route());
    json.writeStringProperty("modality", opened.modality().id());
    json.writeStringProperty("requested_model", opened.requestedModel());
    json.writeStringProperty("admitted_at", opened.time().toString());
  }

  private static void end(JsonGenerator json, SettledEntry entry) {
    json.writeStringProperty("settled_at", entry.time().toString());
    json.writeStringProperty("end_state", entry.endState().id());
    optional(json, "provider", entry.provider());
    optional(json, "target_model", entry.targetModel());
    optional(json, "served_model", entry.servedModel());
    json.writeName("attempts").writeStartArray();
    for (AttemptEntry attempt : entry.attempts()) {
      json.writeStartObject();
      json.writeStringProperty("target", attempt.target());
      json.writeStringProperty("outcome", attempt.outcome());
      json.writeNumberProperty("duration_nanos", attempt.durationNanos());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void usage(JsonGenerator json, String name, Usage usage) {
    json.writeName(name).writeStartObject();
    for (UsageUnit unit : UsageUnit.values()) {
      if (usage.of(unit) instanceof Quantity.Known known) {
        json.writeName(unit.id()).writeStartObject();
        json.writeNumberProperty("value", known.value());
        json.writeStringProperty("source", known.source().name().toLowerCase(Locale.ROOT));
        json.writeEndObject();
      }
    }
    json.writeEndObject();
  }

  private static void suspicions(JsonGenerator json, List<Suspicion> suspicions) {
    json.writeName("suspicions").writeStartArray();
    for (Suspicion suspicion : suspicions) {
      json.writeStartObject();
      json.writeStringProperty("unit", suspicion.unit().id());
      json.writeStringProperty("found", suspicion.found());
      json.writeStringProperty("expected", suspicion.expected());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void reading(JsonGenerator json, MeterReading reading) {
    ReadingJson.figures(json, reading.figures());
    json.writeStringProperty("energy_reason", reading.energyReason());
    ReadingJson.place(json, reading.place());
    ReadingJson.cost(json, reading.cost());
  }

  private static void expected(JsonGenerator json, Reservation reservation) {
    if (reservation.equals(Reservation.NONE)) {
      return;
    }
    json.writeName("reservation").writeStartObject();
    optional(json, "target", reservation.target());
    usage(json, "expected", reservation.expected());
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts) {
    json.writeName(name).writeStartArray();
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  private static void optional(JsonGenerator json, String name, @Nullable String text) {
    if (text != null) {
      json.writeStringProperty(name, text);
    }
  }
}
