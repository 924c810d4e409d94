package io.colophon.metering.compute;

import io.colophon.metering.figure.Interval;

/**
 * A diffusion transformer (DiT, MMDiT) for pictures or films: {@code 2 N S + 4 L S^2 d} FLOP for
 * each pass over {@code S = f (pixels / 16^2) + text} tokens, where a film of F frames has {@code f
 * = 1 + (F - 1) / 4} latent ones.
 *
 * @param parameters that work on one token; where a token passes one of two streams, only that one
 * @param layers all blocks
 * @param width model width
 * @param textTokens that the picture's tokens look at in the same attention, 0 or more
 * @param pixelsPerToken side of the square of pixels that is one token, commonly 16
 * @param framesPerLatent frames in one latent frame, commonly 4; 1 for a picture model
 * @param sampling how it is usually run
 */
public record DiffusionTransformer(
    Interval parameters,
    int layers,
    int width,
    int textTokens,
    int pixelsPerToken,
    int framesPerLatent,
    Sampling sampling)
    implements DiffusionNetwork {

  public DiffusionTransformer {
    ModelFacts.checkParameters("diffusion", parameters);
    if (layers < 1 || width < 1 || textTokens < 0 || pixelsPerToken < 1 || framesPerLatent < 1) {
      throw new IllegalArgumentException(
          "diffusion transformer of "
              + layers
              + " layers, width "
              + width
              + ", expected 1 or more of each");
    }
  }

  /** {@code L} blocks of {@code 12 d^2} each, as each token passes one stream. */
  public static Interval blockParameters(int layers, int width) {
    return Interval.of(12.0 * layers * width * width);
  }

  /** Tokens of one pass. */
  double tokens(double pixels, double frames) {
    double latentFrames = 1 + (frames - 1) / framesPerLatent;
    return latentFrames * (pixels / ((double) pixelsPerToken * pixelsPerToken)) + textTokens;
  }

  @Override
  public double flopPerPass(Corner corner, double pixels, double frames) {
    double tokens = tokens(pixels, Math.max(1, frames));
    return 2 * corner.of(parameters) * tokens + 4.0 * layers * tokens * tokens * width;
  }
}
