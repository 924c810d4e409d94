package io.colophon.gateway.resilience;

import java.time.Duration;

/**
 * How many retries there may be beside the requests themselves: over any window at most a share of
 * the requests that came in it, and a small number besides, so that a route of little traffic may
 * retry at all. When everything fails, load grows by that share and not by the number of attempts.
 * Thread-safe.
 */
public final class RetryBudget {
  private static final int REQUESTS = 0;
  private static final int RETRIES = 1;

  private final Settings settings;
  private final SlidingSums sums;
  private long granted;
  private long refused;

  /**
   * How much is allowed.
   *
   * @param share retries for each request, 0 to 1
   * @param window over which the share is taken
   * @param minimum retries in each window whatever the requests; 0 for none
   */
  public record Settings(double share, Duration window, int minimum) {
    /** A fifth of the requests of ten seconds, and ten. */
    public static final Settings DEFAULTS = new Settings(0.2, Duration.ofSeconds(10), 10);

    public Settings {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("share is " + share + ", expected 0 to 1");
      }
      if (minimum < 0) {
        throw new IllegalArgumentException("minimum is " + minimum + ", expected at least 0");
      }
    }
  }

  public RetryBudget(Settings settings) {
    this.settings = settings;
    this.sums = new SlidingSums(2, settings.window().toNanos());
  }

  /** Counts a request, by its first attempt. */
  public synchronized void requested(long nowNanos) {
    sums.add(REQUESTS, 1, nowNanos);
  }

  /** Whether one more retry may be made now; if so it is counted. */
  public synchronized boolean tryRetry(long nowNanos) {
    long most =
        (long) (settings.share() * sums.sum(REQUESTS, nowNanos)) + (long) settings.minimum();
    if (sums.sum(RETRIES, nowNanos) >= most) {
      refused++;
      return false;
    }
    sums.add(RETRIES, 1, nowNanos);
    granted++;
    return true;
  }

  /** Retries that were granted since the start. */
  public synchronized long granted() {
    return granted;
  }

  /** Retries that were refused since the start. */
  public synchronized long refused() {
    return refused;
  }
}
