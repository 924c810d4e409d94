package io.colophon.metering.compute;

/**
 * Attention with as many or fewer heads for keys and values than for queries (MHA, GQA, MQA):
 * {@code 4 d} FLOP for each pair and layer, {@code d = heads x headSize}.
 *
 * @param layers 1 or more
 * @param heads of queries, 1 or more
 * @param kvHeads of keys and values; 0 when unknown
 * @param headSize 1 or more
 * @param windowedLayers how many of the layers look back a window only
 * @param window tokens that those layers look back; 0 where there are none
 */
public record GroupedAttention(
    int layers, int heads, int kvHeads, int headSize, int windowedLayers, int window)
    implements Attention {

  public GroupedAttention {
    if (layers < 1 || heads < 1 || headSize < 1 || kvHeads < 0 || kvHeads > heads) {
      throw new IllegalArgumentException(
          "attention of "
              + layers
              + " layers, "
              + heads
              + " heads of "
              + headSize
              + ", "
              + kvHeads
              + " for keys and values; expected 1 or more of each, and at most as many for keys");
    }
    if (windowedLayers < 0 || windowedLayers > layers || (windowedLayers > 0 && window < 1)) {
      throw new IllegalArgumentException(
          windowedLayers + " of " + layers + " layers look back " + window + " tokens");
    }
  }

  public GroupedAttention(int layers, int heads, int kvHeads, int headSize) {
    this(layers, heads, kvHeads, headSize, 0, 0);
  }

  /** Where only layers and width are known. */
  public static GroupedAttention ofWidth(int layers, int width) {
    return new GroupedAttention(layers, 1, 0, width);
  }

  @Override
  public double prefillFlop(double fresh, double cached) {
    return flop(Attention.prefillPairs(fresh, cached), fresh);
  }

  @Override
  public double decodeFlop(double input, double output) {
    return flop(Attention.decodePairs(input, output), output);
  }

  @Override
  public double cacheElements() {
    return 2.0 * layers * kvHeads * headSize;
  }

  @Override
  public double cacheReads(double input, double output) {
    return 2.0 * kvHeads * headSize * layerPairs(Attention.decodePairs(input, output), output);
  }

  private double flop(double pairs, double tokens) {
    return 4.0 * heads * headSize * layerPairs(pairs, tokens);
  }

  /** Pairs, summed over layers; a windowed layer has at most a window for each token. */
  private double layerPairs(double pairs, double tokens) {
    return (double) (layers - windowedLayers) * pairs
        + windowedLayers * Math.min(pairs, tokens * window);
  }
}
