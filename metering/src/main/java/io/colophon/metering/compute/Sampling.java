package io.colophon.metering.compute;

import io.colophon.metering.figure.Interval;

/**
 * How a diffusion model is usually run; what the run itself says goes before it.
 *
 * @param steps sampling steps
 * @param passes forward passes for each step where the run does not tell its guidance: 2 where the
 *     guided and the unguided picture are computed, 1 for a model that was distilled for guidance
 * @param guided whether a guidance above 1 costs a second pass
 * @param overhead text encoder and decoder of pictures, as a factor of the steps' work; 1 or more
 * @param width pixels
 * @param height pixels
 * @param millis length of a film; 0 for a picture
 * @param framesPerSecond of a film; 0 for a picture
 */
public record Sampling(
    Interval steps,
    Interval passes,
    boolean guided,
    Interval overhead,
    int width,
    int height,
    long millis,
    int framesPerSecond) {

  /** EcoLogits' page on diffusion: 5 % for a small CLIP to 15 % for T5-XXL. */
  public static final Interval USUAL_OVERHEAD = new Interval(1.05, 1.1, 1.15);

  public Sampling {
    if (!(steps.low() >= 1 && steps.high() <= 1e6)
        || !(passes.low() >= 1 && passes.high() <= 100)
        || !(overhead.low() >= 1 && overhead.high() <= 100)
        || width < 1
        || height < 1
        || millis < 0
        || framesPerSecond < 0) {
      throw new IllegalArgumentException(
          "sampling of "
              + steps
              + " steps, "
              + passes
              + " passes, overhead "
              + overhead
              + ", "
              + width
              + "x"
              + height
              + "; expected 1 or more of each");
    }
  }
}
