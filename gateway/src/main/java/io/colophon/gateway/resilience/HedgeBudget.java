package io.colophon.gateway.resilience;

import java.time.Duration;

/**
 * How many second attempts may be made while the first still runs: over any window at most a share
 * of the requests, and of what they are expected to cost at most another. A hedge is counted with
 * the whole of what its request is expected to cost, and what it did not burn is given back.
 * Thread-safe.
 */
public final class HedgeBudget {
  private static final int REQUESTS = 0;
  private static final int HEDGES = 1;
  private static final int SPENT = 2;
  private static final int HEDGED = 3;

  private final Settings settings;
  private final SlidingSums sums;
  private long granted;
  private long refused;

  /**
   * How much is allowed.
   *
   * @param requests hedges for each request, 0 to 1
   * @param spend what hedges may burn of what requests are expected to cost, 0 to 1
   * @param window over which both are taken
   */
  public record Settings(double requests, double spend, Duration window) {
    /** Of the requests of ten minutes two in a hundred, and of their cost one. */
    public static final Settings DEFAULTS = new Settings(0.02, 0.01, Duration.ofMinutes(10));

    public Settings {
      if (!(requests >= 0 && requests <= 1) || !(spend >= 0 && spend <= 1)) {
        throw new IllegalArgumentException(
            "share " + requests + " of requests and " + spend + " of spend, expected 0 to 1");
      }
    }
  }

  public HedgeBudget(Settings settings) {
    this.settings = settings;
    this.sums = new SlidingSums(4, settings.window().toNanos());
  }

  /**
   * Counts a request, by its first attempt.
   *
   * @param cost what it is expected to cost, in any unit that is the same for all requests; 0 if
   *     nothing is known, and then only their number counts
   */
  public synchronized void requested(long cost, long nowNanos) {
    sums.add(REQUESTS, 1, nowNanos);
    sums.add(SPENT, Math.max(0, cost), nowNanos);
  }

  /** Whether a hedge of that cost may be made now; if so it is counted. */
  public synchronized boolean tryHedge(long cost, long nowNanos) {
    long most = (long) (settings.requests() * sums.sum(REQUESTS, nowNanos));
    long mostSpent = (long) (settings.spend() * sums.sum(SPENT, nowNanos));
    if (sums.sum(HEDGES, nowNanos) >= most
        || Math.max(0, cost) > mostSpent - sums.sum(HEDGED, nowNanos)) {
      refused++;
      return false;
    }
    sums.add(HEDGES, 1, nowNanos);
    sums.add(HEDGED, Math.max(0, cost), nowNanos);
    granted++;
    return true;
  }

  /** A hedge that was counted is not made after all. */
  public synchronized void notMade(long cost, long nowNanos) {
    sums.add(HEDGES, -1, nowNanos);
    sums.add(HEDGED, -Math.max(0, cost), nowNanos);
    granted--;
  }

  /**
   * Whichever of the two lost is done, and this is what it burnt.
   *
   * @param cost as it was counted
   * @param burnt more than {@code cost} counts as well
   */
  public synchronized void settled(long cost, long burnt, long nowNanos) {
    sums.add(HEDGED, Math.max(0, burnt) - Math.max(0, cost), nowNanos);
  }

  /** Hedges that were granted since the start. */
  public synchronized long granted() {
    return granted;
  }

  /** Hedges that were refused since the start. */
  public synchronized long refused() {
    return refused;
  }
}
