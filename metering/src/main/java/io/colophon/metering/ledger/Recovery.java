package io.colophon.metering.ledger;

import java.util.List;

/**
 * What opening a ledger found.
 *
 * @param entries how many entries the ledger holds, the settlements written just now included
 * @param scanned how many of them were read to find the open ones
 * @param interrupted generations that the last run left open; each is settled as {@link
 *     EndState#INTERRUPTED} by now
 */
public record Recovery(long entries, long scanned, List<OpenedEntry> interrupted) {
  public Recovery {
    interrupted = List.copyOf(interrupted);
  }
}
