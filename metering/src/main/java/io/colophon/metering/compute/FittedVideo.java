package io.colophon.metering.compute;

/**
 * A closed video model whose latency EcoLogits fitted.
 *
 * @param id the model's name in {@link EcologitsVideoModel#models()}
 */
public record FittedVideo(String id) implements Network {
  public FittedVideo {
    if (ClosedVideo.find(id).isEmpty()) {
      throw new IllegalArgumentException(
          "no coefficients of '" + id + "' are known, expected one of " + ClosedVideo.known());
    }
  }
}
