package io.colophon.metering.ledger;

import io.colophon.journal.Damage;
import java.util.List;

/**
 * What opening a ledger found.
 *
 * @param entries how many entries the ledger holds, the settlements written just now included
 * @param scanned how many of them were read to find the open ones
 * @param interrupted generations that the last run left open; each is settled as {@link
 *     EndState#INTERRUPTED} by now
 * @param dropped entries that cannot be read any more, found now; see {@link Damage#bytes}
 */
public record Recovery(
    long entries, long scanned, List<OpenedEntry> interrupted, List<Damage> dropped) {
  public Recovery {
    interrupted = List.copyOf(interrupted);
    dropped = List.copyOf(dropped);
  }
}
