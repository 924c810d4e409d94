package io.colophon.throttling;

/**
 * What one limit remembers; replaced as a whole.
 *
 * @param used settled amount that still counts
 * @param held amount that open holds may still use
 * @param fraction part of one unit that has flowed back already, in window nanoseconds times amount
 *     per unit: 0 to below the window's length
 * @param at for rates, the time up to which flowing back is reckoned; for calendar windows, the
 *     number of the day or month
 */
record LimitState(long used, long held, long fraction, long at) {
  static final LimitState NEW = new LimitState(0, 0, 0, Long.MIN_VALUE);

  /** Stands in the place of a state that was thrown away because it remembered nothing. */
  static final LimitState RETIRED = new LimitState(0, 0, 0, Long.MIN_VALUE);

  boolean remembersNothing() {
    return used == 0 && held == 0;
  }
}
