package io.colophon.metering.plan;

import io.colophon.metering.price.Bands;
import java.util.List;

/** What is left of one allowance in the present period. Not thread-safe. */
final class Pool {
  private final Allowance allowance;
  private long rolledOver;
  private long balance;
  private long used;
  private long beyond;

  Pool(Allowance allowance) {
    this.allowance = allowance;
    this.balance = allowance.quantity();
  }

  /**
   * An allowance at a point of time.
   *
   * @param allowance its terms
   * @param rolledOver what it had from the period before
   * @param used what was drawn in the period
   * @param left what may still be drawn
   */
  record State(Allowance allowance, long rolledOver, long used, long left) {}

  Allowance allowance() {
    return allowance;
  }

  State state() {
    return new State(allowance, rolledOver, used, balance);
  }

  /** Draws as much of {@code wanted} as there is. */
  long draw(long wanted) {
    long drawn = Math.min(balance, wanted);
    balance -= drawn;
    used += drawn;
    return drawn;
  }

  /** Puts back what a correction gives back: of this period in full, else what may roll over. */
  void giveBack(long quantity, boolean ofThisPeriod) {
    long most =
        ofThisPeriod
            ? quantity
            : Math.max(0, Math.min(quantity, allowance.rolloverCap() - rolledOver));
    if (ofThisPeriod) {
      used -= Math.min(used, quantity);
    } else {
      rolledOver += most;
    }
    balance = saturatedSum(balance, most);
  }

  /** What is beyond the allowance at its own price. */
  List<Bands.Piece> priceBeyond(Bands overage, long quantity) {
    List<Bands.Piece> pieces = overage.price(beyond, quantity, beyond);
    beyond = saturatedSum(beyond, quantity);
    return pieces;
  }

  /** The next period begins: what is left rolls over up to the cap, the rest is lost. */
  void nextPeriod() {
    rolledOver = Math.min(balance, allowance.rolloverCap());
    balance = saturatedSum(allowance.quantity(), rolledOver);
    used = 0;
    beyond = 0;
  }

  private static long saturatedSum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }
}
