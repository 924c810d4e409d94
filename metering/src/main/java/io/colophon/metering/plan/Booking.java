package io.colophon.metering.plan;

import io.colophon.metering.ledger.SettledEntry;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the ledger in the period that it is billed in.
 *
 * @param period the billing period, UTC: that of the settlement, or of the correction
 * @param entry what is charged for; its admission says when it was used
 * @param correction what a correction says of itself; null for a first settlement
 * @param currency of the charges
 * @param version of the price list, or name of the plan where it has its own prices
 * @param charges empty where nobody knows the price, and for a correction that changes no amount
 * @param unpriced why nobody knows the price; null where it is known
 */
public record Booking(
    YearMonth period,
    SettledEntry entry,
    @Nullable Correction correction,
    String currency,
    String version,
    List<Charge> charges,
    @Nullable String unpriced) {
  public Booking {
    charges = List.copyOf(charges);
  }

  /**
   * What a correction says of itself.
   *
   * @param revision 1 or more
   * @param reason for people
   * @param ofEarlierPeriod whether it corrects what an earlier period had billed
   */
  public record Correction(int revision, String reason, boolean ofEarlierPeriod) {}
}
