package io.colophon.benchmarks.simulation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Maps values of one axis to places in a picture, and knows round values for its ticks. */
final class Scale {
  private final boolean logarithmic;
  private final double low;
  private final double high;
  private final double from;
  private final double to;

  private Scale(boolean logarithmic, double low, double high, double from, double to) {
    this.logarithmic = logarithmic;
    this.low = low;
    this.high = high;
    this.from = from;
    this.to = to;
  }

  /** From the least to the most of the values, rounded to ticks. */
  static Scale of(boolean logarithmic, double least, double most, double from, double to) {
    if (logarithmic) {
      double low = StrictMath.floor(StrictMath.log10(least) + 1e-9);
      double high = StrictMath.ceil(StrictMath.log10(most) - 1e-9);
      return new Scale(true, low, Math.max(high, low + 1), from, to);
    }
    double low = Math.min(0, least);
    double step = step(most - low);
    return new Scale(
        false, low, low + step * StrictMath.ceil((most - low) / step - 1e-9), from, to);
  }

  double place(double value) {
    double at = logarithmic ? StrictMath.log10(value) : value;
    double within = Math.max(low, Math.min(high, at));
    return from + (within - low) / (high - low) * (to - from);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      for (double power = low; power <= high; power++) {
        ticks.add(StrictMath.pow(10, power));
      }
    } else {
      double step = step(high - low);
      for (int i = 0; low + i * step <= high + step / 2; i++) {
        ticks.add(low + i * step);
      }
    }
    return ticks;
  }

  static String show(double tick) {
    String text = String.format(Locale.ROOT, "%.4f", tick);
    return text.replaceAll("\\.?0+$", "");
  }

  /** About six steps of 1, 2 or 5 times a power of ten. */
  private static double step(double span) {
    double rough = Math.max(span, 1e-9) / 6;
    double power = StrictMath.pow(10, StrictMath.floor(StrictMath.log10(rough)));
    for (double factor : new double[] {1, 2, 5}) {
      if (rough <= factor * power) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
