package io.colophon.provider.local.image.texture;

import io.colophon.provider.local.image.prompt.WordVector;
import io.colophon.provider.local.image.raster.Curve;
import io.colophon.provider.local.image.raster.Effort;

/**
 * A small fixed network from a place in the picture and the words of the prompt to a height and two
 * hues: a compositional pattern-producing network after Kenneth Stanley (Genetic Programming and
 * Evolvable Machines 8, 2007). Its weights are random numbers drawn once and for all, not trained;
 * the words shift every layer, so near words give near pictures. One thread.
 */
final class WordNetwork {
  /** Values that come out for each place. */
  static final int OUTPUTS = 3;

  private static final int WIDTH = 16;
  private static final int LAYERS = 4;
  private static final int INPUTS = 5;

  private final float[][] weights = new float[LAYERS + 1][];
  private final float[][] shifts = new float[LAYERS + 1][];

  WordNetwork(WordVector words, long seed) {
    long state = 0x434F4C4F50484F4EL;
    long variation = seed * 0x9E3779B97F4A7C15L;
    for (int layer = 0; layer <= LAYERS; layer++) {
      int in = layer == 0 ? INPUTS : WIDTH;
      int out = layer == LAYERS ? OUTPUTS : WIDTH;
      weights[layer] = new float[in * out];
      shifts[layer] = new float[out];
      float scale = layer == 0 ? 1.7f : 1.75f / (float) Math.sqrt(in);
      for (int i = 0; i < in * out; i++) {
        state += 0x9E3779B97F4A7C15L;
        weights[layer][i] = scale * centred(state);
      }
      for (int o = 0; o < out; o++) {
        float shift = 0;
        for (int w = 0; w < WordVector.SIZE; w++) {
          state += 0x9E3779B97F4A7C15L;
          shift += centred(state) * words.get(w);
        }
        state += 0x9E3779B97F4A7C15L;
        shifts[layer][o] = shift * 0.3f + 0.8f * centred(state ^ variation);
      }
    }
  }

  /**
   * Computes a row.
   *
   * @param x places, about -1.5 to 1.5
   * @param out receives {@value #OUTPUTS} rows of values within -1 to 1
   */
  void row(float[] x, float y, float[][] out, Effort effort) {
    int n = x.length;
    float[][] now = new float[INPUTS][n];
    for (int i = 0; i < n; i++) {
      float r = (float) Math.sqrt(x[i] * x[i] + y * y);
      now[0][i] = x[i];
      now[1][i] = y;
      now[2][i] = r;
      now[3][i] = Curve.sin(x[i] * 3.1f);
      now[4][i] = Curve.sin(y * 3.7f + x[i]);
    }
    for (int layer = 0; layer <= LAYERS; layer++) {
      int size = layer == LAYERS ? OUTPUTS : WIDTH;
      float[][] next = layer == LAYERS ? out : new float[size][n];
      for (int o = 0; o < size; o++) {
        sum(now, weights[layer], o, shifts[layer][o], next[o]);
        activate(next[o], layer == LAYERS ? 0 : o % 3);
      }
      effort.spent((long) n * size * (now.length * 2L + 12));
      now = next;
    }
  }

  private static void sum(float[][] in, float[] weights, int o, float shift, float[] to) {
    java.util.Arrays.fill(to, shift);
    for (int i = 0; i < in.length; i++) {
      float w = weights[o * in.length + i];
      float[] from = in[i];
      for (int k = 0; k < to.length; k++) {
        to[k] += w * from[k];
      }
    }
  }

  private static void activate(float[] values, int kind) {
    for (int k = 0; k < values.length; k++) {
      float v = values[k];
      // Soft step, wave and bump.
      values[k] =
          kind == 0
              ? v / (1 + Math.abs(v)) * 1.4f
              : kind == 1 ? Curve.sin(v * 1.6f) : 2 / (1 + v * v) - 1;
    }
  }

  private static float centred(long state) {
    long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (z >>> 40) * (2f / (1 << 24)) - 1;
  }
}
