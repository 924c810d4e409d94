package io.colophon.provider.spi;

/** A count that an upstream may or may not have reported. "Not reported" is never zero. */
public sealed interface Quantity {

  /** The one value that says that nobody reported this count. */
  Quantity NOT_REPORTED = new NotReported();

  /**
   * A known count.
   *
   * @param value at least 0, in the unit of its {@link UsageUnit}
   * @param source how we know it
   */
  record Known(long value, Source source) implements Quantity {
    public Known {
      if (value < 0) {
        throw new IllegalArgumentException("a usage count is " + value + ", expected 0 or more");
      }
    }
  }

  /** Nobody reported the count. Use {@link #NOT_REPORTED}. */
  record NotReported() implements Quantity {}

  /** How a count is known, the most trustworthy first. */
  enum Source {
    /** The upstream's own final figure. */
    PROVIDER_FINAL,
    /** The upstream's figure so far; the stream ended early. */
    PROVIDER_PARTIAL,
    /** Corrected later from the upstream's invoice or usage API. */
    PROVIDER_RECONCILED,
    /** We counted what passed through. */
    COUNTED_LOCALLY,
    /** A model of the quantity, not a count. */
    ESTIMATED
  }
}
