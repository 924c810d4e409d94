package io.colophon.throttling.lease;

/**
 * What the store says of one limit. Amounts are in the dimension's unit.
 *
 * @param outcome whether the session goes on
 * @param session the session that the store knows
 * @param granted sum of all that was granted in the session
 * @param used settled by all gateways, and still counting
 * @param leased granted to all gateways and neither spent nor given back
 * @param own the part of {@code leased} that this gateway has
 * @param window number of the calendar day or month in UTC, counted from year 0; 0 for the others
 * @param waitMicros how long until the smallest waiting demand has room: 0 when it has; -1 when
 *     that depends on what others give back
 * @param wanted whether another gateway waits for what this one does not need
 */
public record Lease(
    Outcome outcome,
    long session,
    long granted,
    long used,
    long leased,
    long own,
    long window,
    long waitMicros,
    boolean wanted) {

  /** What became of a session. */
  public enum Outcome {
    /** It goes on. */
    HELD,
    /** Its time was over: what was left of it counts as spent. Begin another. */
    OVER,
    /** The store knows nothing of the limit any more. Begin another, and say what is known. */
    ABSENT
  }
}
