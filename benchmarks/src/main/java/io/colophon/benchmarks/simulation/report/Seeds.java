package io.colophon.benchmarks.simulation.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One figure, once for each seed. */
public final class Seeds {
  private final List<Double> values = new ArrayList<>();

  public static Seeds of(double... values) {
    Seeds seeds = new Seeds();
    Arrays.stream(values).forEach(seeds::add);
    return seeds;
  }

  public void add(double value) {
    values.add(value);
  }

  /** Each divided by that of the same seed. */
  public Seeds over(Seeds other) {
    Seeds ratios = new Seeds();
    for (int i = 0; i < values.size(); i++) {
      ratios.add(values.get(i) / other.values.get(i));
    }
    return ratios;
  }

  /** Middle one, or the mean of the two middle ones. */
  public double median() {
    double[] sorted = sorted();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  public double least() {
    return sorted()[0];
  }

  public double most() {
    double[] sorted = sorted();
    return sorted[sorted.length - 1];
  }

  private double[] sorted() {
    return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  /** Median, and least to most in brackets where they differ. */
  public String show(int decimals) {
    String middle = number(median(), decimals);
    String low = number(least(), decimals);
    String high = number(most(), decimals);
    return low.equals(high) ? middle : middle + " (" + low + "-" + high + ")";
  }

  /** The same of shares, in per cent. */
  public String percent(int decimals) {
    Seeds hundredfold = new Seeds();
    values.forEach(value -> hundredfold.add(100 * value));
    return hundredfold.show(decimals) + " %";
  }

  static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
