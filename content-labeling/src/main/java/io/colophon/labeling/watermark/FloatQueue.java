package io.colophon.labeling.watermark;

import java.util.Arrays;

/** Samples that wait. Not thread-safe. */
final class FloatQueue {
  private float[] samples = new float[256];
  private int size;

  int size() {
    return size;
  }

  void add(float[] more, int count) {
    if (size + count > samples.length) {
      samples = Arrays.copyOf(samples, Math.max(2 * samples.length, size + count));
    }
    System.arraycopy(more, 0, samples, size, count);
    size += count;
  }

  /** The oldest ones. */
  float[] take(int count) {
    float[] taken = Arrays.copyOf(samples, count);
    System.arraycopy(samples, count, samples, 0, size - count);
    size -= count;
    return taken;
  }
}
