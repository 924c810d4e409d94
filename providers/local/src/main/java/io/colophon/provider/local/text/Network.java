package io.colophon.provider.local.text;

import java.util.List;

/**
 * The weights of the model: a decoder-only transformer with tied embedding, no biases, no learnt
 * norms, rotary positions and squared ReLU. Immutable, shared by all calls.
 *
 * @param shape its sizes
 * @param embedding one row of {@code width} int8 weights for each piece
 * @param embeddingScales what a row of it is multiplied by
 * @param scores the same embedding as the map from state to scores
 * @param layers from input to output
 */
record Network(
    Shape shape, byte[] embedding, float[] embeddingScales, Matrix scores, List<Layer> layers) {

  /**
   * Sizes of the model.
   *
   * @param width of the state
   * @param layers how many
   * @param heads of attention; each has {@code width / heads} values
   * @param hidden inner width of the second half of a layer
   * @param context most tokens, those read and those written together
   * @param vocabulary how many pieces
   */
  record Shape(int width, int layers, int heads, int hidden, int context, int vocabulary) {
    int headWidth() {
      return width / heads;
    }

    /** Weights of the network; the embedding, which is used at both ends, counts once. */
    long parameters() {
      return (long) width * vocabulary + (long) layers * (4L * width * width + 2L * width * hidden);
    }
  }

  /** The six maps of a layer. */
  record Layer(Matrix query, Matrix key, Matrix value, Matrix join, Matrix up, Matrix down) {}
}
