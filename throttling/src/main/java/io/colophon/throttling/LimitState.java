package io.colophon.throttling;

/**
 * What one limit remembers; replaced as a whole.
 *
 * @param used settled amount that still counts
 * @param held amount that open holds may still use, lots that lanes hold in advance included
 * @param rest for rates, the part of one unit that has flowed back already, in window nanoseconds
 *     times amount per unit: 0 to below the window's length; for calendar windows, what was used in
 *     the {@code other} window
 * @param at for rates, the time up to which flowing back is reckoned; for calendar windows, the
 *     number of the day or month
 * @param other for calendar windows, the number of the window before, or of the one after where the
 *     clock was set back; {@link #NONE} when there is none
 */
record LimitState(long used, long held, long rest, long at, long other) {
  static final long NONE = Long.MIN_VALUE;

  static final LimitState NEW = new LimitState(0, 0, 0, NONE, NONE);

  /** Stands in the place of a state that was thrown away because it remembered nothing. */
  static final LimitState RETIRED = new LimitState(0, 0, 0, NONE, NONE);

  LimitState with(long nextUsed, long nextHeld) {
    return new LimitState(nextUsed, nextHeld, rest, at, other);
  }

  /** A window that lies ahead and was begun by a wrong clock is remembered, a past one is not. */
  boolean remembersNothing() {
    return used == 0 && held == 0 && (other <= at || rest == 0);
  }
}
