package io.colophon.gateway.server;

import io.colophon.gateway.meter.SettlementListener;
import io.colophon.gateway.screening.Screened;
import io.colophon.gateway.screening.ScreeningListener;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.UsageUnit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counters for operators, in Prometheus' text form. Labels hold names from the configuration only,
 * never what a caller wrote, so that their number is bounded. Thread-safe.
 */
final class GatewayMetrics implements SettlementListener, ScreeningListener {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Key, Meters> known = new ConcurrentHashMap<>();

  private final LongAdder generations = new LongAdder();

  private record Key(String route, @Nullable String provider, @Nullable String model, String end) {}

  private record Meters(Timer duration, Map<UsageUnit, Counter> usage, Counter unpriced) {}

  @Override
  public void settled(SettledEntry entry) {
    generations.increment();
    Key key =
        new Key(
            entry.opened().route(), entry.provider(), entry.targetModel(), entry.endState().id());
    Meters meters = known.computeIfAbsent(key, k -> register(k, entry.opened().modality().id()));
    meters.duration().record(Duration.between(entry.opened().time(), entry.time()));
    for (Map.Entry<UsageUnit, Quantity.Known> used : entry.usage().quantities().entrySet()) {
      meters
          .usage()
          .computeIfAbsent(used.getKey(), unit -> usageCounter(key, unit))
          .increment(used.getValue().value());
    }
    if (entry.reading().cost() instanceof Cost.Unpriced) {
      meters.unpriced().increment();
    }
  }

  /** Rules and actions are the operator's, so their number is bounded. */
  @Override
  public void screened(Screened found) {
    Counter.builder("colophon.screening.found")
        .description("Generations in which a screening rule found something.")
        .tag("rule", found.rule())
        .tag("direction", found.direction().name().toLowerCase(Locale.ROOT))
        .tag("action", found.action().name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }

  private Meters register(Key key, String modality) {
    Timer duration =
        Timer.builder("colophon.generation.duration")
            .description("From receipt of a generation to its settlement.")
            .tags(tags(key))
            .tag("modality", modality)
            .register(registry);
    Counter unpriced =
        Counter.builder("colophon.generation.unpriced")
            .description("Generations for which no price is known.")
            .tags(tags(key))
            .register(registry);
    return new Meters(duration, new ConcurrentHashMap<>(), unpriced);
  }

  private Counter usageCounter(Key key, UsageUnit unit) {
    return Counter.builder("colophon.usage")
        .description("What was used, by unit.")
        .tags(tags(key))
        .tag("unit", unit.id())
        .register(registry);
  }

  private static String[] tags(Key key) {
    return new String[] {
      "route",
      key.route(),
      "provider",
      key.provider() == null ? "none" : key.provider(),
      "model",
      key.model() == null ? "none" : key.model(),
      "end",
      key.end()
    };
  }

  /** Adds a value that is read when it is asked for. */
  void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  /** Generations settled since start. */
  long generations() {
    return generations.sum();
  }

  /** Everything, as Prometheus reads it. */
  String scrape() {
    return registry.scrape();
  }
}
