package io.colophon.gateway.routing.canary;

/**
 * Fisher's exact test, one-sided: how likely it is by chance alone that one group holds so many of
 * the marked ones, given how many there are in both (R. A. Fisher, The Design of Experiments, 1935,
 * section 11). It holds for groups of any size.
 */
final class FisherTest {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
  private static final int SMALL = 32;
  private static final double[] SMALL_LOGS = smallLogs();

  private FisherTest() {}

  /**
   * The probability that {@code marked} or more of the marked ones fall into the group: the upper
   * tail of the hypergeometric distribution.
   *
   * @param marked of the group, 0 to {@code size}
   * @param size of the group
   * @param otherMarked of the other group, 0 to {@code otherSize}
   * @return 0 to 1
   */
  static double atLeast(long marked, long size, long otherMarked, long otherSize) {
    long all = size + otherSize;
    long allMarked = marked + otherMarked;
    long most = Math.min(size, allMarked);
    if (marked <= Math.max(0, allMarked - otherSize)) {
      return 1;
    }
    // The first term by logarithms, the others from one to the next.
    double term =
        Math.exp(
            logChoose(allMarked, marked)
                + logChoose(all - allMarked, size - marked)
                - logChoose(all, size));
    double sum = term;
    for (long k = marked; k < most; k++) {
      term *=
          ((double) (allMarked - k) / (k + 1))
              * ((double) (size - k) / (all - allMarked - size + k + 1));
      sum += term;
      if (term < sum * 1e-17) {
        break;
      }
    }
    return Math.min(1, sum);
  }

  private static double logChoose(long n, long k) {
    return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  }

  /** By Stirling's series with three terms: from 32 on right to 1e-13. */
  private static double logFactorial(long n) {
    if (n < SMALL) {
      return SMALL_LOGS[(int) n];
    }
    double x = n + 1.0;
    double square = x * x;
    return (x - 0.5) * Math.log(x)
        - x
        + HALF_LOG_TWO_PI
        + (1.0 / 12 - (1.0 / 360 - 1.0 / (1260 * square)) / square) / x;
  }

  private static double[] smallLogs() {
    double[] logs = new double[SMALL];
    for (int n = 2; n < SMALL; n++) {
      logs[n] = logs[n - 1] + Math.log(n);
    }
    return logs;
  }
}
