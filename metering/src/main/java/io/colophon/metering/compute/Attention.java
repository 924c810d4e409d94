package io.colophon.metering.compute;

/**
 * What looking back at earlier tokens costs a decoder. A pair is one token looking at one token, in
 * all layers.
 */
public sealed interface Attention permits GroupedAttention, LatentAttention {

  /** FLOP of {@code fresh} prompt tokens behind {@code cached} ones, causal. */
  double prefillFlop(double fresh, double cached);

  /** FLOP of writing {@code output} tokens behind {@code input} tokens. */
  double decodeFlop(double input, double output);

  /** Elements kept for one token in the cache of keys and values, over all layers. */
  double cacheElements();

  /** Elements read from that cache while writing {@code output} tokens behind {@code input}. */
  double cacheReads(double input, double output);

  /** Pairs of a causal prefill. */
  static double prefillPairs(double fresh, double cached) {
    return fresh * cached + fresh * (fresh + 1) / 2;
  }

  /** Pairs of decoding. */
  static double decodePairs(double input, double output) {
    return Math.max(0, output * input + output * (output - 1) / 2);
  }
}
