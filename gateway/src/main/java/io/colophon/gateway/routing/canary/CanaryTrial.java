package io.colophon.gateway.routing.canary;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares a new target with the others of its route, and takes it back when it is worse. It looks
 * whenever the canary has made so many attempts more, and both sides have so many in the window,
 * and at once when the canary is left alone for its failures, since few attempts follow then. At a
 * look two things must hold: the difference is larger than what is allowed, and Fisher's exact test
 * says that chance makes such a one rarely enough. Each look is a chance of a false alarm, so that
 * the j-th one is granted {@code falseAlarms / (j (j + 1))} of it: together no more than {@code
 * falseAlarms}, however long the trial lasts. For times, those are counted that lie above the
 * quantile of both sides together (Mood's test; A. M. Mood, Introduction to the Theory of
 * Statistics, 1950), which asks nothing of how they are spread.
 *
 * <p>What is taken back stays so: a new trial is a new object. Thread-safe; time is passed in.
 */
public final class CanaryTrial {
  private static final double MILLIS = 1e6;

  private final String name;
  private final double share;
  private final TrialRules rules;

  // Guarded by this.
  private final AttemptWindow canary;
  private final AttemptWindow others;
  private int sinceLook;
  private long looks;
  private volatile @Nullable Rollback rollback;

  /**
   * @param name route and target; makes its draws independent of others
   * @param share of the requests that it takes, 0 to 1
   */
  public CanaryTrial(String name, double share, TrialRules rules) {
    this.name = name;
    this.share = share;
    this.rules = rules;
    this.canary = new AttemptWindow(rules.windowNanos());
    this.others = new AttemptWindow(rules.windowNanos());
  }

  /** Route and target. */
  public String name() {
    return name;
  }

  public double share() {
    return share;
  }

  /** Why it was taken back; empty while it runs. */
  public Optional<Rollback> rollback() {
    return Optional.ofNullable(rollback);
  }

  /**
   * Counts an attempt that has ended and says something of its target.
   *
   * @param atCanary whether it was made at the canary
   * @param firstOutputNanos from its begin to the first output; negative if there was none
   * @param nowNanos on a clock that only counts on
   * @param now the same for people
   * @return why it is taken back, if that is now
   */
  public Optional<Rollback> ended(
      boolean atCanary, boolean failed, long firstOutputNanos, long nowNanos, Instant now) {
    if (rollback != null) {
      return Optional.empty();
    }
    synchronized (this) {
      (atCanary ? canary : others).add(failed, firstOutputNanos, nowNanos);
      (atCanary ? others : canary).forget(nowNanos);
      sinceLook += atCanary ? 1 : 0;
      if (rollback != null || !isTimeToLook()) {
        return Optional.empty();
      }
      return lookNow(now);
    }
  }

  /**
   * The canary is left alone at the moment: ejected, or its circuit is open. Looks at once if it
   * has made an attempt since the last look; of a small number only a clear difference tells.
   *
   * @return why it is taken back, if that is now
   */
  public Optional<Rollback> leftAlone(long nowNanos, Instant now) {
    if (rollback != null) {
      return Optional.empty();
    }
    synchronized (this) {
      canary.forget(nowNanos);
      others.forget(nowNanos);
      boolean known = sinceLook > 0 && canary.attempts() > 0 && others.attempts() > 0;
      return rollback != null || !known ? Optional.empty() : lookNow(now);
    }
  }

  private Optional<Rollback> lookNow(Instant now) {
    sinceLook = 0;
    looks++;
    Rollback found = look(now);
    rollback = found;
    return Optional.ofNullable(found);
  }

  private boolean isTimeToLook() {
    return sinceLook >= rules.minimumAttempts()
        && canary.attempts() >= rules.minimumAttempts()
        && others.attempts() >= rules.minimumAttempts();
  }

  private @Nullable Rollback look(Instant now) {
    double chance =
        rules.falseAlarms() / ((double) looks * (looks + 1)) / (rules.slower().isPresent() ? 2 : 1);
    if (fails(chance)) {
      return new Rollback(
          Rollback.Cause.ERRORS,
          String.format(
              Locale.ROOT,
              "%d of %d attempts failed, %d of %d at the other targets",
              canary.failures(),
              canary.attempts(),
              others.failures(),
              others.attempts()),
          now);
    }
    if (rules.slower().isPresent() && isSlow(rules.slower().getAsDouble(), chance)) {
      return new Rollback(
          Rollback.Cause.LATENCY,
          String.format(
              Locale.ROOT,
              "first output within %.0f ms at the %.0fth percentile, %.0f ms at the other targets",
              canary.times().quantileNanos(rules.quantile()) / MILLIS,
              rules.quantile() * 100,
              others.times().quantileNanos(rules.quantile()) / MILLIS),
          now);
    }
    return null;
  }

  private boolean fails(double chance) {
    return canary.failureRate() - others.failureRate() > rules.moreErrors()
        && FisherTest.atLeast(
                canary.failures(), canary.attempts(), others.failures(), others.attempts())
            <= chance;
  }

  private boolean isSlow(double slower, double chance) {
    TimesHistogram here = canary.times();
    TimesHistogram there = others.times();
    if (here.quantileNanos(rules.quantile()) <= slower * there.quantileNanos(rules.quantile())) {
      return false;
    }
    int step = TimesHistogram.quantileStep(here, there, rules.quantile());
    return FisherTest.atLeast(here.above(step), here.total(), there.above(step), there.total())
        <= chance;
  }

  /** How both sides stand, of what the window holds. */
  public synchronized Standing standing() {
    return new Standing(
        canary.attempts(), canary.failures(), others.attempts(), others.failures(), looks);
  }

  /**
   * Attempts and failures in the window.
   *
   * @param looks how often they were compared
   */
  public record Standing(
      long attempts, long failures, long otherAttempts, long otherFailures, long looks) {}
}
