package io.colophon.metering.compute;

import io.colophon.metering.figure.Interval;

/**
 * At which end of every interval a formula is evaluated. All formulas here grow with each of their
 * factors and fall with each of their divisors, so three evaluations give true bounds.
 */
public enum Corner {
  LOW,
  BEST,
  HIGH;

  /** The value of a factor. */
  public double of(Interval factor) {
    return this == BEST ? factor.best() : this == LOW ? factor.low() : factor.high();
  }

  /** The value of a divisor: the low corner divides by the upper bound. */
  public double divisor(Interval divisor) {
    return this == BEST ? divisor.best() : this == LOW ? divisor.high() : divisor.low();
  }
}
