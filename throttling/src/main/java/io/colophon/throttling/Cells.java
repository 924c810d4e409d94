package io.colophon.throttling;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All limits that anybody has met, by subject, dimension and window; bounded. Thread-safe. */
final class Cells {
  private static final long SWEEP_PAUSE_NANOS = 1_000_000_000L;

  private final ConcurrentHashMap<Key, Limit> limits = new ConcurrentHashMap<>();
  private final Sharing sharing;
  private final int most;
  private final Lanes lanes;
  private final long fewestForLots;
  private volatile RuleSet rules;
  private volatile long nextSweepNanos;
  private volatile boolean sweptInVain;

  /**
   * Which limit it is.
   *
   * @param subject whom it binds, without wildcard except for {@code *}
   */
  record Key(String subject, Dimension dimension, Window per) {
    static Key of(LimitRule rule, String subject) {
      return new Key(subject, rule.dimension(), rule.per());
    }
  }

  /**
   * @param inAdvance whether lanes may hold parts of a limit in advance
   */
  Cells(RuleSet rules, int most, Sharing sharing, Lanes lanes, boolean inAdvance) {
    this.rules = rules;
    this.most = most;
    this.sharing = sharing;
    this.lanes = lanes;
    this.fewestForLots = inAdvance ? Lots.fewest(lanes.count()) : Long.MAX_VALUE;
  }

  Lanes lanes() {
    return lanes;
  }

  /** How large a limit must be for lanes to hold parts of it in advance. */
  long fewestForLots() {
    return fewestForLots;
  }

  /**
   * The limit that this rule is for this subject, with the state it has had so far; null when there
   * is no room to remember one subject more.
   */
  @Nullable Limit limit(LimitRule rule, String subject, long nowNanos, long nowMillis) {
    Key key = Key.of(rule, subject);
    Limit limit = limits.get(key);
    if (limit != null && limit.rule().equals(rule)) {
      return limit;
    }
    if (limit == null && limits.size() >= most && !sweep(nowNanos, nowMillis)) {
      return null;
    }
    return limits.compute(key, (any, before) -> made(rule, subject, before));
  }

  private Limit made(LimitRule rule, String subject, @Nullable Limit before) {
    if (before != null && before.rule().equals(rule)) {
      return before;
    }
    Limit shared = sharing.limit(rule, subject, before);
    if (shared != null) {
      return shared;
    }
    return before instanceof LocalLimit own
        ? own.under(rule)
        : LocalLimit.of(rule, subject, this, new Cell());
  }

  /** A new cell for a limit whose cell was thrown away while somebody still had the limit. */
  Cell again(LocalLimit old) {
    Limit now =
        limits.compute(
            Key.of(old.rule(), old.subject()),
            (any, before) ->
                before instanceof LocalLimit own && own.cell().get() != LimitState.RETIRED
                    ? own
                    : LocalLimit.of(old.rule(), old.subject(), this, new Cell()));
    return ((LocalLimit) now).cell();
  }

  /** Throws away what remembers nothing; false when all is in use. */
  private boolean sweep(long nowNanos, long nowMillis) {
    if (sweptInVain && nowNanos - nextSweepNanos < 0) {
      return false;
    }
    int before = limits.size();
    limits.forEach(
        (key, limit) -> {
          if (limit.forget(nowNanos, nowMillis)) {
            limits.remove(key, limit);
          }
        });
    sweptInVain = limits.size() >= before;
    nextSweepNanos = nowNanos + SWEEP_PAUSE_NANOS;
    return limits.size() < most;
  }

  RuleSet rules() {
    return rules;
  }

  /** Goes on under other rules and forgets what is used of limits that are no longer declared. */
  void replace(RuleSet next) {
    rules = next;
    limits.replaceAll(
        (key, limit) -> {
          LimitRule rule = next.rule(key);
          return rule == null ? limit : made(rule, key.subject(), limit);
        });
    limits.keySet().removeIf(key -> next.rule(key) == null);
  }

  List<LimitUsage> usage(long nowNanos, long nowMillis) {
    List<LimitUsage> usage = new ArrayList<>();
    limits.forEach(
        (key, limit) -> {
          if (rules.rule(key) != null) {
            usage.add(limit.usage(nowNanos, nowMillis));
          }
        });
    return usage;
  }
}
