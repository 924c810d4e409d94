package io.colophon.gateway.routing.policy;

/**
 * The targets that can serve one generation, by index from 0. What an index stands for does not
 * change during one choice; whether it is open may.
 */
public interface Candidates {

  /** How many there are; at least 0. */
  int size();

  /**
   * Whether it may be chosen: not tried yet for this generation, has room, does not rest after a
   * refusal, and is not ejected.
   */
  boolean isOpen(int index);

  /**
   * A number of the target within its route, from 0: the same for every generation while the route
   * is in force, which an index is not where some targets were filtered out.
   */
  int number(int index);

  /**
   * What tells the target from others everywhere and at all times, as a hash of its name does; the
   * number only tells it within this route, today.
   */
  default long key(int index) {
    return number(index);
  }

  /** What is known of its load. */
  TargetLoad load(int index);

  /**
   * What it can do, in work per second or in any unit that all candidates share; 0 if it is neither
   * configured nor learned yet.
   */
  double capacity(int index);

  /** Its share as configured; above 0. */
  double weight(int index);

  /** What the generation is expected to cost there, in 1e-9 of the currency; -1 if not known. */
  long nanoPrice(int index);

  /** What the generation is expected to emit there, gCO2e; NaN if not known. */
  double gramsCo2e(int index);
}
