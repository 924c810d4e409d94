package io.colophon.benchmarks.simulation.traffic;

import io.colophon.benchmarks.simulation.engine.Draws;

/** A distribution given by some of its quantiles; between them it is uniform in the logarithm. */
final class Quantiles {
  private final double[] shares;
  private final double[] logs;

  private Quantiles(double[] shares, double[] logs) {
    this.shares = shares;
    this.logs = logs;
  }

  /**
   * @param pairs share and value in turn, both rising; the first share is 0, the last 1
   */
  static Quantiles of(double... pairs) {
    double[] shares = new double[pairs.length / 2];
    double[] logs = new double[pairs.length / 2];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = pairs[2 * i];
      logs[i] = StrictMath.log(pairs[2 * i + 1]);
    }
    return new Quantiles(shares, logs);
  }

  int draw(Draws draws) {
    double share = draws.nextDouble();
    int i = 1;
    while (i < shares.length - 1 && share >= shares[i]) {
      i++;
    }
    double way = (share - shares[i - 1]) / (shares[i] - shares[i - 1]);
    double log = logs[i - 1] + way * (logs[i] - logs[i - 1]);
    return (int) Math.max(1, Math.round(StrictMath.exp(log)));
  }

  double mean() {
    double sum = 0;
    for (int i = 1; i < shares.length; i++) {
      double low = StrictMath.exp(logs[i - 1]);
      double high = StrictMath.exp(logs[i]);
      double mean = high == low ? low : (high - low) / (logs[i] - logs[i - 1]);
      sum += (shares[i] - shares[i - 1]) * mean;
    }
    return sum;
  }
}
