package io.colophon.metering;

import io.colophon.metering.compute.Said;
import io.colophon.metering.compute.Workload;
import io.colophon.metering.environment.CoalRoute;
import io.colophon.metering.environment.GridZone;
import io.colophon.metering.environment.Site;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Metric;
import java.util.Arrays;

/**
 * Where {@link Meter#estimate} puts its numbers: one for each {@link Metric}, the best value alone.
 * Belongs to the caller and is filled again and again. Not thread-safe.
 */
public final class EstimateSink {
  private final double[] values = new double[Metric.values().length];
  private final Workload work = new Workload();
  private final Said rung = new Said();
  private final Said chosen = new Said();

  public EstimateSink() {
    Arrays.fill(values, Double.NaN);
  }

  /** In the unit of the metric; NaN when unknown, never 0 for it. */
  public double of(Metric metric) {
    return values[metric.ordinal()];
  }

  Workload work() {
    return work;
  }

  Said rung() {
    return rung;
  }

  Said chosen() {
    return chosen;
  }

  /** Adds what follows from the energy and the site. An unknown factor makes NaN by itself. */
  void place(Site site) {
    Interval known = site.pue();
    double pue = (known == null ? Meter.ASSUMED_PUE : known).best();
    double energy = chosen.itEnergy() * pue;
    double coal = energy * CoalRoute.COAL_PER_KWH.best();
    GridZone zone = site.zone();
    set(Metric.COMPUTE, chosen.flop());
    set(Metric.ACCELERATOR_TIME, chosen.acceleratorSeconds());
    set(Metric.ENERGY, energy);
    set(Metric.CO2E, zone == null ? Double.NaN : energy * zone.gwp());
    set(Metric.COAL, coal);
    set(Metric.CO2_COAL_ROUTE, coal * CoalRoute.CO2_PER_COAL.best());
    set(Metric.CO2E_EMBODIED, chosen.embodiedCo2e());
    set(Metric.WATER, chosen.itEnergy() * litres(site, pue));
  }

  /** Litres for a kWh of IT energy. */
  private static double litres(Site site, double pue) {
    Interval onSite = site.wue();
    GridZone zone = site.zone();
    Double grid = zone == null ? null : zone.wue();
    return onSite == null || grid == null ? Double.NaN : onSite.best() + pue * grid;
  }

  private void set(Metric metric, double value) {
    values[metric.ordinal()] = value;
  }
}
