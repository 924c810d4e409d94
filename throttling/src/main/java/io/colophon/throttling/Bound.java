package io.colophon.throttling;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The limits that bind one caller under one set of rules, and how a demand is held on all of them
 * or on none.
 */
final class Bound {
  static final Bound NOTHING = new Bound(new RuleSet(List.of()), new Limit[0], null);

  private static final int CONCURRENCY = Dimension.CONCURRENCY.ordinal();

  final RuleSet rules;
  final Limit[] limits;

  /** The same limits where this process keeps them alone; null where they are shared. */
  final @Nullable LocalLimit[] local;

  /** The only limit, where there is one and it can be spent. */
  private final @Nullable LocalLimit single;

  /** Said to everybody when there was no room to remember one of the limits. */
  final Decision.@Nullable Refused full;

  Bound(RuleSet rules, Limit[] limits, Decision.@Nullable Refused full) {
    this.rules = rules;
    this.limits = limits;
    this.full = full;
    this.local = new LocalLimit[limits.length];
    for (int i = 0; i < limits.length; i++) {
      local[i] = limits[i] instanceof LocalLimit own ? own : null;
    }
    LocalLimit only = limits.length == 1 ? local[0] : null;
    this.single = only == null || only.dimensionIndex == CONCURRENCY ? null : only;
  }

  /**
   * Inside a lane: holds every amount and gives -1, or holds nothing and gives the index of the
   * first limit that has no room.
   */
  int hold(Lane lane, long[] amounts, long nowNanos, long nowMillis) {
    for (int i = 0; i < limits.length; i++) {
      LocalLimit own = local[i];
      if (own != null
          ? !own.hold(lane, amounts[i], nowNanos, nowMillis)
          : !limits[i].hold(amounts[i], nowNanos, nowMillis)) {
        for (int j = i - 1; j >= 0; j--) {
          spend(lane, j, amounts[j], 0, nowNanos, nowMillis);
        }
        return i;
      }
    }
    return -1;
  }

  /** Holds and spends at once; gives what {@link #hold} gives. Not inside a lane. */
  int spendNow(Lanes lanes, Amounts used, long nowNanos, long nowMillis) {
    Lane lane = lanes.enter();
    try {
      if (single != null) {
        long amount = used.known(single.dimensionIndex);
        return single.take(lane, amount, nowNanos, nowMillis) ? -1 : 0;
      }
      long[] amounts = spendable(used, lane.scratch(limits.length));
      int full = hold(lane, amounts, nowNanos, nowMillis);
      if (full < 0) {
        for (int i = 0; i < limits.length; i++) {
          spend(lane, i, amounts[i], amounts[i], nowNanos, nowMillis);
        }
      }
      return full;
    } finally {
      lane.leave();
    }
  }

  /** What is to be spent of each limit; a slot is never spent. */
  long[] spendable(Amounts used, long[] amounts) {
    for (int i = 0; i < limits.length; i++) {
      int dimension = limits[i].dimensionIndex;
      amounts[i] = dimension == CONCURRENCY ? 0 : used.known(dimension);
    }
    return amounts;
  }

  /** Inside a lane. */
  void spend(Lane lane, int i, long unheld, long used, long nowNanos, long nowMillis) {
    if ((unheld | used) == 0) {
      return;
    }
    LocalLimit own = local[i];
    if (own != null) {
      own.spend(lane, unheld, used, nowNanos, nowMillis);
    } else {
      limits[i].spend(unheld, used, nowNanos, nowMillis);
    }
  }

  /**
   * Whether it is worth to try again after this limit had no room: lanes may have given back what
   * they held in advance. Not inside a lane.
   */
  boolean recall(int i, long amount) {
    LocalLimit own = local[i];
    return own != null && amount <= own.capacity() && own.recall();
  }

  /** How often a demand is tried again at most before it is refused. */
  int mostRecalls() {
    return limits.length + 4;
  }
}
