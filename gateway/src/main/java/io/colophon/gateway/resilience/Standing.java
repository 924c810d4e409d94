package io.colophon.gateway.resilience;

/**
 * How one target did lately, and whether it is ejected for it. Lives as long as the target, which
 * may stand in several routes; {@link OutlierEjection} compares it with its peers in one of them.
 * Thread-safe.
 */
public final class Standing {
  /** A target without a first output has no latency. */
  public static final long NO_LATENCY = -1;

  private static final int ATTEMPTS = 0;
  private static final int FAILURES = 1;

  /** What there is to compare; {@code latencyNanos} is {@link #NO_LATENCY} if nothing came. */
  record Figures(long attempts, double failureShare, long latencyNanos) {}

  private final OutlierSettings settings;
  private final SlidingSums sums;
  private volatile boolean out; // so that the usual case costs one read

  // Guarded by this.
  private DelayHistogram latencies;
  private int failuresInRow;
  private long ejectedAt;
  private long ejectedForNanos;
  private int timesInRow;
  private boolean trying;
  private int trialsPassed;
  private long returnedAt;
  private long lookedAt;
  private boolean looked;
  private long ejections;

  public Standing(OutlierSettings settings) {
    this.settings = settings;
    this.sums = new SlidingSums(2, Math.max(10, settings.window().toNanos()));
    this.latencies = newLatencies();
  }

  private DelayHistogram newLatencies() {
    return new DelayHistogram(Math.max(1, settings.window().toNanos()));
  }

  OutlierSettings settings() {
    return settings;
  }

  /** Whether it is ejected, or let in for trial only. */
  public boolean isOut() {
    return out;
  }

  /** How often it was ejected since the start. */
  public synchronized long ejections() {
    return ejections;
  }

  /** When it was ejected, on the ticker; means something only while it is out. */
  synchronized long ejectedAt() {
    return ejectedAt;
  }

  /** Whether its time is over and nobody tries it at this moment; true if it is not out. */
  synchronized boolean mayBeTried(long nowNanos) {
    return !out || (!trying && nowNanos - ejectedAt >= ejectedForNanos);
  }

  /** Takes the one trial there may be at a time; true without one if it is not out. */
  synchronized boolean tryTrial(long nowNanos) {
    if (!mayBeTried(nowNanos)) {
      return false;
    }
    trying = out;
    return true;
  }

  /** Whoever tried it learnt nothing. */
  synchronized void nothingLearnt() {
    trying = false;
  }

  synchronized Figures figures(long nowNanos) {
    long attempts = sums.sum(ATTEMPTS, nowNanos);
    return new Figures(
        attempts,
        attempts == 0 ? 0 : (double) sums.sum(FAILURES, nowNanos) / attempts,
        latencies.count(nowNanos) == 0 ? NO_LATENCY : latencies.quantileNanos(0.5, nowNanos));
  }

  synchronized void counted(boolean failed, long latencyNanos, long nowNanos) {
    sums.add(ATTEMPTS, 1, nowNanos);
    if (failed) {
      sums.add(FAILURES, 1, nowNanos);
      failuresInRow++;
    } else {
      failuresInRow = 0;
      if (latencyNanos >= 0) {
        latencies.add(latencyNanos, nowNanos);
      }
    }
  }

  /** Whether its failures alone are enough. */
  synchronized boolean failsInRow() {
    return settings.consecutiveFailures() > 0 && failuresInRow >= settings.consecutiveFailures();
  }

  /** Whether it is time to compare it with its peers: once in a tenth of the window. */
  synchronized boolean isDue(long nowNanos) {
    long attempts = sums.sum(ATTEMPTS, nowNanos);
    if (out
        || attempts < settings.minimumAttempts()
        || (looked && nowNanos - lookedAt < settings.window().toNanos() / 10)) {
      return false;
    }
    looked = true;
    lookedAt = nowNanos;
    return true;
  }

  /** A trial went well; after enough of them it is in again. */
  synchronized void passedTrial(long nowNanos) {
    if (!out || !trying) {
      return;
    }
    trying = false;
    if (++trialsPassed >= settings.trialAttempts()) {
      out = false;
      returnedAt = nowNanos;
      forget(nowNanos);
    }
  }

  /** It is ejected, for twice as long as the last time if it came back only lately. */
  synchronized void eject(long nowNanos) {
    if (out && !trying) {
      return; // an attempt from before
    }
    boolean again = out || (timesInRow > 0 && nowNanos - returnedAt < 2 * ejectedForNanos);
    timesInRow = again ? timesInRow + 1 : 1;
    long first = settings.ejectFor().toNanos();
    long most = settings.mostEjectFor().toNanos();
    int doublings = Math.min(timesInRow - 1, 30);
    ejectedForNanos = first > most >> doublings ? most : first << doublings;
    ejectedAt = nowNanos;
    ejections++;
    trialsPassed = 0;
    trying = false;
    out = true;
    forget(nowNanos);
  }

  /** What it did before says nothing of it after its return. */
  private void forget(long nowNanos) {
    failuresInRow = 0;
    sums.add(ATTEMPTS, -sums.sum(ATTEMPTS, nowNanos), nowNanos);
    sums.add(FAILURES, -sums.sum(FAILURES, nowNanos), nowNanos);
    latencies = newLatencies();
  }
}
