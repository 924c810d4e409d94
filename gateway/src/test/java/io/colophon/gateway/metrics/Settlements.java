package io.colophon.gateway.metrics;

import io.colophon.gateway.config.ConfigLoader;
import io.colophon.gateway.config.ConfigResult;
import io.colophon.gateway.config.GatewayConfig;
import io.colophon.gateway.config.ProviderTypes;
import io.colophon.gateway.pipeline.Times;
import io.colophon.metering.Meter;
import io.colophon.metering.MeterReading;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Figures;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Settlements as a gateway with a small configuration makes them. */
final class Settlements {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
  private static final Method METHOD = new Method("test", "1");

  record NoSettings() {}

  static final GatewayConfig CONFIG = config();

  /** 2.5 s in all, 0.25 s in the queue, first output after 0.5 s. */
  static final Times TIMES =
      new Times(250_000_000, OptionalLong.of(500_000_000), 2_500_000_000L, 1);

  static final Usage USAGE =
      Usage.from(Quantity.Source.PROVIDER_FINAL)
          .with(UsageUnit.INPUT_TOKENS, 100)
          .with(UsageUnit.OUTPUT_TOKENS, 21)
          .build();

  private Settlements() {}

  private static GatewayConfig config() {
    ConfigResult result =
        ConfigLoader.loadText(
            "test.yaml",
            """
            version: 1
            embedded: false
            providers:
              main: { type: gemini }
            models:
              big: { modality: text, target-model: big-2026 }
            routes:
              - name: all
                match: { model: [chat, "gpt-*"] }
                targets: [ { provider: main, model: big } ]
            labeling:
              - { jurisdictions: [eu], producer: studio, system-name: Test }
            """,
            Path.of("/etc/colophon"),
            new ProviderTypes(
                Map.of("gemini", new ProviderTypes.ProviderType(NoSettings.class, Set.of()))),
            Map.of());
    if (result instanceof ConfigResult.Valid valid) {
      return valid.config();
    }
    throw new AssertionError(((ConfigResult.Invalid) result).problems());
  }

  static SettledEntry completed() {
    return of("acme", "chat", "big-2026", EndState.COMPLETED, USAGE);
  }

  static SettledEntry of(
      String tenant, String requested, String served, EndState end, Usage usage) {
    return new SettledEntry(
        new OpenedEntry("01J0", TIME, tenant, "key", "user", "g", "all", Modality.TEXT, requested),
        TIME.plusSeconds(2),
        end,
        "main",
        "big-2026",
        served,
        List.of(),
        usage,
        reading(0.1),
        List.of(),
        List.of());
  }

  /** Half a kWh and 1.5 PFLOP are known, the rest is not; the price in US dollars. */
  static MeterReading reading(double dollars) {
    return new MeterReading(
        Figures.collect()
            .with(Metric.COMPUTE, new Figure.Known(Interval.of(1.5e15), METHOD, ""))
            .with(Metric.ENERGY, new Figure.Known(new Interval(0.1, 0.5, 1), METHOD, ""))
            .build(),
        "",
        new MeterReading.Place(null, Meter.ASSUMED_PUE, true),
        new Cost.Priced(Math.round(dollars * 1e9), "USD", "1", List.of()));
  }
}
