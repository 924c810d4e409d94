package io.colophon.metering.compute;

/**
 * A transformer that writes one token after the other.
 *
 * @param attention what looking back costs
 * @param experts of one mixture layer; 0 when unknown or dense
 * @param expertsPerToken of them, used for one token; 0 when unknown or dense
 */
public record Decoder(Attention attention, int experts, int expertsPerToken) implements Network {

  public Decoder {
    if (experts < 0 || expertsPerToken < 0 || expertsPerToken > experts) {
      throw new IllegalArgumentException(
          expertsPerToken + " of " + experts + " experts, expected 0 <= used <= all");
    }
  }

  /** One without a mixture of experts. */
  public static Decoder dense(Attention attention) {
    return new Decoder(attention, 0, 0);
  }

  /**
   * Parameters that a batch of tokens makes the hardware read. Each token picks its experts
   * independently, so {@code E (1 - (1 - k/E)^B)} experts of each layer are touched.
   *
   * @param active parameters for one token
   * @param total all parameters
   * @param batch tokens at once, 1 or more
   */
  double parametersRead(double active, double total, double batch) {
    if (experts == expertsPerToken || total <= active) {
      return total;
    }
    double each = (total - active) / (experts - expertsPerToken);
    double shared = Math.max(0, active - expertsPerToken * each);
    double share = (double) expertsPerToken / experts;
    return shared + each * experts * (1 - Math.pow(1 - share, batch));
  }
}
