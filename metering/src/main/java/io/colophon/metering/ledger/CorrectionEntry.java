package io.colophon.metering.ledger;

import java.time.Instant;

/**
 * A later word on a settled generation. Nothing is overwritten: sums by the time of use take the
 * highest revision; a bill of a period that was closed before {@code time} stays as it is, and the
 * difference to the revision before is booked in the period that {@code time} falls in.
 *
 * @param revision 1 for the first correction; the settlement itself is revision 0
 * @param time when it was booked
 * @param reason why, for people; not empty
 * @param corrected the whole entry as it should have been
 */
public record CorrectionEntry(int revision, Instant time, String reason, SettledEntry corrected)
    implements LedgerEntry {
  public CorrectionEntry {
    if (revision < 1) {
      throw new IllegalArgumentException("revision is " + revision + ", expected 1 or more");
    }
    if (reason.isBlank()) {
      throw new IllegalArgumentException("a correction without a reason, expected one");
    }
  }

  @Override
  public String usageId() {
    return corrected.usageId();
  }
}
