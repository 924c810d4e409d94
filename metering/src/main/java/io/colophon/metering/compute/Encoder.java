package io.colophon.metering.compute;

/**
 * A transformer that reads a text as a whole and gives back numbers: embeddings and rerankers.
 *
 * @param layers 1 or more
 * @param width of the model, 1 or more
 */
public record Encoder(int layers, int width) implements Network {
  public Encoder {
    if (layers < 1 || width < 1) {
      throw new IllegalArgumentException(
          "encoder of " + layers + " layers, width " + width + ", expected 1 or more of each");
    }
  }
}
