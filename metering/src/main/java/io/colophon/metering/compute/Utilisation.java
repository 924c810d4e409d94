package io.colophon.metering.compute;

import io.colophon.metering.figure.Interval;

/**
 * Which share of a peak is reached, each above 0 and at most 1.
 *
 * @param prefill of the arithmetic peak while reading a prompt, or whatever is computed all at once
 * @param decode of the arithmetic peak while writing token by token at a large batch
 * @param diffusion of the arithmetic peak while sampling
 * @param memory of the memory's bandwidth while decoding
 */
public record Utilisation(Interval prefill, Interval decode, Interval diffusion, Interval memory) {

  /**
   * Prefill 0.40 (0.15 to 0.60; Pope et al. 2023 reached 0.76), decode 0.07 (0.01 to 0.15;
   * DeepSeek's published node throughput gives 6.9 % of the 8-bit peak), diffusion 0.40 (0.25 to
   * 0.50), memory 0.6 (0.4 to 0.8, an assumption).
   */
  public static final Utilisation USUAL =
      new Utilisation(
          new Interval(0.15, 0.40, 0.60),
          new Interval(0.01, 0.07, 0.15),
          new Interval(0.25, 0.40, 0.50),
          new Interval(0.4, 0.6, 0.8));

  public Utilisation {
    check("prefill", prefill);
    check("decode", decode);
    check("diffusion", diffusion);
    check("memory", memory);
  }

  private static void check(String which, Interval share) {
    if (!(share.low() >= 1e-4 && share.high() <= 1)) {
      throw new IllegalArgumentException(
          which
              + " utilisation is "
              + share.low()
              + ".."
              + share.high()
              + ", expected 0.0001 to 1");
    }
  }
}
