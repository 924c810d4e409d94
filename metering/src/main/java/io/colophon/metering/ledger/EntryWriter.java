package io.colophon.metering.ledger;

import io.colophon.metering.MeterReading;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Figures;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Suspicion;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Entries as JSON, one object each, ASCII only. The first member names the kind and the usage id,
 * so that a scan need not parse more. Times are nanoseconds since 1970; null members are left out.
 */
final class EntryWriter {
  // Upstreams may send half a surrogate pair in a model name: as an escape it survives.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.threadLocalPool())
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .build();

  static final String OPENED = "opened";
  static final String SETTLED = "settled";
  static final String CORRECTED = "corrected";
  private static final Metric[] METRICS = Metric.values();
  private static final UsageUnit[] UNITS = UsageUnit.values();
  private static final Quantity.Source[] SOURCES = Quantity.Source.values();

  private EntryWriter() {}

  static ByteBuffer write(LedgerEntry entry) {
    ByteArrayBuilder bytes = new ByteArrayBuilder(2_048);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      if (entry instanceof OpenedEntry opened) {
        json.writeName(Name.OPENED).writeString(opened.usageId());
        admission(json, opened);
      } else if (entry instanceof SettledEntry settled) {
        json.writeName(Name.SETTLED).writeString(settled.usageId());
        admission(json, settled.opened());
        settlement(json, settled);
      } else if (entry instanceof CorrectionEntry correction) {
        json.writeName(Name.CORRECTED).writeString(correction.usageId());
        json.writeName(Name.REVISION).writeNumber(correction.revision());
        json.writeName(Name.BOOKED_AT).writeNumber(nanos(correction.time()));
        json.writeName(Name.REASON).writeString(correction.reason());
        admission(json, correction.corrected().opened());
        settlement(json, correction.corrected());
      }
      json.writeEndObject();
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  private static void admission(JsonGenerator json, OpenedEntry opened) {
    json.writeName(Name.AT).writeNumber(nanos(opened.time()));
    json.writeName(Name.TENANT).writeString(opened.tenant());
    json.writeName(Name.KEY).writeString(opened.keyId());
    optional(json, Name.END_USER, opened.endUserHash());
    json.writeName(Name.GENERATION).writeString(opened.generationId());
    json.writeName(Name.ROUTE).writeString(opened.route());
    json.writeName(Name.MODALITY).writeString(opened.modality().id());
    json.writeName(Name.MODEL).writeString(opened.requestedModel());
    optional(json, Name.EXPECTED_OF, opened.reservation().target());
    if (!opened.reservation().expected().quantities().isEmpty()) {
      usage(json, Name.EXPECTED, opened.reservation().expected());
    }
  }

  private static void settlement(JsonGenerator json, SettledEntry settled) {
    json.writeName(Name.SETTLED_AT).writeNumber(nanos(settled.time()));
    json.writeName(Name.END).writeString(settled.endState().id());
    optional(json, Name.PROVIDER, settled.provider());
    optional(json, Name.TARGET_MODEL, settled.targetModel());
    optional(json, Name.SERVED_MODEL, settled.servedModel());
    json.writeName(Name.ATTEMPTS).writeStartArray();
    for (AttemptEntry attempt : settled.attempts()) {
      json.writeStartArray();
      json.writeString(attempt.target());
      json.writeString(attempt.outcome());
      json.writeNumber(attempt.durationNanos());
      json.writeEndArray();
    }
    json.writeEndArray();
    usage(json, Name.USAGE, settled.usage());
    suspicions(json, settled.usage());
    reading(json, settled.reading());
    strings(json, Name.LABELS, settled.labels());
    strings(json, Name.RECEIPTS, settled.receiptIds());
  }

  /** Counters by source: {@code {"provider_final":{"input_tokens":12}}}. */
  private static void usage(JsonGenerator json, SerializableString name, Usage usage) {
    json.writeName(name).writeStartObject();
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

  private static void suspicions(JsonGenerator json, Usage usage) {
    if (usage.isSuspect()) {
      json.writeName(Name.SUSPECT).writeStartArray();
      for (Suspicion suspicion : usage.suspicions()) {
        json.writeStartArray();
        json.writeString(EntryNames.of(suspicion.unit()));
        json.writeString(suspicion.found());
        json.writeString(suspicion.expected());
        json.writeEndArray();
      }
      json.writeEndArray();
    }
  }

  private static void reading(JsonGenerator json, MeterReading reading) {
    json.writeName(Name.FIGURES).writeStartObject();
    for (Metric metric : METRICS) {
      json.writeName(EntryNames.of(metric));
      figure(json, reading.figures(), metric);
    }
    json.writeEndObject();
    json.writeName(Name.ENERGY_BY).writeString(reading.energyReason());
    optional(json, Name.ZONE, reading.place().zone());
    json.writeName(Name.PUE);
    interval(json, reading.place().pue());
    json.writeName(Name.PUE_ASSUMED).writeBoolean(reading.place().pueAssumed());
    cost(json, reading.cost());
  }

  /**
   * {@code [interval, method, version, basis]}; {@code [interval, metric]} where these are the same
   * as of an earlier metric; or the reason why it is unknown.
   */
  private static void figure(JsonGenerator json, Figures figures, Metric metric) {
    Figure figure = figures.of(metric);
    if (figure instanceof Figure.Known known) {
      json.writeStartArray();
      interval(json, known.value());
      Metric same = sameOrigin(figures, known, metric);
      if (same == metric) {
        json.writeString(known.method().id());
        json.writeString(known.method().version());
        json.writeString(known.basis());
      } else {
        json.writeString(EntryNames.of(same));
      }
      json.writeEndArray();
    } else if (figure instanceof Figure.Unknown unknown) {
      json.writeString(unknown.reason());
    }
  }

  /** The first metric of the same method and basis. Comparing identities finds most of them. */
  private static Metric sameOrigin(Figures figures, Figure.Known known, Metric metric) {
    for (int i = 0; i < metric.ordinal(); i++) {
      if (figures.of(METRICS[i]) instanceof Figure.Known earlier
          && earlier.method() == known.method()
          && earlier.basis().equals(known.basis())) {
        return METRICS[i];
      }
    }
    return metric;
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
      json.writeName(Name.UNPRICED).writeString(unpriced.reason());
    } else if (cost instanceof Cost.Priced priced) {
      json.writeName(Name.NANOS).writeNumber(priced.nanos());
      json.writeName(Name.CURRENCY).writeString(priced.currency());
      json.writeName(Name.PRICES).writeString(priced.version());
      json.writeName(Name.LINES).writeStartArray();
      for (Cost.Line line : priced.lines()) {
        json.writeStartArray();
        json.writeString(line.item());
        json.writeNumber(line.quantity());
        json.writeNumber(line.pricedNanos());
        json.writeNumber(line.per());
        json.writeNumber(line.nanos());
        json.writeEndArray();
      }
      json.writeEndArray();
    }
  }

  private static void strings(JsonGenerator json, SerializableString name, List<String> values) {
    json.writeName(name).writeStartArray();
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static void optional(
      JsonGenerator json, SerializableString name, @Nullable String value) {
    if (value != null) {
      json.writeName(name).writeString(value);
    }
  }

  private static long nanos(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
  }

  /** The members' names, encoded once. */
  private static final class Name {
    private static final SerializedString OPENED = new SerializedString(EntryWriter.OPENED);
    private static final SerializedString SETTLED = new SerializedString(EntryWriter.SETTLED);
    private static final SerializedString AT = new SerializedString("at");
    private static final SerializedString BOOKED_AT = new SerializedString("bookedAt");
    private static final SerializedString CORRECTED = new SerializedString(EntryWriter.CORRECTED);
    private static final SerializedString EXPECTED = new SerializedString("expected");
    private static final SerializedString EXPECTED_OF = new SerializedString("expectedOf");
    private static final SerializedString REASON = new SerializedString("reason");
    private static final SerializedString REVISION = new SerializedString("revision");
    private static final SerializedString SUSPECT = new SerializedString("suspect");
    private static final SerializedString ATTEMPTS = new SerializedString("attempts");
    private static final SerializedString CURRENCY = new SerializedString("currency");
    private static final SerializedString END = new SerializedString("end");
    private static final SerializedString END_USER = new SerializedString("endUser");
    private static final SerializedString ENERGY_BY = new SerializedString("energyBy");
    private static final SerializedString FIGURES = new SerializedString("figures");
    private static final SerializedString GENERATION = new SerializedString("generation");
    private static final SerializedString KEY = new SerializedString("key");
    private static final SerializedString LABELS = new SerializedString("labels");
    private static final SerializedString LINES = new SerializedString("lines");
    private static final SerializedString MODALITY = new SerializedString("modality");
    private static final SerializedString MODEL = new SerializedString("model");
    private static final SerializedString NANOS = new SerializedString("nanos");
    private static final SerializedString PRICES = new SerializedString("prices");
    private static final SerializedString PROVIDER = new SerializedString("provider");
    private static final SerializedString PUE = new SerializedString("pue");
    private static final SerializedString PUE_ASSUMED = new SerializedString("pueAssumed");
    private static final SerializedString RECEIPTS = new SerializedString("receipts");
    private static final SerializedString ROUTE = new SerializedString("route");
    private static final SerializedString SERVED_MODEL = new SerializedString("servedModel");
    private static final SerializedString SETTLED_AT = new SerializedString("settledAt");
    private static final SerializedString TARGET_MODEL = new SerializedString("targetModel");
    private static final SerializedString TENANT = new SerializedString("tenant");
    private static final SerializedString UNPRICED = new SerializedString("unpriced");
    private static final SerializedString USAGE = new SerializedString("usage");
    private static final SerializedString ZONE = new SerializedString("zone");
  }
}
