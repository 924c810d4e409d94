package io.colophon.throttling.adaptive;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts places that are taken and those there are. Exact: with any schedule of threads {@link
 * #tryEnter()} is true for no more than the limit at a time, and each {@link #leave()} gives back
 * one. Lock-free: limit and count are one word, replaced by compare-and-set. A limit that falls
 * below what is taken takes nothing away; nobody enters until enough have left.
 */
public final class ConcurrencyLimit {
  /** No limit: everybody may enter. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  private static final int LIMIT_SHIFT = 32;
  private static final long COUNT = 0xFFFF_FFFFL;

  private final AtomicLong state;

  /**
   * @param limit places, at least 0; {@link #UNLIMITED} for no limit
   */
  public ConcurrencyLimit(int limit) {
    this.state = new AtomicLong(pack(checked(limit), 0));
  }

  /** Takes a place if there is one. */
  public boolean tryEnter() {
    long now = state.get();
    while (taken(now) < limitOf(now)) {
      if (state.weakCompareAndSetVolatile(now, now + 1)) {
        return true;
      }
      now = state.get();
    }
    return false;
  }

  /**
   * Takes a place in any case, beyond the limit if need be.
   *
   * @throws IllegalStateException if 2^31 - 1 are taken
   */
  public void enter() {
    long now = state.get();
    while (taken(now) < Integer.MAX_VALUE) {
      if (state.weakCompareAndSetVolatile(now, now + 1)) {
        return;
      }
      now = state.get();
    }
    throw new IllegalStateException("no more places can be counted");
  }

  /**
   * Gives one place back.
   *
   * @throws IllegalStateException if none is taken: somebody left twice
   */
  public void leave() {
    long now = state.get();
    while (taken(now) > 0) {
      if (state.weakCompareAndSetVolatile(now, now - 1)) {
        return;
      }
      now = state.get();
    }
    throw new IllegalStateException("a place was given back that nobody had taken");
  }

  /**
   * Changes the limit.
   *
   * @param limit places, at least 0; {@link #UNLIMITED} for no limit
   */
  public void limit(int limit) {
    checked(limit);
    long now = state.get();
    while (!state.weakCompareAndSetVolatile(now, pack(limit, taken(now)))) {
      now = state.get();
    }
  }

  /** Places there are; {@link #UNLIMITED} for no limit. */
  public int limit() {
    return limitOf(state.get());
  }

  /** Places that are taken; above the limit after it fell, or after {@link #enter()}. */
  public int taken() {
    return taken(state.get());
  }

  /** Whether a place is free at this moment. */
  public boolean hasRoom() {
    long now = state.get();
    return taken(now) < limitOf(now);
  }

  private static int checked(int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("limit " + limit + ": expected at least 0");
    }
    return limit;
  }

  private static long pack(int limit, int taken) {
    return ((long) limit << LIMIT_SHIFT) | taken;
  }

  private static int limitOf(long state) {
    return (int) (state >>> LIMIT_SHIFT);
  }

  private static int taken(long state) {
    return (int) (state & COUNT);
  }
}
