package io.colophon.gateway.routing.canary;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares the two sides of a trial, and counts how often it did. Not thread-safe. */
final class Comparison {
  private static final double MILLIS = 1e6;

  private final TrialRules rules;
  private long looks;

  Comparison(TrialRules rules) {
    this.rules = rules;
  }

  /**
   * What one side made, and how many of these failed.
   *
   * @param made at least 1
   */
  record Failures(long failed, long made) {
    double rate() {
      return (double) failed / made;
    }

    @Override
    public String toString() {
      return failed + " of " + made;
    }
  }

  /** Looks once more. */
  void look() {
    looks++;
  }

  long looks() {
    return looks;
  }

  /** What the present look is granted. */
  private double chance() {
    return rules.falseAlarms()
        / ((double) looks * (looks + 1))
        / (rules.slower().isPresent() ? 2 : 1);
  }

  /**
   * Whether one fails more often.
   *
   * @param how what happened to those that failed
   * @return why it is taken back; null if it is not
   */
  @Nullable Rollback failing(Failures canary, Failures others, String how, Instant now) {
    boolean fails =
        canary.rate() - others.rate() > rules.moreErrors()
            && FisherTest.atLeast(canary.failed(), canary.made(), others.failed(), others.made())
                <= chance();
    return fails
        ? new Rollback(
            Rollback.Cause.ERRORS,
            canary + " attempts " + how + ", " + others + " at the other targets",
            now)
        : null;
  }

  /**
   * Whether one is slower than it may; never if that is not looked at.
   *
   * @param besides what else there is to say
   * @return why it is taken back; null if it is not
   */
  @Nullable Rollback slow(TimesHistogram here, TimesHistogram there, String besides, Instant now) {
    double slower = rules.slower().orElse(Double.POSITIVE_INFINITY);
    long most = there.quantileNanos(rules.quantile());
    long found = here.quantileNanos(rules.quantile());
    if (found <= slower * most) {
      return null;
    }
    int step = TimesHistogram.quantileStep(here, there, rules.quantile());
    if (FisherTest.atLeast(here.above(step), here.total(), there.above(step), there.total())
        > chance()) {
      return null;
    }
    return new Rollback(
        Rollback.Cause.LATENCY,
        String.format(
            Locale.ROOT,
            "first output within %.0f ms at the %.0fth percentile, %.0f ms at the other targets%s",
            found / MILLIS,
            rules.quantile() * 100,
            most / MILLIS,
            besides),
        now);
  }
}
