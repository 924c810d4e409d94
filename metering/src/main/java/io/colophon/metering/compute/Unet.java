package io.colophon.metering.compute;

import io.colophon.metering.figure.Interval;

/**
 * A diffusion U-Net. Convolutions grow with the number of pixels, attention with its square.
 *
 * @param flopPerPass of one picture at the reference size
 * @param referencePixels width times height at which that holds
 * @param sampling how it is usually run
 */
public record Unet(Interval flopPerPass, double referencePixels, Sampling sampling)
    implements DiffusionNetwork {

  /** Share of attention over pixels in the work at the reference size; an assumption. */
  private static final double ATTENTION = 0.1;

  private static final double MOST_ATTENTION = 0.25;

  public Unet {
    if (!(flopPerPass.low() > 0 && referencePixels >= 1)) {
      throw new IllegalArgumentException(
          "U-Net of "
              + flopPerPass.low()
              + " FLOP at "
              + referencePixels
              + " pixels, expected above 0");
    }
  }

  @Override
  public double flopPerPass(Corner corner, double pixels, double frames) {
    double ratio = pixels / referencePixels;
    return corner.of(flopPerPass) * frames * scale(corner, ratio);
  }

  private static double scale(Corner corner, double ratio) {
    boolean steep = corner == Corner.HIGH == ratio > 1;
    double attention = corner == Corner.BEST ? ATTENTION : steep ? MOST_ATTENTION : 0;
    return (1 - attention) * ratio + attention * ratio * ratio;
  }
}
