package io.colophon.metering.compute;

/**
 * What attention costs depends on.
 *
 * @param layers transformer layers, 1 or more
 * @param width model width, or heads times head size where that differs; 1 or more
 */
public record TransformerShape(int layers, int width) {
  public TransformerShape {
    if (layers < 1 || width < 1) {
      throw new IllegalArgumentException(
          "transformer of " + layers + " layers, width " + width + ", expected 1 or more of each");
    }
  }
}
