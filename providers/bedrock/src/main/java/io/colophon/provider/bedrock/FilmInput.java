package io.colophon.provider.bedrock;

/** How a model of films wants its input, for which Bedrock has no form of its own. */
public enum FilmInput {
  /**
   * Amazon Nova Reel: {@code taskType}, {@code textToVideoParams}, {@code videoGenerationConfig}.
   */
  NOVA,
  /** Luma Ray: {@code prompt}, {@code aspect_ratio}, {@code duration}, {@code keyframes}. */
  LUMA
}
