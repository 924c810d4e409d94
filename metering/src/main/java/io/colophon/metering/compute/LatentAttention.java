package io.colophon.metering.compute;

/**
 * Multi-head latent attention (DeepSeek-V2 and later). The cache holds one latent vector and one
 * rotary key for each token. A prefill multiplies the expanded heads, {@code 2 h (nope + rope +
 * value)} FLOP for each pair and layer; decoding works in the latent space, {@code 2 h (2 latent +
 * rope)}, since expanding the whole cache at each step would cost more.
 *
 * @param layers 1 or more
 * @param heads of queries
 * @param latent elements of the compressed keys and values
 * @param rope elements of the rotary part of a key
 * @param nope elements of the other part of a key, for each head
 * @param value elements of a value, for each head
 */
public record LatentAttention(int layers, int heads, int latent, int rope, int nope, int value)
    implements Attention {

  public LatentAttention {
    if (layers < 1 || heads < 1 || latent < 1 || rope < 0 || nope < 1 || value < 1) {
      throw new IllegalArgumentException(
          "latent attention of " + layers + " layers and " + heads + " heads, expected 1 or more");
    }
  }

  @Override
  public double prefillFlop(double fresh, double cached) {
    return 2.0 * layers * heads * (nope + rope + value) * Attention.prefillPairs(fresh, cached);
  }

  @Override
  public double decodeFlop(double input, double output) {
    return 2.0 * layers * heads * (2.0 * latent + rope) * Attention.decodePairs(input, output);
  }

  @Override
  public double cacheElements() {
    return (double) layers * (latent + rope);
  }

  @Override
  public double cacheReads(double input, double output) {
    return cacheElements() * Attention.decodePairs(input, output);
  }
}
