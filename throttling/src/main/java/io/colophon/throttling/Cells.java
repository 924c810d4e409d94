package io.colophon.throttling;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The states of all limits, by subject, dimension and window; bounded. Thread-safe. */
final class Cells {
  private static final long SWEEP_PAUSE_NANOS = 1_000_000_000L;

  private final ConcurrentHashMap<Cell.Key, Cell> cells = new ConcurrentHashMap<>();
  private final int most;
  private volatile RuleSet rules;
  private volatile long nextSweepNanos;
  private volatile boolean sweptInVain;

  Cells(RuleSet rules, int most) {
    this.rules = rules;
    this.most = most;
  }

  /**
   * The limit that this rule is for this subject, with the state it has had so far; null when there
   * is no room to remember one subject more.
   */
  @Nullable Limit limit(LimitRule rule, String subject, long nowNanos, long nowMillis) {
    Cell.Key key = new Cell.Key(subject, rule.dimension(), rule.per());
    Cell cell = cells.get(key);
    if (cell == null) {
      if (cells.size() >= most && !sweep(nowNanos, nowMillis)) {
        return null;
      }
      cell = cells.computeIfAbsent(key, any -> new Cell());
    }
    return Limit.of(rule, subject, this, cell);
  }

  /** A new cell for a limit whose cell was thrown away while somebody still had the limit. */
  Cell again(Limit limit) {
    Cell.Key key = new Cell.Key(limit.subject(), limit.dimension(), limit.rule().per());
    return cells.computeIfAbsent(key, any -> new Cell());
  }

  /** Throws away what remembers nothing; false when all is in use. */
  private boolean sweep(long nowNanos, long nowMillis) {
    if (sweptInVain && nowNanos - nextSweepNanos < 0) {
      return false;
    }
    int before = cells.size();
    cells.forEach(
        (key, cell) -> {
          LimitState state = cell.get();
          if (isIdle(key, cell, state, nowNanos, nowMillis)
              && cell.compareAndSet(state, LimitState.RETIRED)) {
            cells.remove(key, cell);
          }
        });
    sweptInVain = cells.size() >= before;
    nextSweepNanos = nowNanos + SWEEP_PAUSE_NANOS;
    return cells.size() < most;
  }

  private boolean isIdle(Cell.Key key, Cell cell, LimitState state, long nowNanos, long nowMillis) {
    LimitRule rule = rules.rule(key);
    return rule == null
        ? state.held() == 0
        : Limit.of(rule, key.subject(), this, cell)
            .refreshed(state, nowNanos, nowMillis)
            .remembersNothing();
  }

  RuleSet rules() {
    return rules;
  }

  /** Goes on under other rules and forgets what is used of limits that are no longer declared. */
  void replace(RuleSet next) {
    rules = next;
    cells.keySet().removeIf(key -> next.rule(key) == null);
  }

  List<LimitUsage> usage(long nowNanos, long nowMillis) {
    List<LimitUsage> usage = new ArrayList<>();
    cells.forEach(
        (key, cell) -> {
          LimitRule rule = rules.rule(key);
          if (rule != null) {
            usage.add(Limit.of(rule, key.subject(), this, cell).usage(nowNanos, nowMillis));
          }
        });
    return usage;
  }
}
