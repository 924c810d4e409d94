package io.colophon.gateway.routing.policy;

/**
 * How fast one target works and how many attempts it works at side by side, learned from when
 * outputs began and ended. A target is taken for a number of equal places with a queue before them.
 * An attempt that began as the {@code r}th there and waited {@code w} says, by the mean time at
 * work {@code D}, that there are {@code r D / (w + D)} places; one that did not wait says that
 * there are {@code r} at least. Speeds are remembered over minutes, so that a stall of seconds
 * shows in {@link Slowness} and not here. Guarded by its owner for writing; may be read by anyone.
 */
final class Pace {
  /** Share of the newest observation in the number of places and in the means. */
  private static final double NEWEST_PLACES = 0.05;

  private static final double NEWEST_MEAN = 0.01;

  /** A speed counts e times less after this. */
  private static final double SPEED_MEMORY_NANOS = 120e9;

  /** The quickest reading seen counts e times slower after this. */
  private static final double QUICKEST_MEMORY_NANOS = 600e9;

  /** A wait below this share of the time at work is none. */
  private static final double NO_WAIT = 0.05;

  /** A target of which no queue was seen yet has twice the places that were tried, or this many. */
  private static final double UNTRIED_PLACES = 8;

  /** Up to this share of the places it is certain enough that nobody waits. */
  private static final double CERTAIN = 0.9;

  private static final long LONG_INPUT_TOKENS = 256;

  private double places;
  private double mostPlacesTried;
  private volatile double usablePlaces;
  private volatile double nanosPerPlace;
  private volatile double capacity;
  private volatile double nanosPerToken;
  private volatile double meanServiceNanos;
  private double meanWork;
  private double meanTokens;
  private long ends;
  private long endedNanos;
  private volatile double quickestNanos;
  private double quickestNanosPerInputToken;
  private long quickestAtNanos;

  /**
   * The first output of an attempt came.
   *
   * @param sinceBeginNanos what it waited, and what reading the input took
   * @param rank attempts under way when it began, itself among them
   * @return what was to be expected, in nanoseconds; 0 while too little is known
   */
  double firstOutput(long sinceBeginNanos, long inputTokens, int rank, long nowNanos) {
    double reading = reading(sinceBeginNanos, inputTokens, nowNanos);
    double service = meanServiceNanos;
    double known = places > 0 ? places : mostPlacesTried;
    double expected = service > 0 && rank <= CERTAIN * known ? reading : 0;
    double waited = Math.max(0, sinceBeginNanos - reading);
    if (waited <= Math.max(2 * reading, NO_WAIT * service)) {
      mostPlacesTried = Math.max(mostPlacesTried, rank);
      if (places > 0) {
        places = Math.max(places, rank);
      }
    } else if (service > 0) {
      double seen = Math.max(1, rank * service / (waited + service));
      places =
          places == 0 ? Math.max(seen, mostPlacesTried) : known + NEWEST_PLACES * (seen - known);
    }
    return expected;
  }

  /** What reading the input takes when nobody is before it: the quickest seen, slowly forgotten. */
  private double reading(long sinceBeginNanos, long inputTokens, long nowNanos) {
    double forgotten = Math.exp(Math.max(0, nowNanos - quickestAtNanos) / QUICKEST_MEMORY_NANOS);
    quickestAtNanos = nowNanos;
    quickestNanos = least(quickestNanos, forgotten, sinceBeginNanos);
    if (inputTokens < LONG_INPUT_TOKENS) {
      return quickestNanos;
    }
    quickestNanosPerInputToken =
        least(quickestNanosPerInputToken, forgotten, (double) sinceBeginNanos / inputTokens);
    return Math.max(quickestNanos, quickestNanosPerInputToken * inputTokens);
  }

  private static double least(double known, double forgotten, double seen) {
    return known == 0 ? seen : Math.min(seen, known * forgotten);
  }

  /**
   * An attempt came to its good end.
   *
   * @param serviceNanos from its first output to its end
   * @param outputTokens 0 if unknown
   */
  void ended(long serviceNanos, long outputTokens, double work, long nowNanos) {
    double since = ends == 0 ? 0 : nowNanos - endedNanos;
    endedNanos = nowNanos;
    ends++;
    meanWork = mixed(meanWork, work, NEWEST_MEAN);
    if (outputTokens > 1 && serviceNanos > 0) {
      double share = 1 - Math.exp(-since / SPEED_MEMORY_NANOS);
      nanosPerToken = mixed(nanosPerToken, (double) serviceNanos / (outputTokens - 1), share);
      meanTokens = mixed(meanTokens, outputTokens, NEWEST_MEAN);
      meanServiceNanos = nanosPerToken * meanTokens;
    } else if (nanosPerToken == 0) {
      meanServiceNanos = mixed(meanServiceNanos, Math.max(1, serviceNanos), NEWEST_MEAN);
    }
    publish();
  }

  /** What choices read, so that they need not reckon. */
  private void publish() {
    double usable =
        places > 0 || mostPlacesTried == 0 ? places : Math.max(UNTRIED_PLACES, 2 * mostPlacesTried);
    double service = meanServiceNanos;
    usablePlaces = usable;
    nanosPerPlace = usable == 0 ? 0 : service / usable;
    capacity = service == 0 ? 0 : usable * meanWork / service * 1e9;
  }

  /** The first observations are averaged evenly. */
  private double mixed(double known, double seen, double share) {
    return known == 0 ? seen : known + Math.max(share, 1.0 / ends) * (seen - known);
  }

  /** Attempts that it works at side by side; 0 if not known. */
  double places() {
    return usablePlaces;
  }

  /** From one end to the next with all places taken, in nanoseconds; 0 if not known. */
  double nanosPerPlace() {
    return nanosPerPlace;
  }

  /** Mean of an attempt's time at work, in nanoseconds; 0 if not known. */
  double meanServiceNanos() {
    return meanServiceNanos;
  }

  /** Between two tokens of an output, in nanoseconds; 0 if not known. */
  double nanosPerToken() {
    return nanosPerToken;
  }

  /** What the shortest input takes to read when nobody is before it, in nanoseconds. */
  double quickestNanos() {
    return quickestNanos;
  }

  /** Work per second with all places taken; 0 if not known. */
  double capacity() {
    return capacity;
  }
}
