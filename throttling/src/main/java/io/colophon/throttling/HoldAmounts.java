package io.colophon.throttling;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a hold has on each of its limits, and what is done to it there. Whoever holds more, spends
 * or gives back has the hold to himself meanwhile: by its monitor, or because it is not granted
 * yet.
 *
 * <p>A class that {@link Hold} extends rather than a part of it, so that a hold stays one object.
 */
abstract class HoldAmounts {
  // What is done to each limit.
  static final int BEGIN = 0;
  static final int SPEND = 1;
  static final int SETTLE = 2;
  static final int FREE_SLOTS = 3;
  static final int GIVE_BACK = 4;

  private static final int REQUESTS = Dimension.REQUESTS.ordinal();
  private static final int CONCURRENCY = Dimension.CONCURRENCY.ordinal();
  private static final long[] NOTHING = {};

  private final Lanes lanes;

  /** Held for demands that are yet to come: requests are not spent by the grant. */
  final boolean inAdvance;

  Bound bound;
  // Per limit: what is still held, what was spent so far, and what an extension asks for.
  long[] held = NOTHING;
  private long[] spent = NOTHING;
  private long[] more = NOTHING;

  // In whose list it is.
  private @Nullable Lane lane;

  HoldAmounts(Lanes lanes, Bound bound, boolean inAdvance) {
    this.lanes = lanes;
    this.bound = bound;
    this.inAdvance = inAdvance;
  }

  /** Begins anew, with nothing on any of these limits. */
  final void prepare(Bound by) {
    if (bound != by) {
      bound = by;
    }
    int count = by.limits.length;
    if (held.length == count) {
      Arrays.fill(spent, 0);
    } else {
      held = new long[count];
      spent = new long[count];
      more = NOTHING;
    }
  }

  /** What is held on each limit; what was asked for while it is not granted. */
  final long[] asked() {
    return held;
  }

  /**
   * The lane in which it is listed, where it alone can be listed anew; only a thread that looks
   * through that list, or was stopped there, can be in the way.
   */
  final Lane enterOwn() {
    Lane own = lane;
    if (own == null) {
      own = lanes.enter();
      lane = own;
    } else if (!own.tryEnter()) {
      Lanes.enterSurely(own);
    }
    return own;
  }

  /**
   * Holds more on every limit or on none.
   *
   * @return null if it was done, or why not
   */
  final @Nullable Decision add(Amounts amounts, long nowNanos, long nowEpochMillis) {
    if (more.length != held.length) {
      more = new long[held.length];
    }
    for (int i = 0; i < more.length; i++) {
      int dimension = bound.dimensions[i];
      boolean once = dimension == REQUESTS && !inAdvance || dimension == CONCURRENCY;
      more[i] = once ? 0 : amounts.known(dimension);
    }
    for (int tries = 0; ; tries++) {
      int full = holdMore(nowNanos, nowEpochMillis);
      if (full < 0) {
        return null;
      }
      if (tries == bound.mostRecalls() || !bound.recall(full, more[full])) {
        return Refusals.of(bound.limits, more, full, nowNanos, nowEpochMillis);
      }
    }
  }

  private int holdMore(long nowNanos, long nowMillis) {
    int full = bound.holdShared(more, nowNanos, nowMillis);
    if (full >= 0) {
      return full;
    }
    Lane in = lanes.enter();
    try {
      full = bound.hold(in, more, nowNanos, nowMillis);
    } finally {
      in.leave();
    }
    if (full >= 0) {
      bound.giveBackShared(more, nowNanos, nowMillis);
    } else {
      for (int i = 0; i < more.length; i++) {
        held[i] += more[i];
      }
    }
    return full;
  }

  /** Does one thing to all limits. */
  final void applyAll(int what, Amounts used, long nowNanos, long nowMillis) {
    Lane own = lane;
    // Most often its own lane; where that is busy, any other will do.
    Lane in = own != null && own.tryEnter() ? own : lanes.enter();
    try {
      apply(in, what, used, nowNanos, nowMillis);
    } finally {
      in.leave();
    }
    if (bound.hasShared) {
      apply(null, what, used, nowNanos, nowMillis);
    }
  }

  /**
   * Does one thing to all limits of this process, inside a lane, or to all shared ones, outside:
   * those may call out, and a lane is not for that.
   */
  final void apply(@Nullable Lane in, int what, Amounts used, long nowNanos, long nowMillis) {
    LocalLimit[] local = bound.local;
    int[] dimensions = bound.dimensions;
    long[] held = this.held;
    long[] spent = this.spent;
    for (int i = 0; i < held.length; i++) {
      LocalLimit own = local[i];
      if ((own != null) != (in != null)) {
        continue;
      }
      int dimension = dimensions[i];
      // Requests are spent by the grant, and slots are held as long as the hold lasts.
      boolean once = dimension == REQUESTS && !inAdvance || dimension == CONCURRENCY;
      long unheld = held[i];
      long spending = 0;
      switch (what) {
        case BEGIN -> {
          unheld = dimension == REQUESTS && !inAdvance ? unheld : 0;
          spending = unheld;
        }
        case SPEND -> {
          spending = once ? 0 : used.known(dimension);
          unheld = Math.min(unheld, spending);
        }
        case SETTLE ->
            spending = once ? 0 : Math.max(0, used.or(dimension, spent[i] + unheld) - spent[i]);
        case FREE_SLOTS -> unheld = dimension == CONCURRENCY ? unheld : 0;
        default -> {}
      }
      if ((unheld | spending) != 0) {
        held[i] -= unheld;
        if (spending != 0) {
          spent[i] += spending;
        }
        if (own != null && in != null) {
          own.spend(in, unheld, spending, nowNanos, nowMillis);
        } else {
          bound.limits[i].spend(unheld, spending, nowNanos, nowMillis);
        }
      }
    }
  }
}
