package io.colophon.provider.local.text;

import java.util.Arrays;

/**
 * Weights of one linear map, unpacked for speed. Kept by column of the map, so that a product adds
 * one scaled run of memory after another: the compiler can use vector instructions without changing
 * the order of any sum, and an input of zero costs nothing.
 */
final class Matrix {
  private final int outputs;
  private final float[] byInput;

  /**
   * Unpacks quantised weights.
   *
   * @param rows one row of weights for each output, -127 to 127
   * @param scales what a row's weights are multiplied by
   */
  Matrix(byte[] rows, float[] scales, int inputs) {
    this.outputs = scales.length;
    this.byInput = new float[rows.length];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        byInput[i * outputs + o] = rows[o * inputs + i] * scales[o];
      }
    }
  }

  int outputs() {
    return outputs;
  }

  /**
   * Writes the product with {@code x} to {@code out}, for the outputs {@code first} to {@code first
   * + count - 1}.
   *
   * @return floating point operations done
   */
  long multiply(float[] x, float[] out, int first, int count) {
    Arrays.fill(out, 0, count, 0f);
    int used = 0;
    for (int i = 0; i < x.length; i++) {
      float value = x[i];
      if (value != 0f) {
        add(value, byInput, i * outputs + first, out, count);
        used++;
      }
    }
    return 2L * used * count;
  }

  long multiply(float[] x, float[] out) {
    return multiply(x, out, 0, outputs);
  }

  private static void add(float scale, float[] from, int at, float[] to, int count) {
    for (int j = 0; j < count; j++) {
      to[j] += scale * from[at + j];
    }
  }
}
