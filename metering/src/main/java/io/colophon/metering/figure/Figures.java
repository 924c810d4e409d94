package io.colophon.metering.figure;

import java.util.Arrays;

/** One figure for each {@link Metric}. Immutable, safe for use by many threads. */
public final class Figures {
  private static final Metric[] METRICS = Metric.values();
  private static final Figure NOT_ASKED = new Figure.Unknown("not computed");

  private final Figure[] byMetric;

  private Figures(Figure[] byMetric) {
    this.byMetric = byMetric;
  }

  /** The figure of one metric. */
  public Figure of(Metric metric) {
    return byMetric[metric.ordinal()];
  }

  /** All figures unknown, for one reason. */
  public static Figures unknown(String reason) {
    Figure[] all = new Figure[METRICS.length];
    Arrays.fill(all, new Figure.Unknown(reason));
    return new Figures(all);
  }

  /** Starts a set in which every figure is unknown. */
  public static Builder collect() {
    return new Builder();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Figures figures && Arrays.equals(byMetric, figures.byMetric);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(byMetric);
  }

  @Override
  public String toString() {
    return Arrays.toString(byMetric);
  }

  /** Collects figures. Not thread-safe; of no use after {@link #build}. */
  public static final class Builder {
    private final Figure[] byMetric = new Figure[METRICS.length];

    private Builder() {
      Arrays.fill(byMetric, NOT_ASKED);
    }

    public Builder with(Metric metric, Figure figure) {
      byMetric[metric.ordinal()] = figure;
      return this;
    }

    public Figures build() {
      return new Figures(byMetric);
    }
  }
}
