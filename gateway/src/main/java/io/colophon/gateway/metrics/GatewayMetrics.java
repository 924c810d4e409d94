package io.colophon.gateway.metrics;

import io.colophon.gateway.config.GatewayConfig;
import io.colophon.gateway.config.GenAiNames;
import io.colophon.gateway.config.MetricsConfig;
import io.colophon.gateway.config.OtlpConfig;
import io.colophon.gateway.config.OtlpProtocol;
import io.colophon.gateway.meter.SettlementListener;
import io.colophon.gateway.pipeline.OutputGaps;
import io.colophon.gateway.pipeline.Times;
import io.colophon.gateway.screening.Screened;
import io.colophon.gateway.screening.ScreeningListener;
import io.colophon.metering.ledger.SettledEntry;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What operators measure. Labels hold names from the configuration only, never what a caller or an
 * upstream wrote, so that their number is bounded. Thread-safe.
 */
public final class GatewayMetrics implements SettlementListener, ScreeningListener {
  /** Kinds of settlement with series of their own; further ones share. */
  static final int MOST_KINDS = 1_000;

  private static final Family SCREENED =
      Family.counter(
          "colophon.screening.found",
          "{generation}",
          "Generations in which a screening rule found something.");

  private final Instruments instruments = new Instruments();
  private final Map<SeriesKey, SettlementSeries> kinds = new ConcurrentHashMap<>();
  private final LongAdder generations = new LongAdder();
  private final LongAdder folded = new LongAdder();
  private final GenAiTable table;
  private final Set<String> tenants;
  private final Supplier<GatewayConfig> config;
  private volatile @Nullable KnownNames names;

  /**
   * @param genAi version of the names {@code gen_ai.*}
   * @param tenants those with series of their own; empty: no label tenant
   * @param config in force when something is settled
   */
  public GatewayMetrics(GenAiNames genAi, Set<String> tenants, Supplier<GatewayConfig> config) {
    this.table = GenAiTable.of(genAi);
    this.tenants = Set.copyOf(tenants);
    this.config = config;
    watch(
        "colophon.metrics.folded",
        Watch.COUNTER,
        "{generation}",
        "Settlements whose labels were folded into \"other\", since there were too many.",
        folded::sum);
    watch(
        "colophon.metrics.series.refused",
        Watch.COUNTER,
        "{series}",
        "Series that were not made, since there were too many of their name.",
        instruments::refused);
  }

  /** Metrics as configured. */
  public static GatewayMetrics of(
      MetricsConfig settings, Map<String, String> environment, Supplier<GatewayConfig> config) {
    return new GatewayMetrics(
        settings.genAiNames().orElseGet(() -> optedIn(environment)),
        Set.copyOf(settings.tenants()),
        config);
  }

  /** The transition plan of the conventions: a list of words, separated by commas. */
  private static GenAiNames optedIn(Map<String, String> environment) {
    for (String word : environment.getOrDefault("OTEL_SEMCONV_STABILITY_OPT_IN", "").split(",")) {
      if (word.trim().equals("gen_ai_latest_experimental")) {
        return GenAiNames.DEVELOPMENT;
      }
    }
    return GenAiNames.V1_41;
  }

  /** What a value that is kept elsewhere does. */
  public enum Watch {
    /** Goes up and down. */
    GAUGE,
    /** Only grows while the process runs. */
    COUNTER
  }

  /** What the platform pays has no durations of its own. */
  @Override
  public void settled(SettledEntry entry) {
    of(entry).record(entry, null, OutputGaps.NONE);
  }

  @Override
  public void settled(SettledEntry entry, Times times, OutputGaps gaps) {
    generations.increment();
    of(entry).record(entry, times, gaps);
  }

  private SettlementSeries of(SettledEntry entry) {
    KnownNames known = names();
    SeriesKey key = SeriesKey.of(entry, known, tenants);
    SettlementSeries series = kinds.get(key);
    return series == null ? series(key, known) : series;
  }

  private SettlementSeries series(SeriesKey key, KnownNames known) {
    SeriesKey kept = key;
    if (kinds.size() >= MOST_KINDS) {
      folded.increment();
      kept = key.folded();
    }
    return kinds.computeIfAbsent(
        kept,
        k ->
            new SettlementSeries(
                k,
                new GenAiSeries(k, known.vendor(k.provider()), table, instruments),
                instruments));
  }

  private KnownNames names() {
    GatewayConfig now = config.get();
    KnownNames known = names;
    if (known == null || !known.areOf(now)) {
      known = new KnownNames(now);
      names = known;
    }
    return known;
  }

  /** Rules and actions are the operator's, so their number is bounded. */
  @Override
  public void screened(Screened found) {
    instruments
        .whole(
            SCREENED,
            Labels.of(
                "rule",
                found.rule(),
                "direction",
                found.direction().name().toLowerCase(Locale.ROOT),
                "action",
                found.action().name().toLowerCase(Locale.ROOT)))
        .increment();
  }

  /**
   * Shows a value that is kept elsewhere, whenever somebody reads.
   *
   * @param name with dots, without the unit
   * @param unit of UCUM such as {@code s} or {@code By}; in braces what is counted; empty for none
   * @param help one sentence
   * @param value NaN while it is not known; must be quick, must not block
   * @param labels name, value, name, value; only what the operator named, or what is in the code
   */
  public void watch(
      String name, Watch kind, String unit, String help, DoubleSupplier value, String... labels) {
    instruments.watch(
        kind == Watch.GAUGE ? Family.gauge(name, unit, help) : Family.counter(name, unit, help),
        Labels.of(labels),
        value);
  }

  /** Generations settled since start. */
  public long generations() {
    return generations.sum();
  }

  /**
   * A page for Prometheus.
   *
   * @param contentType its media type
   * @param text its words
   */
  public record Page(String contentType, String text) {}

  /**
   * Everything, as Prometheus reads it.
   *
   * @param accept the reader's header; null for none
   */
  public Page page(@Nullable String accept) {
    PrometheusText.Page page = PrometheusText.page(instruments.read(), accept);
    return new Page(page.contentType(), page.text());
  }

  /**
   * Pushes everything to a collector until closed. Closing pushes once more and waits for a few
   * seconds at most.
   *
   * @param instance tells this process from others of the same service
   */
  public AutoCloseable push(OtlpConfig otlp, String instance, Clock clock) {
    Map<String, String> headers = new HashMap<>();
    otlp.headers().forEach((name, value) -> headers.put(name, value.reveal()));
    OtlpSender sender =
        otlp.protocol() == OtlpProtocol.GRPC
            ? new OtlpGrpc(otlp.endpoint(), headers, otlp.timeout())
            : new OtlpHttp(otlp.endpoint(), headers, otlp.timeout());
    OtlpPush push =
        new OtlpPush(
            new OtlpRequest(instruments, instance, clock),
            sender,
            otlp.endpoint().getScheme() + "://" + otlp.endpoint().getAuthority());
    watch(
        "colophon.otlp.pushes",
        Watch.COUNTER,
        "{message}",
        "Messages that the collector took.",
        push::pushed);
    watch(
        "colophon.otlp.failures",
        Watch.COUNTER,
        "{message}",
        "Messages that the collector did not take.",
        push::failed);
    watch(
        "colophon.otlp.points.refused",
        Watch.COUNTER,
        "{point}",
        "Data points that the collector refused of messages it took.",
        push::refused);
    return push.start(otlp.interval());
  }
}
