package io.colophon.throttling;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The limits that bind one caller under one set of rules, and how a demand is held on all of them
 * or on none.
 */
final class Bound {
  static final Bound NOTHING = new Bound(new RuleSet(List.of()), new Limit[0], null);

  private static final int REQUESTS = Dimension.REQUESTS.ordinal();
  private static final int CONCURRENCY = Dimension.CONCURRENCY.ordinal();

  final RuleSet rules;
  final Limit[] limits;

  /** The same limits where this process keeps them alone; null where they are shared. */
  final @Nullable LocalLimit[] local;

  /** The dimension of each, by its ordinal. */
  final int[] dimensions;

  /** Whether any limits requests, which are spent by the grant. */
  final boolean hasRequests;

  /** Whether any is shared; those may call out, and are never touched inside a lane. */
  final boolean hasShared;

  /** The only limit, where there is one and it can be spent. */
  private final @Nullable LocalLimit single;

  /** Said to everybody when there was no room to remember one of the limits. */
  final Decision.@Nullable Refused full;

  Bound(RuleSet rules, Limit[] limits, Decision.@Nullable Refused full) {
    this.rules = rules;
    this.limits = limits;
    this.full = full;
    this.local = new LocalLimit[limits.length];
    this.dimensions = new int[limits.length];
    boolean shared = false;
    boolean requests = false;
    for (int i = 0; i < limits.length; i++) {
      local[i] = limits[i] instanceof LocalLimit own ? own : null;
      shared |= local[i] == null;
      dimensions[i] = limits[i].dimensionIndex;
      requests |= dimensions[i] == REQUESTS;
    }
    this.hasShared = shared;
    this.hasRequests = requests;
    LocalLimit only = limits.length == 1 ? local[0] : null;
    this.single = only == null || only.dimensionIndex == CONCURRENCY ? null : only;
  }

  /**
   * Inside a lane: holds every amount on the limits of this process and gives -1, or holds nothing
   * and gives the index of the first limit that has no room.
   */
  int hold(Lane lane, long[] amounts, long nowNanos, long nowMillis) {
    LocalLimit[] local = this.local;
    for (int i = 0; i < local.length; i++) {
      LocalLimit own = local[i];
      if (own != null && !own.hold(lane, amounts[i], nowNanos, nowMillis)) {
        for (int j = i - 1; j >= 0; j--) {
          LocalLimit before = local[j];
          if (before != null && amounts[j] != 0) {
            before.spend(lane, amounts[j], 0, nowNanos, nowMillis);
          }
        }
        return i;
      }
    }
    return -1;
  }

  /** The same on the shared limits. Not inside a lane. */
  int holdShared(long[] amounts, long nowNanos, long nowMillis) {
    if (hasShared) {
      for (int i = 0; i < limits.length; i++) {
        if (local[i] == null && !limits[i].hold(amounts[i], nowNanos, nowMillis)) {
          giveBackShared(amounts, i, nowNanos, nowMillis);
          return i;
        }
      }
    }
    return -1;
  }

  void giveBackShared(long[] amounts, long nowNanos, long nowMillis) {
    if (hasShared) {
      giveBackShared(amounts, limits.length, nowNanos, nowMillis);
    }
  }

  private void giveBackShared(long[] amounts, int before, long nowNanos, long nowMillis) {
    for (int i = 0; i < before; i++) {
      if (local[i] == null) {
        limits[i].spend(amounts[i], 0, nowNanos, nowMillis);
      }
    }
  }

  /** Holds and spends at once; gives what {@link #hold} gives. Not inside a lane. */
  int spendNow(Lanes lanes, Amounts used, long nowNanos, long nowMillis) {
    Lane lane = lanes.enter();
    try {
      if (single != null) {
        long amount = used.known(single.dimensionIndex);
        return single.take(lane, amount, nowNanos, nowMillis) ? -1 : 0;
      }
      if (!hasShared) {
        return spendOwn(lane, spendable(used, lane.scratch(limits.length)), nowNanos, nowMillis);
      }
    } finally {
      lane.leave();
    }
    return spendWithShared(lanes, spendable(used, new long[limits.length]), nowNanos, nowMillis);
  }

  private int spendOwn(Lane lane, long[] amounts, long nowNanos, long nowMillis) {
    int full = hold(lane, amounts, nowNanos, nowMillis);
    if (full < 0) {
      for (int i = 0; i < local.length; i++) {
        LocalLimit own = local[i];
        if (own != null && amounts[i] != 0) {
          own.spend(lane, amounts[i], amounts[i], nowNanos, nowMillis);
        }
      }
    }
    return full;
  }

  private int spendWithShared(Lanes lanes, long[] amounts, long nowNanos, long nowMillis) {
    int full = holdShared(amounts, nowNanos, nowMillis);
    if (full >= 0) {
      return full;
    }
    Lane lane = lanes.enter();
    try {
      full = spendOwn(lane, amounts, nowNanos, nowMillis);
    } finally {
      lane.leave();
    }
    if (full >= 0) {
      giveBackShared(amounts, nowNanos, nowMillis);
      return full;
    }
    for (int i = 0; i < limits.length; i++) {
      if (local[i] == null && amounts[i] != 0) {
        limits[i].spend(amounts[i], amounts[i], nowNanos, nowMillis);
      }
    }
    return full;
  }

  /** What is to be spent of each limit; a slot is never spent. */
  long[] spendable(Amounts used, long[] amounts) {
    for (int i = 0; i < limits.length; i++) {
      int dimension = dimensions[i];
      amounts[i] = dimension == CONCURRENCY ? 0 : used.known(dimension);
    }
    return amounts;
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
