package io.colophon.metering.figure;

/** One quantity of a reading, in the unit of its {@link Metric}: known, or unknown and why. */
public sealed interface Figure {

  /**
   * A known quantity.
   *
   * @param value in the unit of its metric; zero means that there was none
   * @param method how it was computed
   * @param basis what it was computed from, in a few words for people
   */
  record Known(Interval value, Method method, String basis) implements Figure {}

  /**
   * Nobody can say. Never counts as zero.
   *
   * @param reason what is missing, in a few words for people
   */
  record Unknown(String reason) implements Figure {}

  /** Multiplies a known figure; an unknown one stays unknown for its own reason. */
  default Figure times(double factor, Method method, String basis) {
    return this instanceof Known known ? new Known(known.value.times(factor), method, basis) : this;
  }

  /** Multiplies a known figure; an unknown one stays unknown for its own reason. */
  default Figure times(Interval factor, Method method, String basis) {
    return this instanceof Known known ? new Known(known.value.times(factor), method, basis) : this;
  }
}
