package io.colophon.gateway.routing.canary;

/**
 * Attempts of the latest time and how they went, forgotten a tenth of the window at a time. Not
 * thread-safe.
 */
final class AttemptWindow {
  private static final int PARTS = 10;

  private final long partNanos;
  private final Part[] parts = new Part[PARTS];
  private final TimesHistogram times = new TimesHistogram();
  private long newest = Long.MIN_VALUE;
  private long attempts;
  private long failures;

  private static final class Part {
    private long attempts;
    private long failures;
    private final TimesHistogram times = new TimesHistogram();
  }

  AttemptWindow(long windowNanos) {
    this.partNanos = Math.max(1, windowNanos / PARTS);
    for (int i = 0; i < PARTS; i++) {
      parts[i] = new Part();
    }
  }

  /**
   * Counts one.
   *
   * @param firstOutputNanos until the first output; negative if there was none
   */
  void add(boolean failed, long firstOutputNanos, long nowNanos) {
    forget(nowNanos);
    Part part = parts[slot(newest)];
    part.attempts++;
    attempts++;
    if (failed) {
      part.failures++;
      failures++;
    } else if (firstOutputNanos >= 0) {
      part.times.add(firstOutputNanos);
      times.add(firstOutputNanos);
    }
  }

  /** Forgets what is older than the window. Time that goes backwards forgets nothing. */
  void forget(long nowNanos) {
    long now = Math.floorDiv(nowNanos, partNanos);
    if (newest == Long.MIN_VALUE) {
      newest = now;
    }
    if (now - newest >= PARTS) {
      newest = now - PARTS; // all of it, and no more turns than there are parts
    }
    while (newest < now) {
      newest++;
      Part old = parts[slot(newest)];
      attempts -= old.attempts;
      failures -= old.failures;
      times.add(old.times, -1);
      old.attempts = 0;
      old.failures = 0;
      old.times.clear();
    }
  }

  private static int slot(long part) {
    return (int) Math.floorMod(part, (long) PARTS);
  }

  long attempts() {
    return attempts;
  }

  long failures() {
    return failures;
  }

  double failureRate() {
    return attempts == 0 ? 0 : (double) failures / attempts;
  }

  TimesHistogram times() {
    return times;
  }
}
