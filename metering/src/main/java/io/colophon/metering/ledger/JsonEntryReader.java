package io.colophon.metering.ledger;

import io.colophon.metering.MeterReading;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Figures;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Suspicion;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads entries of the first versions, which wrote JSON: one object each, its first member naming
 * kind and usage id. Ledgers hold them for as long as they are kept. A member that is not known is
 * passed over.
 */
final class JsonEntryReader {
  private static final String SETTLED = "settled";
  private static final String CORRECTED = "corrected";
  private static final String OPENED = "opened";

  private JsonEntryReader() {}

  /**
   * Reads one entry.
   *
   * @throws IOException when the bytes are not an entry
   */
  static LedgerEntry read(ByteBuffer record) throws IOException {
    byte[] bytes = new byte[record.remaining()];
    record.duplicate().get(bytes);
    try {
      JsonNode json = JsonMapper.shared().readTree(bytes);
      if (json.has(SETTLED)) {
        return settled(json, admission(json, SETTLED));
      }
      if (json.has(CORRECTED)) {
        return new CorrectionEntry(
            json.required("revision").asInt(),
            time(json, "bookedAt"),
            json.required("reason").asString(),
            settled(json, admission(json, CORRECTED)));
      }
      return admission(json, OPENED);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException("a ledger entry of " + bytes.length + " bytes is not understood", e);
    }
  }

  private static OpenedEntry admission(JsonNode json, String id) {
    return new OpenedEntry(
        json.required(id).asString(),
        time(json, "at"),
        json.required("tenant").asString(),
        json.required("key").asString(),
        optional(json, "endUser"),
        json.required("generation").asString(),
        json.required("route").asString(),
        EntryNames.modality(json.required("modality").asString()),
        json.required("model").asString(),
        reservation(json));
  }

  private static Reservation reservation(JsonNode json) {
    String target = optional(json, "expectedOf");
    JsonNode expected = json.get("expected");
    return target == null && expected == null
        ? Reservation.NONE
        : new Reservation(target, expected == null ? Usage.UNREPORTED : usage(expected, null));
  }

  private static SettledEntry settled(JsonNode json, OpenedEntry opened) {
    return new SettledEntry(
        opened,
        time(json, "settledAt"),
        EntryNames.endState(json.required("end").asString()),
        optional(json, "provider"),
        optional(json, "targetModel"),
        optional(json, "servedModel"),
        attempts(json.required("attempts")),
        usage(json.required("usage"), json.get("suspect")),
        new MeterReading(
            figures(json.required("figures")),
            json.required("energyBy").asString(),
            new MeterReading.Place(
                optional(json, "zone"),
                interval(json.required("pue")),
                json.required("pueAssumed").asBoolean()),
            cost(json)),
        strings(json.required("labels")),
        strings(json.required("receipts")));
  }

  private static List<AttemptEntry> attempts(JsonNode json) {
    List<AttemptEntry> attempts = new ArrayList<>(json.size());
    for (JsonNode row : json) {
      attempts.add(
          new AttemptEntry(
              row.required(0).asString(), row.required(1).asString(), row.required(2).asLong()));
    }
    return attempts;
  }

  private static Usage usage(JsonNode json, @Nullable JsonNode suspect) {
    Map<UsageUnit, Quantity.Known> counters = new EnumMap<>(UsageUnit.class);
    for (Map.Entry<String, JsonNode> source : json.properties()) {
      Quantity.Source from = EntryNames.source(source.getKey());
      for (Map.Entry<String, JsonNode> counter : source.getValue().properties()) {
        counters.put(
            EntryNames.unit(counter.getKey()),
            new Quantity.Known(counter.getValue().asLong(), from));
      }
    }
    List<Suspicion> suspicions = new ArrayList<>(0);
    if (suspect != null) {
      for (JsonNode row : suspect) {
        suspicions.add(
            new Suspicion(
                EntryNames.unit(row.required(0).asString()),
                row.required(1).asString(),
                row.required(2).asString()));
      }
    }
    return new Usage(counters, suspicions);
  }

  private static Figures figures(JsonNode json) {
    Map<Metric, Figure> read = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      JsonNode figure = json.get(metric.id());
      if (figure != null) {
        read.put(metric, figure(figure, read));
      }
    }
    Figures.Builder figures = Figures.collect();
    read.forEach(figures::with);
    return figures.build();
  }

  private static Figure figure(JsonNode json, Map<Metric, Figure> earlier) {
    if (!json.isArray()) {
      return new Figure.Unknown(json.asString());
    }
    Interval value = interval(json.required(0));
    if (json.size() > 2) {
      return new Figure.Known(
          value,
          new Method(json.required(1).asString(), json.required(2).asString()),
          json.required(3).asString());
    }
    Metric same = EntryNames.metric(json.required(1).asString());
    if (earlier.get(same) instanceof Figure.Known origin) {
      return new Figure.Known(value, origin.method(), origin.basis());
    }
    throw new IllegalArgumentException("a figure is said to be made like " + same.id());
  }

  private static Interval interval(JsonNode json) {
    return json.isArray()
        ? new Interval(
            json.required(0).asDouble(), json.required(1).asDouble(), json.required(2).asDouble())
        : Interval.of(json.asDouble());
  }

  private static Cost cost(JsonNode json) {
    String unpriced = optional(json, "unpriced");
    if (unpriced != null) {
      return new Cost.Unpriced(unpriced);
    }
    List<Cost.Line> lines = new ArrayList<>();
    for (JsonNode row : json.required("lines")) {
      lines.add(
          new Cost.Line(
              row.required(0).asString(),
              row.required(1).asLong(),
              row.required(2).asLong(),
              row.required(3).asLong(),
              row.required(4).asLong()));
    }
    return new Cost.Priced(
        json.required("nanos").asLong(),
        json.required("currency").asString(),
        json.required("prices").asString(),
        lines);
  }

  private static List<String> strings(JsonNode json) {
    List<String> strings = new ArrayList<>(json.size());
    json.forEach(value -> strings.add(value.asString()));
    return strings;
  }

  private static @Nullable String optional(JsonNode json, String name) {
    JsonNode value = json.get(name);
    return value == null ? null : value.asString();
  }

  private static Instant time(JsonNode json, String name) {
    return Instant.EPOCH.plusNanos(json.required(name).asLong());
  }
}
