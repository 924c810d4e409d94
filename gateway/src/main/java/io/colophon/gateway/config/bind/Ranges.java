package io.colophon.gateway.config.bind;

/** Holds a value against its range. */
final class Ranges {
  private Ranges() {}

  @SuppressWarnings("unchecked") // Both bounds come from the reader that the value came from.
  static void check(Range range, ValueType type, Object value) {
    Comparable<Object> comparable = (Comparable<Object>) value;
    boolean tooLow =
        !range.min().isEmpty() && comparable.compareTo(type.reader().apply(range.min())) < 0;
    boolean tooHigh =
        !range.max().isEmpty() && comparable.compareTo(type.reader().apply(range.max())) > 0;
    if (tooLow || tooHigh) {
      throw new IllegalArgumentException("expected " + describe(range));
    }
  }

  /** For instance {@code 1 to 100}, {@code 1s or more}. */
  static String describe(Range range) {
    if (range.min().equals(range.max())) {
      return range.min();
    }
    if (range.max().isEmpty()) {
      return range.min() + " or more";
    }
    return range.min().isEmpty() ? "at most " + range.max() : range.min() + " to " + range.max();
  }
}
