package io.colophon.throttling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The limits that bind one caller, looked up once. Thread-safe. */
public final class LimitChain {

  private static final int CONCURRENCY = Dimension.CONCURRENCY.ordinal();

  private final Limits owner;
  private final List<String> subjects;
  private volatile @Nullable Bound resolved;

  LimitChain(Limits owner, Collection<String> subjects) {
    this.owner = owner;
    this.subjects = List.copyOf(subjects);
  }

  /**
   * Holds the demand on every limit, or on none. Never waits.
   *
   * @param nowNanos elapsed time
   * @param nowEpochMillis wall clock
   */
  public Decision acquire(Demand demand, long nowNanos, long nowEpochMillis) {
    return acquire(hold(), demand, nowNanos, nowEpochMillis);
  }

  /** A hold to be kept by the caller and used again and again, for one demand after the other. */
  public Hold hold() {
    return new Hold(owner.lanes(), Bound.NOTHING, false);
  }

  /**
   * Room that one thread holds in advance, so that most of its demands touch nothing shared.
   *
   * @param owner shown to operators
   * @param dimension what is demanded; not concurrency
   * @param chunk how much is held in advance at most, in the dimension's unit; at least 1
   * @param lease after how long what is held in advance counts as spent unless it was renewed
   */
  public Allotment allotment(String owner, Dimension dimension, long chunk, Duration lease) {
    return new Allotment(
        this, new Hold(this.owner.lanes(), Bound.NOTHING, true), owner, dimension, chunk, lease);
  }

  /**
   * Does the same with a hold that the caller has already, so that nothing is allocated.
   *
   * @param into of {@link #hold}; new, or ended and in nobody else's hands
   * @return granted with {@code into}, or why not; {@code into} can then be used again
   * @throws IllegalStateException if the hold has not ended
   */
  public Decision acquire(Hold into, Demand demand, long nowNanos, long nowEpochMillis) {
    Bound by = resolve(nowNanos, nowEpochMillis);
    if (by.full != null) {
      return by.full;
    }
    int full = into.take(by, demand, nowNanos, nowEpochMillis);
    boolean expired = false;
    for (int tries = 0; full >= 0; tries++) {
      boolean again = tries < by.mostRecalls() && by.recall(full, into.asked()[full]);
      if (!again && !expired) {
        expired = true;
        again = owner.lanes().expireIfDue(nowNanos, nowEpochMillis) > 0;
      }
      if (!again) {
        return Refusals.of(by.limits, into.asked(), full, nowNanos, nowEpochMillis);
      }
      full = into.take(by, demand, nowNanos, nowEpochMillis);
    }
    return into.granted();
  }

  /**
   * Counts amounts as used on every limit that has room for them, or on none: for what is certain
   * when it is admitted, so that there is nothing to hold and settle. Slots are not touched. Never
   * waits.
   *
   * @return null when it was counted; otherwise who refused, or pending
   */
  public @Nullable Decision spend(Amounts used, long nowNanos, long nowEpochMillis) {
    Bound by = resolve(nowNanos, nowEpochMillis);
    if (by.full != null) {
      return by.full;
    }
    int full = by.spendNow(owner.lanes(), used, nowNanos, nowEpochMillis);
    return full < 0 ? null : spendAgain(by, full, used, nowNanos, nowEpochMillis);
  }

  private @Nullable Decision spendAgain(
      Bound by, int first, Amounts used, long nowNanos, long nowMillis) {
    long[] amounts = by.spendable(used, new long[by.limits.length]);
    int full = first;
    boolean expired = false;
    for (int tries = 0; full >= 0; tries++) {
      boolean again = tries < by.mostRecalls() && by.recall(full, amounts[full]);
      if (!again && !expired) {
        expired = true;
        again = owner.lanes().expireIfDue(nowNanos, nowMillis) > 0;
      }
      if (!again) {
        return Refusals.of(by.limits, amounts, full, nowNanos, nowMillis);
      }
      full = by.spendNow(owner.lanes(), used, nowNanos, nowMillis);
    }
    return null;
  }

  /**
   * What is settled and held of each of these limits now, in the order in which they are asked;
   * empty where none applies.
   */
  public List<LimitUsage> usage(long nowNanos, long nowEpochMillis) {
    List<LimitUsage> usage = new ArrayList<>();
    for (Limit limit : resolve(nowNanos, nowEpochMillis).limits) {
      usage.add(limit.usage(nowNanos, nowEpochMillis));
    }
    return usage;
  }

  void charge(Amounts amounts, long atNanos, long atMillis) {
    Bound now = resolve(atNanos, atMillis);
    if (now.full != null) {
      throw new IllegalStateException(
          "no room to remember what " + now.full.subject() + " has used");
    }
    for (Limit limit : now.limits) {
      if (limit.dimensionIndex != CONCURRENCY) {
        limit.charge(amounts.known(limit.dimensionIndex), atNanos, atMillis);
      }
    }
  }

  private Bound resolve(long nowNanos, long nowMillis) {
    Bound known = resolved;
    if (known != null && known.rules == owner.rules()) {
      return known;
    }
    RuleSet rules = owner.rules();
    List<Limit> limits = new ArrayList<>();
    for (String subject : subjects) {
      for (LimitRule rule : rules.of(subject)) {
        Limit limit = owner.cells().limit(rule, subject, nowNanos, nowMillis);
        if (limit == null) {
          return new Bound(rules, new Limit[0], full(rule, subject));
        }
        limits.add(limit);
      }
    }
    for (LimitRule rule : rules.of("*")) {
      Limit limit = owner.cells().limit(rule, "*", nowNanos, nowMillis);
      if (limit == null) {
        return new Bound(rules, new Limit[0], full(rule, "*"));
      }
      limits.add(limit);
    }
    Bound fresh = new Bound(rules, limits.toArray(new Limit[0]), null);
    resolved = fresh;
    return fresh;
  }

  private static Decision.Refused full(LimitRule rule, String subject) {
    return new Decision.Refused(rule, subject, 0, 0, new RetryAfter.WhenHoldsEnd());
  }
}
