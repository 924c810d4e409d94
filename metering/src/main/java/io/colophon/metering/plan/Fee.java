package io.colophon.metering.plan;

/**
 * What a plan costs in each period, whatever is used.
 *
 * @param name for invoices
 * @param quantity how many, for instance hours reserved; 1 for a subscription
 * @param unitNanos price of one, nano-units of the plan's currency
 */
public record Fee(String name, long quantity, long unitNanos) {
  public Fee {
    if (quantity < 0 || unitNanos < 0) {
      throw new IllegalArgumentException(
          "fee " + name + " is " + quantity + " at " + unitNanos + ", expected 0 or more");
    }
    try {
      Math.multiplyExact(quantity, unitNanos);
    } catch (ArithmeticException overflow) {
      throw new IllegalArgumentException(
          "fee " + name + " exceeds " + Long.MAX_VALUE + " nano-units", overflow);
    }
  }

  /** The amount, nano-units. */
  public long nanos() {
    return quantity * unitNanos;
  }
}
