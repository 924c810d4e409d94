package io.colophon.provider.local.text;

import io.colophon.provider.local.work.Work;

/**
 * The network at work on one text: reads tokens one by one and scores what may come next. For one
 * call and one thread. Counts the operations of matrix products and attention; norms and the like
 * are less than a hundredth of them and not counted.
 */
final class Decoder {
  private static final float EPSILON = 1e-5f;

  private final Network network;
  private final Angles angles;
  private final Work work;
  private final Attention[] memory;
  private final float[] state;
  private final float[] normed;
  private final float[] query;
  private final float[] key;
  private final float[] value;
  private final float[] seen;
  private final float[] hidden;
  private int position;

  Decoder(Network network, Angles angles, Work work) {
    Network.Shape shape = network.shape();
    this.network = network;
    this.angles = angles;
    this.work = work;
    this.memory = new Attention[shape.layers()];
    for (int i = 0; i < memory.length; i++) {
      memory[i] = new Attention(shape);
    }
    this.state = new float[shape.width()];
    this.normed = new float[shape.width()];
    this.query = new float[shape.width()];
    this.key = new float[shape.width()];
    this.value = new float[shape.width()];
    this.seen = new float[shape.width()];
    this.hidden = new float[shape.hidden()];
  }

  /** Tokens that can still be read. */
  int room() {
    return network.shape().context() - position;
  }

  /** Reads one token; there must be room. */
  void read(int token) {
    work.checkpoint();
    int width = state.length;
    for (int i = 0; i < width; i++) {
      state[i] = network.embedding()[token * width + i] * network.embeddingScales()[token];
    }
    norm(state, state, 0, width);
    long operations = 0;
    for (int i = 0; i < memory.length; i++) {
      operations += layer(network.layers().get(i), memory[i]);
    }
    position++;
    work.countFlop(operations);
  }

  void read(int[] tokens) {
    for (int token : tokens) {
      read(token);
    }
  }

  private long layer(Network.Layer layer, Attention attention) {
    norm(state, normed, 0, state.length);
    long operations = layer.query().multiply(normed, query);
    operations += layer.key().multiply(normed, key);
    operations += layer.value().multiply(normed, value);
    int headWidth = network.shape().headWidth();
    for (int head = 0; head < state.length; head += headWidth) {
      norm(query, query, head, headWidth);
      norm(key, key, head, headWidth);
      angles.turn(query, head, position);
      angles.turn(key, head, position);
    }
    operations += attention.look(query, key, value, position, seen);
    operations += layer.join().multiply(seen, normed);
    addNormedToState();
    norm(state, normed, 0, state.length);
    operations += layer.up().multiply(normed, hidden);
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] = hidden[i] > 0 ? hidden[i] * hidden[i] : 0;
    }
    operations += layer.down().multiply(hidden, normed);
    addNormedToState();
    return operations;
  }

  private void addNormedToState() {
    for (int i = 0; i < state.length; i++) {
      state[i] += normed[i];
    }
  }

  /**
   * Scores of the numbers {@code first} to {@code first + count - 1} to come next, after at least
   * one token was read.
   */
  void score(int first, float[] out, int count) {
    norm(state, normed, 0, state.length);
    work.countFlop(network.scores().multiply(normed, out, first, count));
  }

  /** Root mean square norm of {@code count} values. */
  private static void norm(float[] from, float[] to, int at, int count) {
    float sum = 0;
    for (int i = at; i < at + count; i++) {
      sum += from[i] * from[i];
    }
    float scale = (float) (1 / Math.sqrt(sum / count + EPSILON));
    for (int i = at; i < at + count; i++) {
      to[i] = from[i] * scale;
    }
  }
}
