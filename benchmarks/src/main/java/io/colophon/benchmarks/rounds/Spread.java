package io.colophon.benchmarks.rounds;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The same figure of several rounds. */
public final class Spread {
  private final List<Double> values = new ArrayList<>();

  /** Adds the figure of one round. */
  public void add(double value) {
    values.add(value);
  }

  /** Each value divided by that of the same round. */
  public Spread over(Spread other) {
    return with(other, true);
  }

  /** Each value less that of the same round. */
  Spread minus(Spread other) {
    return with(other, false);
  }

  private Spread with(Spread other, boolean divide) {
    if (other.values.size() != values.size()) {
      throw new IllegalArgumentException(
          values.size() + " rounds and " + other.values.size() + ", expected as many");
    }
    Spread result = new Spread();
    for (int i = 0; i < values.size(); i++) {
      double a = values.get(i);
      double b = other.values.get(i);
      result.add(divide ? a / b : a - b);
    }
    return result;
  }

  /** The middle one; of an even number the mean of the two in the middle. */
  double median() {
    if (values.isEmpty()) {
      throw new IllegalStateException("no round was measured");
    }
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /** For instance {@code 61.2 (58.0 to 70.1)}. */
  public String show(int decimals) {
    String number = "%." + decimals + "f";
    return String.format(
        Locale.ROOT,
        number + " (" + number + " to " + number + ")",
        median(),
        Collections.min(values),
        Collections.max(values));
  }
}
