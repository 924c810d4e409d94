package io.colophon.metering.ledger;

import io.colophon.metering.MeterReading;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.ByteArrayBuilder;

/**
 * Entries as JSON, one object each, ASCII only. The first member names the kind and the usage id,
 * so that a scan need not parse more. Times are nanoseconds since 1970; null members are left out.
 */
final class EntryWriter {
  // Upstreams may send half a surrogate pair in a model name: as an escape it survives.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .build();

  static final String OPENED = "opened";
  static final String SETTLED = "settled";
  private static final Metric[] METRICS = Metric.values();
  private static final UsageUnit[] UNITS = UsageUnit.values();
  private static final Quantity.Source[] SOURCES = Quantity.Source.values();

  private EntryWriter() {}

  static ByteBuffer write(LedgerEntry entry) {
    ByteArrayBuilder bytes = new ByteArrayBuilder(2_048);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      if (entry instanceof OpenedEntry opened) {
        json.writeStringProperty(OPENED, opened.usageId());
        admission(json, opened);
      } else if (entry instanceof SettledEntry settled) {
        json.writeStringProperty(SETTLED, settled.usageId());
        admission(json, settled.opened());
        settlement(json, settled);
      }
      json.writeEndObject();
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  private static void admission(JsonGenerator json, OpenedEntry opened) {
    json.writeNumberProperty("at", nanos(opened.time()));
    json.writeStringProperty("tenant", opened.tenant());
    json.writeStringProperty("key", opened.keyId());
    optional(json, "endUser", opened.endUserHash());
    json.writeStringProperty("generation", opened.generationId());
    json.writeStringProperty("route", opened.route());
    json.writeStringProperty("modality", opened.modality().id());
    json.writeStringProperty("model", opened.requestedModel());
  }

  private static void settlement(JsonGenerator json, SettledEntry settled) {
    json.writeNumberProperty("settledAt", nanos(settled.time()));
    json.writeStringProperty("end", settled.endState().id());
    optional(json, "provider", settled.provider());
    optional(json, "targetModel", settled.targetModel());
    optional(json, "servedModel", settled.servedModel());
    json.writeName("attempts").writeStartArray();
    for (AttemptEntry attempt : settled.attempts()) {
      json.writeStartArray();
      json.writeString(attempt.target());
      json.writeString(attempt.outcome());
      json.writeNumber(attempt.durationNanos());
      json.writeEndArray();
    }
    json.writeEndArray();
    usage(json, settled.usage());
    reading(json, settled.reading());
    strings(json, "labels", settled.labels());
    strings(json, "receipts", settled.receiptIds());
  }

  /** Counters by source: {@code {"provider_final":{"input_tokens":12}}}. */
  private static void usage(JsonGenerator json, Usage usage) {
    json.writeName("usage").writeStartObject();
    int sources = 0;
    for (Quantity.Known known : usage.quantities().values()) {
      sources |= 1 << known.source().ordinal();
    }
    for (Quantity.Source source : SOURCES) {
      if ((sources & 1 << source.ordinal()) != 0) {
        json.writeName(EntryNames.of(source)).writeStartObject();
        for (UsageUnit unit : UNITS) {
          if (usage.of(unit) instanceof Quantity.Known known && known.source() == source) {
            json.writeName(EntryNames.of(unit)).writeNumber(known.value());
          }
        }
        json.writeEndObject();
      }
    }
    json.writeEndObject();
  }

  private static void reading(JsonGenerator json, MeterReading reading) {
    json.writeName("figures").writeStartObject();
    for (Metric metric : METRICS) {
      json.writeName(metric.id());
      figure(json, reading.figures().of(metric));
    }
    json.writeEndObject();
    json.writeStringProperty("energyBy", reading.energyReason());
    optional(json, "zone", reading.place().zone());
    json.writeName("pue");
    interval(json, reading.place().pue());
    json.writeBooleanProperty("pueAssumed", reading.place().pueAssumed());
    cost(json, reading.cost());
  }

  /** {@code [interval, method, version, basis]}, or the reason why it is unknown. */
  private static void figure(JsonGenerator json, Figure figure) {
    if (figure instanceof Figure.Known known) {
      json.writeStartArray();
      interval(json, known.value());
      json.writeString(known.method().id());
      json.writeString(known.method().version());
      json.writeString(known.basis());
      json.writeEndArray();
    } else if (figure instanceof Figure.Unknown unknown) {
      json.writeString(unknown.reason());
    }
  }

  /** A number, or {@code [low, best, high]}. */
  private static void interval(JsonGenerator json, Interval value) {
    if (value.isPoint()) {
      json.writeNumber(value.best());
    } else {
      json.writeStartArray();
      json.writeNumber(value.low());
      json.writeNumber(value.best());
      json.writeNumber(value.high());
      json.writeEndArray();
    }
  }

  private static void cost(JsonGenerator json, Cost cost) {
    if (cost instanceof Cost.Unpriced unpriced) {
      json.writeStringProperty("unpriced", unpriced.reason());
    } else if (cost instanceof Cost.Priced priced) {
      json.writeNumberProperty("nanos", priced.nanos());
      json.writeStringProperty("currency", priced.currency());
      json.writeStringProperty("prices", priced.version());
      json.writeName("lines").writeStartArray();
      for (Cost.Line line : priced.lines()) {
        json.writeStartArray();
        json.writeString(EntryNames.of(line.unit()));
        json.writeNumber(line.quantity());
        json.writeNumber(line.pricedNanos());
        json.writeNumber(line.per());
        json.writeNumber(line.nanos());
        json.writeEndArray();
      }
      json.writeEndArray();
    }
  }

  private static void strings(JsonGenerator json, String name, List<String> values) {
    json.writeName(name).writeStartArray();
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static void optional(JsonGenerator json, String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }

  private static long nanos(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
  }
}
