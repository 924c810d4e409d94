package io.colophon.provider.vendors.pieces;

import io.colophon.provider.spi.PixelSize;
import java.util.Comparator;
import java.util.List;

/** The nearest of the values that a vendor takes. */
public final class Nearest {
  private Nearest() {}

  /** The size whose shape, and then whose area, is nearest. */
  public static PixelSize size(PixelSize asked, List<PixelSize> taken, String parameter, Fit fit) {
    PixelSize best =
        taken.stream()
            .min(
                Comparator.<PixelSize>comparingDouble(
                        size -> Math.abs(Math.log(ratio(size) / ratio(asked))))
                    .thenComparingLong(size -> Math.abs(size.pixels() - asked.pixels())))
            .orElseThrow();
    if (!best.equals(asked)) {
      fit.clamped(parameter, asked + " became " + best);
    }
    return best;
  }

  private static double ratio(PixelSize size) {
    return (double) size.width() / size.height();
  }

  /** The nearest number; of two equally near, the smaller. */
  public static long number(long asked, List<Long> taken, String parameter, String unit, Fit fit) {
    long best =
        taken.stream()
            .min(
                Comparator.<Long>comparingLong(one -> Math.abs(one - asked))
                    .thenComparing(Comparator.naturalOrder()))
            .orElseThrow();
    if (best != asked) {
      fit.clamped(parameter, asked + unit + " became " + best + unit);
    }
    return best;
  }
}
