package io.colophon.gateway.wire;

import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Figures;
import io.colophon.metering.figure.Metric;
import io.colophon.v1.Compute;
import io.colophon.v1.Cost;
import io.colophon.v1.CostLine;

/** Writes what metering found as messages. */
public final class FigureWriter {

  private FigureWriter() {}

  /** Compute, energy, carbon, coal and water. */
  public static Compute compute(Figures figures) {
    return Compute.newBuilder()
        .setFlop(figure(figures.of(Metric.COMPUTE)))
        .setAcceleratorSeconds(figure(figures.of(Metric.ACCELERATOR_TIME)))
        .setEnergyKwh(figure(figures.of(Metric.ENERGY)))
        .setCo2EKg(figure(figures.of(Metric.CO2E)))
        .setCoalEquivalentKg(figure(figures.of(Metric.COAL)))
        .setWaterL(figure(figures.of(Metric.WATER)))
        .setCo2ByCoalKg(figure(figures.of(Metric.CO2_COAL_ROUTE)))
        .build();
  }

  private static io.colophon.v1.Figure figure(Figure figure) {
    if (figure instanceof Figure.Known known) {
      return io.colophon.v1.Figure.newBuilder()
          .setValue(known.value().best())
          .setLow(known.value().low())
          .setHigh(known.value().high())
          .setMethod(known.method().id())
          .setMethodVersion(known.method().version())
          .setBasis(known.basis())
          .build();
    }
    return io.colophon.v1.Figure.newBuilder().setBasis(((Figure.Unknown) figure).reason()).build();
  }

  /** The price, or why there is none. */
  public static Cost cost(io.colophon.metering.price.Cost cost) {
    if (cost instanceof io.colophon.metering.price.Cost.Priced priced) {
      Cost.Builder message =
          Cost.newBuilder()
              .setNanoUnits(priced.nanos())
              .setCurrency(priced.currency())
              .setPriceVersion(priced.version());
      for (io.colophon.metering.price.Cost.Line line : priced.lines()) {
        message.addLines(
            CostLine.newBuilder()
                .setItem(line.item())
                .setQuantity(line.quantity())
                .setPriceNanoUnits(line.pricedNanos())
                .setPer(line.per())
                .setNanoUnits(line.nanos()));
      }
      return message.build();
    }
    return Cost.newBuilder()
        .setUnpriced(((io.colophon.metering.price.Cost.Unpriced) cost).reason())
        .build();
  }
}
