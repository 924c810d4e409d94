package io.colophon.metering.plan;

import java.time.Instant;

/** What is left of one grant of credits. Not thread-safe. */
final class Purse {
  private final CreditGrant grant;
  private long balance;

  Purse(CreditGrant grant) {
    this.grant = grant;
    this.balance = grant.nanos();
  }

  /**
   * A grant at a point of time.
   *
   * @param left nano-units not drawn down; worth nothing once it has expired
   */
  record State(CreditGrant grant, long left) {}

  CreditGrant grant() {
    return grant;
  }

  State state() {
    return new State(grant, balance);
  }

  /** Draws as much of {@code wanted} as there is, if the grant covers that currency then. */
  long draw(long wanted, String currency, Instant at) {
    if (!grant.currency().equals(currency) || !grant.validAt(at)) {
      return 0;
    }
    long drawn = Math.min(balance, wanted);
    balance -= drawn;
    return drawn;
  }

  /** Puts back what a correction gives back; false if the grant has expired by then. */
  boolean giveBack(long nanos, Instant at) {
    if (!grant.validAt(at)) {
      return false;
    }
    balance = Math.addExact(balance, nanos);
    return true;
  }
}
