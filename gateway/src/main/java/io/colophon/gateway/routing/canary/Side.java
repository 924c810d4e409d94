package io.colophon.gateway.routing.canary;

/** Attempts of one side of a trial: those that ended and those under way. Not thread-safe. */
record Side(AttemptWindow ended, UnderWay open) {

  Side(long windowNanos) {
    this(new AttemptWindow(windowNanos), new UnderWay());
  }

  Comparison.Failures failures() {
    return new Comparison.Failures(ended.failures(), ended.attempts());
  }

  /** The same, where whoever under way waits for longer than a limit has failed already. */
  Comparison.Failures failuresAt(long limitNanos, long nowNanos) {
    int overdue = open.overdue(limitNanos, nowNanos);
    return new Comparison.Failures(
        ended.failures() + overdue, ended.attempts() + open.answered() + overdue);
  }

  /** Times to the first output, as far as they are known by now. */
  TimesHistogram timesAt(long limitNanos, long nowNanos) {
    TimesHistogram times = new TimesHistogram();
    times.add(ended.times(), 1);
    open.addTo(times, limitNanos, nowNanos);
    return times;
  }
}
