package io.colophon.provider.local.text;

import io.colophon.provider.local.work.Work;

/**
 * Scores of the next token under a condition, moved away from those without its key words. Both
 * sides read what was written. For one call and one thread.
 */
final class Guided {
  private final Decoder told;
  private final Decoder untold;
  private final boolean plain;
  private final float guidance;
  private final float[] other;

  Guided(Network network, Angles angles, float guidance, int[] condition, int[] bare, Work work) {
    this.told = new Decoder(network, angles, work);
    this.untold = new Decoder(network, angles, work);
    this.plain = guidance == 1 || condition.length == bare.length;
    this.guidance = guidance;
    this.other = new float[plain ? 0 : network.shape().vocabulary()];
    told.read(condition);
    if (!plain) {
      untold.read(bare);
    }
  }

  /** Tokens that can still be written. */
  int room() {
    return told.room();
  }

  void read(int token) {
    told.read(token);
    if (!plain) {
      untold.read(token);
    }
  }

  /** Scores of the numbers from {@code first}. */
  void score(int first, float[] out) {
    told.score(first, out, out.length);
    if (!plain) {
      untold.score(first, other, out.length);
      for (int i = 0; i < out.length; i++) {
        out[i] = other[i] + guidance * (out[i] - other[i]);
      }
    }
  }
}
