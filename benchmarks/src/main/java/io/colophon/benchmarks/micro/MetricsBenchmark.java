package io.colophon.benchmarks.micro;

import io.colophon.gateway.config.ConfigLoader;
import io.colophon.gateway.config.ConfigResult;
import io.colophon.gateway.config.GatewayConfig;
import io.colophon.gateway.config.GenAiNames;
import io.colophon.gateway.config.ProviderTypes;
import io.colophon.gateway.metrics.GatewayMetrics;
import io.colophon.gateway.pipeline.OutputGaps;
import io.colophon.gateway.pipeline.Times;
import io.colophon.metering.ledger.SettledEntry;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What metrics add to one settlement, and one reading of all of them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MetricsBenchmark {
  private static final Times TIMES =
      new Times(1_000_000, OptionalLong.of(200_000_000), 2_000_000_000L, 500_000);
  private static final OutputGaps GAPS =
      new OutputGaps(new int[] {300, 80, 19, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 3.5);

  @Param({"V1_41", "DEVELOPMENT"})
  public GenAiNames names = GenAiNames.V1_41;

  private final GatewayConfig config = config();
  private final SettledEntry entry = Samples.settled(Samples.opened("01J0"), Samples.meter());
  private @Nullable GatewayMetrics metrics;

  private GatewayMetrics metrics() {
    GatewayMetrics made = metrics;
    if (made == null) {
      made = new GatewayMetrics(names, Set.of(), () -> config);
      metrics = made;
    }
    return made;
  }

  private static GatewayConfig config() {
    ConfigResult result =
        ConfigLoader.loadText(
            "",
            """
            version: 1
            embedded: false
            labeling:
              - { jurisdictions: [eu], producer: studio, system-name: Test }
            """,
            Path.of(""),
            new ProviderTypes(Map.of()),
            Map.of());
    if (result instanceof ConfigResult.Valid valid) {
      return valid.config();
    }
    throw new IllegalStateException(((ConfigResult.Invalid) result).problems().toString());
  }

  /** A settlement is told to metrics. */
  @Benchmark
  public void settled() {
    metrics().settled(entry, TIMES, GAPS);
  }

  /** All is read as Prometheus reads it. */
  @Benchmark
  public int page() {
    metrics().settled(entry, TIMES, GAPS);
    return metrics().page(null).text().length();
  }
}
