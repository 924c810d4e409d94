package io.colophon.throttling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The limits that bind one caller, looked up once. Thread-safe. */
public final class LimitChain {

  /** What was looked up under one set of rules; {@code full} when there was no room for a limit. */
  private record Resolved(RuleSet rules, Limit[] limits, Decision.@Nullable Refused full) {}

  private final Limits owner;
  private final List<String> subjects;
  private volatile @Nullable Resolved resolved;

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
    Resolved now = resolve(nowNanos, nowEpochMillis);
    if (now.full() != null) {
      return now.full();
    }
    Limit[] limits = now.limits();
    long[] amounts = new long[limits.length];
    for (int i = 0; i < limits.length; i++) {
      amounts[i] = demand.amounts().known(limits[i].dimension());
    }
    Decision refused = holdAll(limits, amounts, nowNanos, nowEpochMillis);
    if (refused != null && owner.open().expireIfDue(nowNanos, nowEpochMillis) > 0) {
      refused = holdAll(limits, amounts, nowNanos, nowEpochMillis);
    }
    if (refused != null) {
      return refused;
    }
    Hold hold = new Hold(owner.open(), demand, limits, amounts, nowNanos);
    hold.begin(nowNanos, nowEpochMillis);
    return new Decision.Granted(hold);
  }

  /**
   * What is settled and held of each of these limits now, in the order in which they are asked;
   * empty where none applies.
   */
  public List<LimitUsage> usage(long nowNanos, long nowEpochMillis) {
    List<LimitUsage> usage = new ArrayList<>();
    for (Limit limit : resolve(nowNanos, nowEpochMillis).limits()) {
      usage.add(limit.usage(nowNanos, nowEpochMillis));
    }
    return usage;
  }

  /** Holds all and gives null, or holds nothing and says who refused. */
  static @Nullable Decision holdAll(Limit[] limits, long[] amounts, long nowNanos, long nowMillis) {
    for (int i = 0; i < limits.length; i++) {
      if (!limits[i].hold(amounts[i], nowNanos, nowMillis)) {
        for (int j = i - 1; j >= 0; j--) {
          limits[j].spend(amounts[j], 0, nowNanos, nowMillis);
        }
        return Refusals.of(limits, amounts, i, nowNanos, nowMillis);
      }
    }
    return null;
  }

  void charge(Amounts amounts, long atNanos, long atMillis) {
    Resolved now = resolve(atNanos, atMillis);
    if (now.full() != null) {
      throw new IllegalStateException(
          "no room to remember what " + now.full().subject() + " has used");
    }
    for (Limit limit : now.limits()) {
      if (limit.dimension() != Dimension.CONCURRENCY) {
        limit.charge(amounts.known(limit.dimension()), atNanos, atMillis);
      }
    }
  }

  private Resolved resolve(long nowNanos, long nowMillis) {
    Resolved known = resolved;
    if (known != null && known.rules() == owner.rules()) {
      return known;
    }
    RuleSet rules = owner.rules();
    List<Limit> limits = new ArrayList<>();
    for (String subject : subjects) {
      for (LimitRule rule : rules.of(subject)) {
        Limit limit = owner.cells().limit(rule, subject, nowNanos, nowMillis);
        if (limit == null) {
          return new Resolved(rules, new Limit[0], full(rule, subject));
        }
        limits.add(limit);
      }
    }
    for (LimitRule rule : rules.of("*")) {
      Limit limit = owner.cells().limit(rule, "*", nowNanos, nowMillis);
      if (limit == null) {
        return new Resolved(rules, new Limit[0], full(rule, "*"));
      }
      limits.add(limit);
    }
    Resolved fresh = new Resolved(rules, limits.toArray(new Limit[0]), null);
    resolved = fresh;
    return fresh;
  }

  private static Decision.Refused full(LimitRule rule, String subject) {
    return new Decision.Refused(rule, subject, 0, 0, new RetryAfter.WhenHoldsEnd());
  }
}
