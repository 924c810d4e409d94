package io.colophon.throttling.fairness;

import java.util.Arrays;
import java.util.List;

/**
 * How long a new entry would wait. The shortest is the work that goes before it now, by the pace of
 * the targets that would do for it; the longest is what its share of that pace takes if everybody
 * who waits now goes on coming back. Where between them nine of ten waits end is learned for each
 * class. Guarded by the queue.
 */
final class WaitEstimate {
  private static final double STEP = 0.02;
  private static final double QUANTILE = 0.9;
  private static final double FARTHEST = 2;
  private static final double LONGEST_NANOS = 1e18;

  /** For a class without a minimum share behind a more urgent one. */
  private static final double NO_SHARE = 0.01;

  private final double[] nearness; // 0: as the shortest says, 1: as the longest
  private double shortestNanos;
  private double longestNanos;

  WaitEstimate(int classes) {
    this.nearness = new double[classes];
    Arrays.fill(nearness, 0.5);
  }

  /**
   * In nanoseconds; 0 if the pace of no target is known.
   *
   * <p>More urgent classes go first with what they have waiting; less urgent ones take their
   * minimum shares meanwhile.
   */
  long of(FairRules rules, Ask ask, List<Station> stations) {
    double share = 1.0 / stations.size();
    double ahead = 0; // of more urgent classes
    double sameClass = 0;
    double fair = 0;
    double pace = 0;
    double all = 0;
    for (Station station : stations) {
      double left = 1;
      for (int rank = 0; rank < station.benches.length; rank++) {
        Bench bench = station.benches[rank];
        if (rank < ask.rank()) {
          ahead += bench.waitingWork();
        } else if (rank == ask.rank()) {
          sameClass += bench.waitingWork() + ask.work() * share;
          fair += bench.untilServed(ask.client(), ask.weight(), ask.work(), share);
        } else if (!bench.isEmpty()) {
          left -= rules.minShare(rank);
        }
      }
      double perNano = station.perNano();
      all += perNano;
      pace += perNano * left;
    }
    shortestNanos = 0;
    longestNanos = 0;
    if (pace > 0) {
      double least = ahead > 0 ? Math.max(NO_SHARE, rules.minShare(ask.rank())) : pace / all;
      shortestNanos = Math.min(LONGEST_NANOS, (ahead + Math.min(sameClass, fair)) / pace);
      longestNanos = Math.min(LONGEST_NANOS, fair / (all * least));
      if (longestNanos < shortestNanos) { // its minimum share is better than waiting for the rest
        shortestNanos = longestNanos;
      }
    }
    double between = nearness[ask.rank()] * (longestNanos - shortestNanos);
    return (long) (shortestNanos + between);
  }

  double shortestNanos() {
    return shortestNanos;
  }

  double longestNanos() {
    return longestNanos;
  }

  /** An entry's wait has ended, with its turn or its deadline. */
  void learn(FairEntry<?> entry, long nowNanos) {
    double range = entry.longestNanos - entry.shortestNanos;
    if (range > 0) {
      double found = (nowNanos - entry.sinceNanos - entry.shortestNanos) / range;
      int rank = entry.rank();
      double step = found > nearness[rank] ? QUANTILE * STEP : (QUANTILE - 1) * STEP;
      nearness[rank] = Math.max(0, Math.min(FARTHEST, nearness[rank] + step));
    }
  }
}
