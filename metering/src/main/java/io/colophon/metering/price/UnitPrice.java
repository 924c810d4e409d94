package io.colophon.metering.price;

import io.colophon.provider.spi.UsageUnit;

/**
 * The price of one counter.
 *
 * @param unit what is counted
 * @param nanos price of {@code per} of them, in nano-units of the currency (1e-9); 0 means free
 * @param per how many the price is for, 1 or more; for instance 1,000,000 tokens
 */
public record UnitPrice(UsageUnit unit, long nanos, long per) {
  public UnitPrice {
    if (nanos < 0 || per < 1) {
      throw new IllegalArgumentException(
          "price of "
              + unit.id()
              + " is "
              + nanos
              + " nano-units per "
              + per
              + ", expected 0 or more per 1 or more");
    }
  }
}
