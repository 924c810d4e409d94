package io.colophon.gateway.routing.canary;

import java.time.Instant;
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
 * <p>Attempts under way count too. Those that wait for their first output for longer than they may
 * are slow already, on either side, and those whose first output came are known as well; so five of
 * the canary's that hang are a reason for a look, and twice as many for the next, long before they
 * end. Where slowness is not looked at they count as failures, and only if they wait {@value
 * #HANGS} times as long as the others' quantile, in which nothing at all came from the canary.
 *
 * <p>What is taken back stays so: a new trial is a new object. Thread-safe; time is passed in.
 */
public final class CanaryTrial {
  /** Where slowness is not looked at: so many times as long as the others is no answer at all. */
  private static final double HANGS = 20;

  /** So many that wait too long at once are a reason for a look. */
  private static final int FEW = 5;

  /** With fewer of the others their quantile says little. */
  private static final int FEWEST_OTHERS = 20;

  /** So many attempts since the last look, when the canary asks to be left alone. */
  private static final int FEW_LIMITED = 3;

  /** The others' quantile changes slowly, and is asked for at each event. */
  private static final long QUANTILE_NANOS = 1_000_000_000L;

  private final String name;
  private final double share;
  private final TrialRules rules;

  // Guarded by this.
  private final Side canary;
  private final Side others;
  private final Comparison comparison;
  private int overdueForLook = FEW;
  private boolean limitKnown;
  private long limitNanos;
  private long limitAtNanos;
  private int sinceLook;
  private volatile @Nullable Rollback rollback;

  /**
   * @param name route and target; makes its draws independent of others
   * @param share of the requests that it takes, 0 to 1
   */
  public CanaryTrial(String name, double share, TrialRules rules) {
    this.name = name;
    this.share = share;
    this.rules = rules;
    this.canary = new Side(rules.windowNanos());
    this.others = new Side(rules.windowNanos());
    this.comparison = new Comparison(rules);
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

  private Side side(boolean atCanary) {
    return atCanary ? canary : others;
  }

  /** An attempt begins; its end is told by {@link OpenAttempt#over} in any case. */
  OpenAttempt began(boolean atCanary, long nowNanos) {
    OpenAttempt attempt = new OpenAttempt(this, atCanary, nowNanos);
    synchronized (this) {
      side(atCanary).open().began(attempt);
    }
    return attempt;
  }

  synchronized void firstOutput(OpenAttempt attempt, long nowNanos) {
    side(attempt.atCanary()).open().firstOutput(attempt, nowNanos);
  }

  synchronized void over(OpenAttempt attempt) {
    side(attempt.atCanary()).open().over(attempt);
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
      side(atCanary).ended().add(failed, firstOutputNanos, nowNanos);
      side(!atCanary).ended().forget(nowNanos);
      sinceLook += atCanary ? 1 : 0;
      return rollback != null || !isTimeToLook() ? Optional.empty() : look(now);
    }
  }

  private boolean isTimeToLook() {
    return sinceLook >= rules.minimumAttempts()
        && canary.ended().attempts() >= rules.minimumAttempts()
        && others.ended().attempts() >= rules.minimumAttempts();
  }

  /**
   * The canary is left alone at the moment: ejected, or its circuit is open. Looks at once if it
   * has made an attempt since the last look; of a small number only a clear difference tells.
   *
   * @return why it is taken back, if that is now
   */
  public Optional<Rollback> leftAlone(long nowNanos, Instant now) {
    return leftAlone(1, nowNanos, now);
  }

  /**
   * The canary refused because of too many requests, and asks to be left alone: few attempts
   * follow. Looks if it has made a few since the last look; whether the others are refused as well
   * decides.
   *
   * @return why it is taken back, if that is now
   */
  public Optional<Rollback> limited(long nowNanos, Instant now) {
    return leftAlone(FEW_LIMITED, nowNanos, now);
  }

  private Optional<Rollback> leftAlone(int atLeast, long nowNanos, Instant now) {
    if (rollback != null) {
      return Optional.empty();
    }
    synchronized (this) {
      forget(nowNanos);
      boolean known =
          sinceLook >= atLeast && canary.ended().attempts() > 0 && others.ended().attempts() > 0;
      return rollback != null || !known ? Optional.empty() : look(now);
    }
  }

  private void forget(long nowNanos) {
    canary.ended().forget(nowNanos);
    others.ended().forget(nowNanos);
  }

  private Optional<Rollback> look(Instant now) {
    sinceLook = 0;
    comparison.look();
    Rollback found = comparison.failing(canary.failures(), others.failures(), "failed", now);
    if (found == null) {
      found = comparison.slow(canary.ended().times(), others.ended().times(), "", now);
    }
    rollback = found;
    return Optional.ofNullable(found);
  }

  /**
   * Looks at the attempts under way, if enough of the canary's wait for too long.
   *
   * @return why it is taken back, if that is now
   */
  public Optional<Rollback> waiting(long nowNanos, Instant now) {
    if (rollback != null) {
      return Optional.empty();
    }
    synchronized (this) {
      int enough = Math.min(rules.minimumAttempts(), FEWEST_OTHERS);
      if (canary.open().waiting() < FEW || others.ended().attempts() < enough) {
        return Optional.empty();
      }
      long limit = limitNanos(nowNanos);
      int overdue = canary.open().overdue(limit, nowNanos);
      if (overdue == 0) {
        overdueForLook = FEW;
      }
      if (rollback != null || overdue < overdueForLook || !looksBad(limit, nowNanos)) {
        return Optional.empty();
      }
      overdueForLook = 2 * overdue;
      forget(nowNanos);
      comparison.look();
      Rollback found = lookAtWaiting(limit, overdue, nowNanos, now);
      rollback = found;
      return Optional.ofNullable(found);
    }
  }

  /** What an attempt may wait before it is overdue; 0 while the others have put out nothing. */
  private long limitNanos(long nowNanos) {
    if (!limitKnown || nowNanos - limitAtNanos >= QUANTILE_NANOS) {
      limitKnown = true;
      limitAtNanos = nowNanos;
      double longest = others.ended().times().quantileNanos(rules.quantile());
      limitNanos = (long) (rules.slower().orElse(HANGS) * longest);
    }
    return limitNanos;
  }

  /** Without this a look, which makes the next ones less sharp, would be wasted. */
  private boolean looksBad(long limit, long nowNanos) {
    if (limit <= 0) {
      return false;
    }
    return rules.slower().isPresent()
        ? canary.timesAt(limit, nowNanos).quantileNanos(rules.quantile()) > limit
        : !canary.open().hasAnsweredWithin(limit, nowNanos);
  }

  private @Nullable Rollback lookAtWaiting(long limit, int overdue, long nowNanos, Instant now) {
    return rules.slower().isPresent()
        ? comparison.slow(
            canary.timesAt(limit, nowNanos),
            others.timesAt(limit, nowNanos),
            "; " + overdue + " still wait",
            now)
        : comparison.failing(
            canary.failuresAt(limit, nowNanos),
            others.failuresAt(limit, nowNanos),
            "failed or hang",
            now);
  }

  /** How both sides stand, of what the window holds. */
  public synchronized Standing standing() {
    return new Standing(
        canary.ended().attempts(),
        canary.ended().failures(),
        others.ended().attempts(),
        others.ended().failures(),
        comparison.looks());
  }

  /**
   * Attempts and failures in the window.
   *
   * @param looks how often they were compared
   */
  public record Standing(
      long attempts, long failures, long otherAttempts, long otherFailures, long looks) {}
}
