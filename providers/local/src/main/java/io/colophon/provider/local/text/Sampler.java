package io.colophon.provider.local.text;

import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/**
 * Draws the next token from scores. Remembers what it drew, for the repetition penalty. For one
 * call and one thread.
 */
final class Sampler {
  private final Sampling sampling;
  private final RandomGenerator random;
  private final int[] written;
  private final BitSet content;

  /**
   * Makes one.
   *
   * @param content places that the repetition penalty is for
   */
  Sampler(Sampling sampling, RandomGenerator random, BitSet content) {
    this.sampling = sampling;
    this.random = random;
    this.content = content;
    this.written = new int[content.length()];
  }

  /** The place of the token drawn; {@code scores} are changed. */
  int draw(float[] scores) {
    penalise(scores);
    int drawn = sampling.temperature() == 0 ? likeliest(scores) : fromNucleus(scores);
    if (content.get(drawn)) {
      written[drawn]++;
    }
    return drawn;
  }

  private void penalise(float[] scores) {
    for (int i = 0; i < written.length; i++) {
      for (int n = 0; n < written[i]; n++) {
        scores[i] =
            (float)
                (scores[i] > 0
                    ? scores[i] / sampling.repetitionPenalty()
                    : scores[i] * sampling.repetitionPenalty());
      }
    }
  }

  private static int likeliest(float[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return best;
  }

  /** Nucleus sampling: Holtzman and others, 2019, section 3.1. */
  private int fromNucleus(float[] scores) {
    float most = scores[likeliest(scores)];
    long[] order = new long[scores.length];
    double total = 0;
    for (int i = 0; i < scores.length; i++) {
      float p = (float) StrictMath.exp((scores[i] - most) / sampling.temperature());
      total += p;
      // Positive floats sort like their bits: most probable first, then by place.
      order[i] = (long) -Float.floatToRawIntBits(p) << 32 | i;
    }
    Arrays.sort(order);
    double wanted = sampling.topP() * total;
    double nucleus = 0;
    int count = 0;
    while (count < order.length && nucleus < wanted) {
      nucleus += probability(order[count++]);
    }
    double left = random.nextDouble() * nucleus;
    for (int i = 0; i < count; i++) {
      left -= probability(order[i]);
      if (left < 0) {
        return (int) order[i];
      }
    }
    return (int) order[count - 1];
  }

  private static float probability(long entry) {
    return Float.intBitsToFloat(-(int) (entry >> 32));
  }
}
