package io.colophon.gateway.metrics;

/** One line of numbers: of a family, with labels. Thread-safe. */
sealed interface Series permits WholeCounter, RealCounter, Watched, Histogram {

  /** What it shows now. */
  Reading read();

  /** What a series shows. */
  sealed interface Reading {

    /** A whole number, exactly. */
    record Whole(long value) implements Reading {}

    /** A number. NaN: not known now. */
    record Real(double value) implements Reading {}

    /**
     * How values are spread.
     *
     * @param counts values in each bucket, not cumulated, the last one above all bounds
     * @param sum of all values
     */
    record Spread(long[] counts, double sum) implements Reading {
      long count() {
        long all = 0;
        for (long count : counts) {
          all += count;
        }
        return all;
      }
    }
  }
}
