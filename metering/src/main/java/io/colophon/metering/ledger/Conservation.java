package io.colophon.metering.ledger;

import io.colophon.journal.Damage;
import io.colophon.provider.spi.UsageUnit;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Whether a ledger adds up: what comes in is what goes out. A correction is in none of the counts
 * but its own.
 *
 * @param entries how many there are, of all kinds
 * @param opened generations opened, those included whose opening was lost and is known from their
 *     settlement alone
 * @param restored how many of them are known from their settlement alone; not a fault
 * @param settled generations settled
 * @param interrupted how many of them were settled at a start, as {@link EndState#INTERRUPTED}
 * @param open generations opened and not settled
 * @param corrections later words on settled ones
 * @param reserved what was expected of all of {@code opened}, by unit
 * @param reservedSettled what was expected of those that were settled with a count of that unit
 * @param reservedVoided what was expected of those that were settled without one
 * @param reservedOpen what was expected of those that are open
 * @param dropped damaged parts of the ledger that were passed over
 * @param faults what does not add up, in words for people, {@value #MOST_FAULTS} of it at most
 * @param faultCount how much does not add up
 */
public record Conservation(
    long entries,
    long opened,
    long restored,
    long settled,
    long interrupted,
    long open,
    long corrections,
    Map<UsageUnit, BigInteger> reserved,
    Map<UsageUnit, BigInteger> reservedSettled,
    Map<UsageUnit, BigInteger> reservedVoided,
    Map<UsageUnit, BigInteger> reservedOpen,
    List<Damage> dropped,
    List<String> faults,
    long faultCount) {
  /** Most faults that are put into words. */
  public static final int MOST_FAULTS = 20;

  public Conservation {
    reserved = Map.copyOf(reserved);
    reservedSettled = Map.copyOf(reservedSettled);
    reservedVoided = Map.copyOf(reservedVoided);
    reservedOpen = Map.copyOf(reservedOpen);
    dropped = List.copyOf(dropped);
    faults = List.copyOf(faults);
  }

  /** Whether all adds up and nothing was dropped. */
  public boolean holds() {
    return faultCount == 0 && dropped.isEmpty();
  }
}
