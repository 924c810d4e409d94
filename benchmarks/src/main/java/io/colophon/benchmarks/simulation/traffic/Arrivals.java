package io.colophon.benchmarks.simulation.traffic;

import io.colophon.benchmarks.simulation.engine.Draws;
import io.colophon.benchmarks.simulation.engine.VirtualTime;

/** When requests come. Each gives as many moments as asked for, rising, at a mean rate. */
sealed interface Arrivals {

  /**
   * @param count how many
   * @param rate requests per second in the mean
   * @return nanoseconds, rising
   */
  long[] draw(int count, double rate, Draws draws);

  /** Without memory. */
  record Poisson() implements Arrivals {
    @Override
    public long[] draw(int count, double rate, Draws draws) {
      return renewal(count, rate, draws, 1);
    }
  }

  /**
   * Gaps of a gamma distribution.
   *
   * @param shape 1 is Poisson; below, the smaller the burstier: the gaps' coefficient of variation
   *     is {@code 1 / sqrt(shape)}
   */
  record Gamma(double shape) implements Arrivals {
    @Override
    public long[] draw(int count, double rate, Draws draws) {
      return renewal(count, rate, draws, shape);
    }
  }

  /**
   * Many sources, each Poisson with a high and a low rate in turn, for exponential spans. As many
   * sources as make up the rate: variance over mean of the counts in a window stays that of one.
   *
   * @param high requests per second of one source in its high state
   * @param low the same in its low state
   * @param highSeconds mean length of a high state
   * @param lowSeconds mean length of a low state
   */
  record Modulated(double high, double low, double highSeconds, double lowSeconds)
      implements Arrivals {

    double ownRate() {
      return (high * highSeconds + low * lowSeconds) / (highSeconds + lowSeconds);
    }

    @Override
    public long[] draw(int count, double rate, Draws draws) {
      int sources = (int) Math.max(1, Math.round(rate / ownRate()));
      double scale = rate / (sources * ownRate());
      int highs = 0;
      for (int i = 0; i < sources; i++) {
        highs += draws.nextDouble() < highSeconds / (highSeconds + lowSeconds) ? 1 : 0;
      }
      long[] moments = new long[count];
      double now = 0;
      int drawn = 0;
      while (drawn < count) {
        double arriving = scale * (highs * high + (sources - highs) * low);
        double falling = highs / highSeconds;
        double rising = (sources - highs) / lowSeconds;
        now += draws.exponential(1 / (arriving + falling + rising));
        double which = draws.nextDouble() * (arriving + falling + rising);
        if (which < arriving) {
          moments[drawn++] = (long) (now * VirtualTime.SECOND);
        } else {
          highs += which < arriving + falling ? -1 : 1;
        }
      }
      return moments;
    }
  }

  private static long[] renewal(int count, double rate, Draws draws, double shape) {
    long[] moments = new long[count];
    double now = 0;
    for (int i = 0; i < count; i++) {
      now += shape == 1 ? draws.exponential(1 / rate) : draws.gamma(shape) / rate;
      moments[i] = (long) (now * VirtualTime.SECOND);
    }
    return moments;
  }
}
