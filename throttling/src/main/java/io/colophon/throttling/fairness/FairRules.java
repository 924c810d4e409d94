package io.colophon.throttling.fairness;

import java.util.List;

/**
 * How a {@link FairQueue} is shared out.
 *
 * @param most entries that wait at a time, at least 1
 * @param mostPerClient of these, entries of one client in one class, at least 1
 * @param minShares for each class, the most urgent first: the part of the work that it gets at
 *     least while it has entries waiting, 0 to 1, in sum at most 1. What is left goes to the most
 *     urgent class that has any. Each class may fill the same part of the queue whatever the others
 *     do.
 */
public record FairRules(int most, int mostPerClient, List<Double> minShares) {
  private static final double ROUNDING = 1e-9;

  public FairRules {
    minShares = List.copyOf(minShares);
    if (most < 1 || mostPerClient < 1) {
      throw new IllegalArgumentException(
          "most " + most + ", per client " + mostPerClient + ": expected at least 1");
    }
    if (minShares.isEmpty()) {
      throw new IllegalArgumentException("no classes: expected at least one");
    }
    double sum = 0;
    for (double share : minShares) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("minimum share " + share + ": expected 0 to 1");
      }
      sum += share;
    }
    if (sum > 1 + ROUNDING) {
      throw new IllegalArgumentException("minimum shares are " + sum + " in sum: expected <= 1");
    }
  }

  int classes() {
    return minShares.size();
  }

  double minShare(int rank) {
    return minShares.get(rank);
  }

  /** Entries that a class may have waiting whatever the others do. */
  int reserved(int rank) {
    return (int) (minShares.get(rank) * most);
  }
}
