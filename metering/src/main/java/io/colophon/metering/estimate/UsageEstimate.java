package io.colophon.metering.estimate;

import io.colophon.metering.Meter;
import io.colophon.metering.compute.ComputeEstimate;
import io.colophon.metering.compute.ComputeLadder;
import io.colophon.metering.compute.ComputeModel;
import io.colophon.metering.compute.Decoder;
import io.colophon.metering.compute.EcologitsImpacts;
import io.colophon.metering.compute.EcologitsRequest;
import io.colophon.metering.compute.GroupedAttention;
import io.colophon.metering.compute.ModelFacts;
import io.colophon.metering.compute.OutputSpeed;
import io.colophon.metering.compute.RunShape;
import io.colophon.metering.compute.Workload;
import io.colophon.metering.environment.Accelerator;
import io.colophon.metering.environment.Accelerators;
import io.colophon.metering.environment.GridZone;
import io.colophon.metering.environment.GridZones;
import io.colophon.metering.environment.Site;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Figures;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.metering.figure.Metric;
import io.colophon.provider.spi.Quantity.Source;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The metering models without a generation: what would this take? */
public final class UsageEstimate {
  private static final String ECOLOGITS = "ecologits-llm-0.11";

  private static final Method ECOLOGITS_METHOD = rung(ECOLOGITS).method();

  private UsageEstimate() {}

  /** The ids that {@link EstimateRequest#method} takes. */
  public static List<String> methods() {
    return ComputeLadder.standard().rungs().stream().map(rung -> rung.method().id()).toList();
  }

  /**
   * Computes an estimate.
   *
   * @throws IllegalArgumentException naming the value and what was expected, also when the method
   *     asked for needs something that was not given
   */
  public static EstimateResult estimate(EstimateRequest request) {
    List<String> notes = new ArrayList<>();
    ModelFacts model = facts(request);
    Workload workload =
        new Workload(request.modality(), usage(request), RunShape.UNKNOWN, latency(request));
    Site site = site(request, notes);
    ComputeEstimate estimate;
    String title;
    if (request.method() == null) {
      ComputeLadder.Choice choice = ComputeLadder.standard().estimate(model, workload);
      estimate = choice.estimate();
      title = "estimate by the best method that applies";
      notes.add("energy by " + choice.reason());
    } else {
      ComputeModel rung = rung(request.method());
      estimate = new ComputeLadder(List.of(rung)).estimate(model, workload).estimate();
      title = "estimate by " + rung.method().tag();
      if (estimate.flop() instanceof Figure.Unknown
          && estimate.itEnergy() instanceof Figure.Unknown unknown) {
        throw new IllegalArgumentException(
            "method " + request.method() + " cannot say: " + unknown.reason());
      }
    }
    List<EstimateRow> rows = new ArrayList<>();
    Figures figures = Meter.figures(estimate, site);
    for (Metric metric : Metric.values()) {
      rows.add(new EstimateRow(metric.id(), metric.unit(), figures.of(metric), ""));
    }
    if (ECOLOGITS.equals(request.method()) && site.zone() != null) {
      rows.addAll(ecologitsTotals(request, model, site, site.zone()));
    }
    return new EstimateResult(title, rows, notes);
  }

  private static ComputeModel rung(String method) {
    return ComputeLadder.standard().rungs().stream()
        .filter(rung -> rung.method().id().equals(method))
        .findFirst()
        .orElseThrow(() -> WrittenValue.wrong("--method", method, "one of " + methods(), null));
  }

  private static ModelFacts facts(EstimateRequest request) {
    ModelFacts facts =
        ModelFacts.named(Objects.requireNonNullElse(request.model(), "unnamed"))
            .withParameters(request.activeParameters(), request.totalParameters())
            .withSpeed(new OutputSpeed(request.tokensPerSecond(), seconds(request.firstToken())));
    if (request.layers() != null && request.width() != null) {
      facts =
          facts.withNetwork(
              Decoder.dense(GroupedAttention.ofWidth(request.layers(), request.width())));
    }
    if (request.accelerator() != null) {
      facts =
          facts.withAccelerator(
              Accelerators.get(request.accelerator()), Accelerator.Precision.BITS_16);
    }
    return facts;
  }

  private static double latency(EstimateRequest request) {
    Double latency = seconds(request.latency());
    return latency == null ? Double.POSITIVE_INFINITY : latency;
  }

  private static Usage usage(EstimateRequest request) {
    Usage.Builder usage = Usage.from(Source.ESTIMATED);
    if (request.inputTokens() != null) {
      long cached = request.cachedTokens() == null ? 0 : request.cachedTokens();
      if (cached > request.inputTokens()) {
        throw WrittenValue.wrong(
            "--cached-tokens",
            Long.toString(cached),
            "at most --input-tokens, which is " + request.inputTokens(),
            null);
      }
      usage
          .with(UsageUnit.INPUT_TOKENS, request.inputTokens())
          .with(UsageUnit.CACHE_READ_TOKENS, cached);
    }
    if (request.outputTokens() != null) {
      usage.with(UsageUnit.OUTPUT_TOKENS, request.outputTokens());
    }
    if (request.videoLength() != null
        && request.videoWidth() != null
        && request.videoHeight() != null) {
      // One frame stands for all: the method derives the number of frames from the length.
      usage
          .with(UsageUnit.VIDEO_MILLIS, request.videoLength().toMillis())
          .with(UsageUnit.FRAMES, 1)
          .with(UsageUnit.PIXELS, (long) request.videoWidth() * request.videoHeight());
    }
    return usage.build();
  }

  private static Site site(EstimateRequest request, List<String> notes) {
    if (request.pue() == null) {
      Interval pue = Meter.ASSUMED_PUE;
      notes.add("no --pue given: " + pue.low() + ".." + pue.high() + " assumed");
    }
    String zone = request.zone();
    if (zone == null && ECOLOGITS.equals(request.method())) {
      zone = "WOR";
      notes.add("no --zone given: the world's average, as EcoLogits does");
    }
    return new Site(
        zone == null ? null : GridZones.bundled().get(zone),
        request.pue(),
        request.wue(),
        "as asked");
  }

  /** Use and making together, the form in which EcoLogits itself reports. */
  private static List<EstimateRow> ecologitsTotals(
      EstimateRequest request, ModelFacts model, Site site, GridZone zone) {
    EcologitsImpacts impacts =
        EcologitsImpacts.of(
            new EcologitsRequest(
                Objects.requireNonNull(model.activeParameters()),
                Objects.requireNonNull(model.totalParameters()),
                Objects.requireNonNull(request.outputTokens()),
                latency(request),
                Objects.requireNonNullElse(model.speed(), OutputSpeed.UNKNOWN),
                zone,
                site.pue() == null ? Meter.ASSUMED_PUE : site.pue(),
                site.wue() == null ? Interval.ZERO : site.wue()));
    return List.of(
        total("gwp_total", "kgCO2e", impacts.gwp()),
        total("adpe_total", "kgSbeq", impacts.adpe()),
        total("primary_energy_total", "MJ", impacts.pe()));
  }

  private static EstimateRow total(String name, String unit, @Nullable Interval value) {
    return new EstimateRow(
        name,
        unit,
        value == null
            ? new Figure.Unknown("the grid zone has no factor for it")
            : new Figure.Known(value, ECOLOGITS_METHOD, "use and making of the hardware"),
        "");
  }

  private static @Nullable Double seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toNanos() / 1e9;
  }
}
