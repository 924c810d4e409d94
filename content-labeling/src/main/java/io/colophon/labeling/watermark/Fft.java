package io.colophon.labeling.watermark;

/**
 * The discrete Fourier transform of a power of two of complex numbers (radix 2, decimation in time,
 * after Cooley and Tukey 1965). Immutable, thread-safe.
 */
final class Fft {
  private final int size;
  private final float[] cos;
  private final float[] sin;
  private final int[] reversed;

  /**
   * @param size complex numbers; a power of two, at least 2
   */
  Fft(int size) {
    if (size < 2 || Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException(size + ", expected a power of two");
    }
    this.size = size;
    cos = new float[size / 2];
    sin = new float[size / 2];
    for (int i = 0; i < size / 2; i++) {
      cos[i] = (float) Math.cos(2 * Math.PI * i / size);
      sin[i] = (float) Math.sin(2 * Math.PI * i / size);
    }
    reversed = new int[size];
    int shift = 32 - Integer.numberOfTrailingZeros(size);
    for (int i = 0; i < size; i++) {
      reversed[i] = Integer.reverse(i) >>> shift;
    }
  }

  int size() {
    return size;
  }

  /** Transforms in place with the kernel exp(-2 pi i k n / size), not scaled. */
  void forward(float[] re, float[] im) {
    transform(re, im, 0, -1);
  }

  /** As {@link #forward(float[], float[])} on a part of longer arrays. */
  void forward(float[] re, float[] im, int from) {
    transform(re, im, from, -1);
  }

  /** Transforms in place with the kernel exp(+2 pi i k n / size), not scaled. */
  void backward(float[] re, float[] im) {
    transform(re, im, 0, 1);
  }

  /** As {@link #backward(float[], float[])} on a part of longer arrays. */
  void backward(float[] re, float[] im, int from) {
    transform(re, im, from, 1);
  }

  private void transform(float[] re, float[] im, int from, int sign) {
    for (int i = 0; i < size; i++) {
      int j = reversed[i];
      if (i < j) {
        float r = re[from + i];
        re[from + i] = re[from + j];
        re[from + j] = r;
        float m = im[from + i];
        im[from + i] = im[from + j];
        im[from + j] = m;
      }
    }
    for (int half = 1; half < size; half <<= 1) {
      int step = size / (2 * half);
      for (int block = from; block < from + size; block += 2 * half) {
        for (int k = 0; k < half; k++) {
          float c = cos[k * step];
          float s = sign * sin[k * step];
          int a = block + k;
          int b = a + half;
          float r = c * re[b] - s * im[b];
          float m = c * im[b] + s * re[b];
          re[b] = re[a] - r;
          im[b] = im[a] - m;
          re[a] += r;
          im[a] += m;
        }
      }
    }
  }
}
