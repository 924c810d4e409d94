package io.colophon.metering.ledger;

import java.time.Instant;

/**
 * Makes the settlement of a generation that the end of the process cut: nobody knows what it used,
 * so it can only be estimated, and never above what it can have been.
 */
@FunctionalInterface
public interface InterruptedSettlement {

  /** Takes the input side of what was expected; prices nothing. */
  InterruptedSettlement OF_RESERVATION = SettledEntry::interrupted;

  /**
   * Settles one generation. Called at the start, once for each that is open.
   *
   * @param opened the entry made at admission, with what was expected
   * @param now when it is settled, not before it was admitted
   * @return a settlement of {@code opened} and {@link EndState#INTERRUPTED}; if it throws, or
   *     settles something else, {@link #OF_RESERVATION} is taken, for the ledger has to open
   */
  SettledEntry settle(OpenedEntry opened, Instant now);
}
