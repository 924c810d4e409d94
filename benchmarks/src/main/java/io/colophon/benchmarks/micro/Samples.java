package io.colophon.benchmarks.micro;

import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.ImplicitLabel;
import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.provenance.ProvenanceRecord;
import io.colophon.metering.Meter;
import io.colophon.metering.MeterInput;
import io.colophon.metering.compute.ComputeLadder;
import io.colophon.metering.compute.ModelFacts;
import io.colophon.metering.compute.RunShape;
import io.colophon.metering.environment.Accelerator;
import io.colophon.metering.environment.Accelerators;
import io.colophon.metering.environment.GridZones;
import io.colophon.metering.environment.Site;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.ledger.AttemptEntry;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.price.PriceBook;
import io.colophon.metering.price.Tariff;
import io.colophon.metering.price.UnitPrice;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** One ordinary text generation, in the terms of each part. */
final class Samples {
  static final Instant TIME = Instant.parse("2026-11-22T12:00:00Z");
  static final Usage USAGE =
      Usage.from(Quantity.Source.PROVIDER_FINAL)
          .with(UsageUnit.INPUT_TOKENS, 50)
          .with(UsageUnit.OUTPUT_TOKENS, 200)
          .build();
  static final LabelOrder ORDER =
      new LabelOrder(
          EnumSet.of(Jurisdiction.CN, Jurisdiction.EU),
          "colophon-bench",
          "01HZX3V9QK7M2N4P6R8S0T1V3W",
          "Colophon",
          "0.1",
          TIME);
  static final MeterInput METER_INPUT =
      new MeterInput(
          Modality.TEXT,
          USAGE,
          RunShape.UNKNOWN,
          "vendor/big-chat",
          ModelFacts.named("big-chat")
              .withParameters(Interval.of(37e9), Interval.of(671e9))
              .withAccelerator(Accelerators.get("h800"), Accelerator.Precision.BITS_16),
          new Site(
              GridZones.bundled().find("DEU").orElseThrow(),
              Interval.of(1.2),
              null,
              "the benchmark"),
          1_500_000_000L,
          TIME);

  private static final String DIGEST = "0123456789abcdef".repeat(4);

  private Samples() {}

  /** A meter with one price list. */
  static Meter meter() {
    Tariff tariff =
        new Tariff(
            "big-chat",
            "USD",
            "2026-11",
            Instant.EPOCH,
            null,
            List.of(
                new UnitPrice(UsageUnit.INPUT_TOKENS, 500_000_000, 1_000_000),
                new UnitPrice(UsageUnit.OUTPUT_TOKENS, 2_500_000_000L, 1_000_000)));
    return new Meter(ComputeLadder.standard(), new PriceBook(List.of(tariff)));
  }

  /** A generation as it is opened in the ledger. */
  static OpenedEntry opened(String id) {
    return new OpenedEntry(id, TIME, "bench", "load", null, id, "short", Modality.TEXT, "big-chat");
  }

  /** The same when it is settled. */
  static SettledEntry settled(OpenedEntry opened, Meter meter) {
    return new SettledEntry(
        opened,
        TIME,
        EndState.COMPLETED,
        "vendor",
        "big-chat",
        "big-chat-2026",
        List.of(new AttemptEntry("vendor/big-chat", "ok", 1_400_000_000L)),
        USAGE,
        meter.read(METER_INPUT),
        List.of("cn+eu:sidecar"),
        List.of());
  }

  /** Its output in the provenance log. */
  static ProvenanceRecord record(String id) {
    return new ProvenanceRecord(
        TIME,
        "bench",
        id,
        0,
        new ProvenanceRecord.Origin(
            "short", "vendor", "chat", "big-chat", Optional.of("big-chat-2026")),
        new ProvenanceRecord.Output("text", "text/plain", 214, Optional.of(DIGEST), DIGEST),
        new ProvenanceRecord.Labels(
            Optional.of(id),
            List.of("cn", "eu"),
            "1",
            Optional.of(ExplicitLabel.text("AI-generated", "end")),
            Optional.of(new ImplicitLabel(ImplicitLabel.SIDECAR, "{\"Label\":\"1\"}", List.of())),
            Optional.of(new ProvenanceRecord.Readback("colophon 0.1", "labeled"))),
        Optional.empty(),
        Optional.empty());
  }
}
