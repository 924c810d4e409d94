package io.colophon.provider.local.text;

/**
 * What one layer remembers of the tokens read so far, and how a new token looks at it. For one call
 * and one thread.
 */
final class Attention {
  private final int width;
  private final int headWidth;
  private final float[] keys;
  private final float[] values;
  private final float[] weights;

  Attention(Network.Shape shape) {
    this.width = shape.width();
    this.headWidth = shape.headWidth();
    this.keys = new float[shape.context() * width];
    this.values = new float[shape.context() * width];
    this.weights = new float[shape.context()];
  }

  /**
   * Remembers the token at {@code position} and writes what it sees of itself and all before it.
   *
   * @return floating point operations of the two products
   */
  long look(float[] query, float[] key, float[] value, int position, float[] out) {
    System.arraycopy(key, 0, keys, position * width, width);
    System.arraycopy(value, 0, values, position * width, width);
    for (int head = 0; head < width; head += headWidth) {
      weigh(query, head, position);
      mix(head, position, out);
    }
    return 4L * width * (position + 1);
  }

  private void weigh(float[] query, int head, int position) {
    float scale = (float) (1 / Math.sqrt(headWidth));
    float most = Float.NEGATIVE_INFINITY;
    for (int p = 0; p <= position; p++) {
      float sum = 0;
      int at = p * width + head;
      for (int i = 0; i < headWidth; i++) {
        sum += query[head + i] * keys[at + i];
      }
      weights[p] = sum * scale;
      most = Math.max(most, weights[p]);
    }
    double total = 0;
    for (int p = 0; p <= position; p++) {
      weights[p] = (float) StrictMath.exp(weights[p] - most);
      total += weights[p];
    }
    for (int p = 0; p <= position; p++) {
      weights[p] = (float) (weights[p] / total);
    }
  }

  private void mix(int head, int position, float[] out) {
    for (int i = 0; i < headWidth; i++) {
      out[head + i] = 0;
    }
    for (int p = 0; p <= position; p++) {
      int at = p * width + head;
      float weight = weights[p];
      for (int i = 0; i < headWidth; i++) {
        out[head + i] += weight * values[at + i];
      }
    }
  }
}
