package io.colophon.metering.compute;

/** A network that makes pictures or films by taking noise away, step by step. */
public sealed interface DiffusionNetwork extends Network permits Unet, DiffusionTransformer {

  /**
   * FLOP of one forward pass for one picture or clip.
   *
   * @param pixels width times height
   * @param frames 1 for a picture
   */
  double flopPerPass(Corner corner, double pixels, double frames);

  /** How it is usually run. */
  Sampling sampling();
}
