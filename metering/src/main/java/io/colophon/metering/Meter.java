package io.colophon.metering;

import io.colophon.metering.compute.ComputeEstimate;
import io.colophon.metering.compute.ComputeLadder;
import io.colophon.metering.compute.ModelFacts;
import io.colophon.metering.compute.RunShape;
import io.colophon.metering.compute.Workload;
import io.colophon.metering.environment.CoalRoute;
import io.colophon.metering.environment.GridZone;
import io.colophon.metering.environment.Site;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Figures;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.price.Cost;
import io.colophon.metering.price.PriceBook;
import io.colophon.metering.price.RatedUse;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Usage;

/**
 * Turns usage into a reading. Immutable and safe for use by many threads; no lock, no I/O, a few
 * microseconds at most. A new configuration is a new meter.
 */
public final class Meter {
  /**
   * Taken where nobody knows the PUE, which cannot be below 1: an efficient cloud as the best guess
   * and an average older data centre as the upper bound.
   */
  public static final Interval ASSUMED_PUE = new Interval(1.0, 1.2, 1.6);

  private static final Method WATER = new Method("water-site-and-grid", "1");
  private static final String WATER_BASIS = "IT energy x (site WUE + PUE x grid water)";
  private static final Figures NOT_READ = Figures.unknown("not metered");
  private static final Figure NO_ZONE = new Figure.Unknown("the grid zone is not known");
  private static final Figure NO_SITE_WATER = new Figure.Unknown("the site's WUE is not known");
  private static final Figure NO_GRID_WATER =
      new Figure.Unknown("the grid zone has no water factor");

  private final ComputeLadder ladder;
  private final PriceBook prices;

  public Meter(ComputeLadder ladder, PriceBook prices) {
    this.ladder = ladder;
    this.prices = prices;
  }

  /** Reads one generation. Never throws for what a provider may report. */
  public MeterReading read(MeterInput input) {
    double elapsed =
        input.elapsedNanos() < 0 ? Double.POSITIVE_INFINITY : input.elapsedNanos() / 1e9;
    ComputeLadder.Choice choice =
        ladder.estimate(
            input.model(), new Workload(input.modality(), input.usage(), input.run(), elapsed));
    GridZone zone = input.site().zone();
    Interval pue = input.site().pue();
    Figures figures = figures(choice.estimate(), input.site());
    return new MeterReading(
        figures,
        choice.reason(),
        new MeterReading.Place(
            zone == null ? null : zone.id(), pue == null ? ASSUMED_PUE : pue, pue == null),
        prices.rate(
            new RatedUse(
                input.target(),
                input.model().model(),
                input.usage(),
                figures,
                input.asked(),
                input.at())));
  }

  /**
   * What a use costs, or would cost: the money of {@link #read} and nothing else of it. Figures are
   * only reckoned where the price goes by them.
   */
  public Cost price(MeterInput input) {
    String model = input.model().model();
    return prices.goesByFigures(input.target(), model, input.at())
        ? read(input).cost()
        : prices.rate(
            new RatedUse(
                input.target(), model, input.usage(), NOT_READ, input.asked(), input.at()));
  }

  /**
   * The best values of what a run takes, or would take, at a target: the same as those of {@link
   * #read}, without bounds, reasons or money. Allocates nothing, a fraction of a microsecond.
   *
   * @param usage counted, or expected
   * @param sink is filled; one for each thread
   */
  public void estimate(
      Modality modality,
      Usage usage,
      RunShape run,
      ModelFacts model,
      Site site,
      EstimateSink sink) {
    sink.work().refill(modality, usage, run, Double.POSITIVE_INFINITY);
    ladder.estimateBest(model, sink.work(), sink.rung(), sink.chosen());
    sink.place(site);
  }

  /** Adds what follows from the energy and the site to what a compute model said. */
  public static Figures figures(ComputeEstimate estimate, Site site) {
    Interval pue = site.pue() == null ? ASSUMED_PUE : site.pue();
    Figure energy = facilityEnergy(estimate.itEnergy(), pue);
    GridZone zone = site.zone();
    Figure coal = energy.times(CoalRoute.COAL_PER_KWH, CoalRoute.METHOD, CoalRoute.COAL_BASIS);
    return Figures.collect()
        .with(Metric.COMPUTE, estimate.flop())
        .with(Metric.ACCELERATOR_TIME, estimate.acceleratorSeconds())
        .with(Metric.ENERGY, energy)
        .with(
            Metric.CO2E,
            !(energy instanceof Figure.Known)
                ? energy
                : zone == null ? NO_ZONE : energy.times(zone.gwp(), zone.factors(), zone.id()))
        .with(Metric.COAL, coal)
        .with(
            Metric.CO2_COAL_ROUTE,
            coal.times(CoalRoute.CO2_PER_COAL, CoalRoute.METHOD, CoalRoute.CO2_BASIS))
        .with(Metric.CO2E_EMBODIED, estimate.embodiedCo2e())
        .with(Metric.WATER, water(estimate.itEnergy(), pue, site))
        .build();
  }

  private static Figure facilityEnergy(Figure itEnergy, Interval pue) {
    return itEnergy instanceof Figure.Known known
        ? known.times(pue, known.method(), known.basis())
        : itEnergy;
  }

  private static Figure water(Figure itEnergy, Interval pue, Site site) {
    if (!(itEnergy instanceof Figure.Known)) {
      return itEnergy;
    }
    GridZone zone = site.zone();
    if (zone == null) {
      return NO_ZONE;
    }
    Double gridWater = zone.wue();
    Interval siteWater = site.wue();
    if (siteWater == null) {
      return NO_SITE_WATER;
    }
    return gridWater == null
        ? NO_GRID_WATER
        : itEnergy.times(siteWater.plus(pue.times(gridWater)), WATER, WATER_BASIS);
  }
}
