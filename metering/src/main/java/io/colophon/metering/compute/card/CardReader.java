package io.colophon.metering.compute.card;

import io.colophon.metering.compute.ModelFacts;
import io.colophon.metering.compute.OutputSpeed;
import io.colophon.metering.compute.Serving;
import io.colophon.metering.compute.ThroughputProfile;
import io.colophon.metering.environment.Accelerators;
import io.colophon.metering.environment.Confidence;
import io.colophon.metering.environment.DataFile;
import io.colophon.metering.figure.Interval;
import io.colophon.provider.spi.Modality;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one row of a file of model cards. */
final class CardReader {
  private CardReader() {}

  static ModelCard card(String id, JsonNode row) {
    Set<String> names = new HashSet<>();
    names.add(id);
    row.path("names").forEach(name -> names.add(ModelSpellings.plain(name.asString())));
    Map<String, ModelCard.Source> sources = new HashMap<>();
    row.required("sources")
        .properties()
        .forEach(entry -> sources.put(entry.getKey(), source(entry.getValue())));
    return new ModelCard(
        id,
        names,
        Modality.valueOf(row.required("modality").asString().toUpperCase(Locale.ROOT)),
        facts(id, row),
        sources);
  }

  private static ModelCard.Source source(JsonNode row) {
    return new ModelCard.Source(
        Confidence.valueOf(row.required("confidence").asString()),
        row.required("source").asString());
  }

  private static ModelFacts facts(String id, JsonNode row) {
    Interval active = billions(row, "active");
    Interval total = billions(row, "total");
    Double bits = DataFile.number(row, "bitsPerWeight");
    ModelFacts facts =
        ModelFacts.named(id)
            .withParameters(active, total)
            .withNetwork(NetworkReader.network(row))
            .withServing(bits == null ? Serving.UNKNOWN : Serving.UNKNOWN.withWeights(bits));
    JsonNode speed = row.get("speed");
    JsonNode throughput = row.get("throughput");
    return facts
        .withSpeed(speed == null ? null : speed(speed))
        .withThroughput(throughput == null ? null : throughput(throughput));
  }

  private static @Nullable Interval billions(JsonNode row, String name) {
    Interval value = DataFile.interval(row, name);
    return value == null ? null : value.times(1e9);
  }

  private static OutputSpeed speed(JsonNode row) {
    return new OutputSpeed(
        DataFile.number(row, "tokensPerSecond"), DataFile.number(row, "firstTokenSeconds"));
  }

  private static ThroughputProfile throughput(JsonNode row) {
    String accelerator = row.required("accelerator").asString();
    int accelerators = row.required("accelerators").asInt();
    return new ThroughputProfile(
        row.required("inputTokensPerSecond").asDouble(),
        row.required("outputTokensPerSecond").asDouble(),
        accelerators,
        Accelerators.get(accelerator).servingWatts().times(accelerators),
        accelerator,
        row.required("source").asString());
  }
}
