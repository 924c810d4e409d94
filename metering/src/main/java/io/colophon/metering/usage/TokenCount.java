package io.colophon.metering.usage;

import io.colophon.provider.spi.Quantity;

/**
 * Tokens that we counted or estimated.
 *
 * @param tokens the best figure, 0 or more
 * @param atLeast no more than there are, as far as can be told: the figure to charge for where it
 *     must not be too high; the same as {@code tokens} for a real count
 * @param source COUNTED_LOCALLY by the model's own tokenizer, ESTIMATED by script
 */
public record TokenCount(long tokens, long atLeast, Quantity.Source source) {
  /** No text, no tokens. */
  public static final TokenCount NONE = counted(0);

  /** A real count. */
  static TokenCount counted(long tokens) {
    return new TokenCount(tokens, tokens, Quantity.Source.COUNTED_LOCALLY);
  }

  /**
   * An estimate: a text that is not empty has at least one token. Its lower bound is lower by a
   * fraction for what the weights may be off by, and by the root of it for chance, which matters in
   * short texts: of 1,000 pieces of text cut out anywhere at most 3 have fewer tokens than that, by
   * tokenizers that are measured.
   */
  static TokenCount estimated(double tokens, double margin) {
    if (tokens <= 0) {
      return new TokenCount(0, 0, Quantity.Source.ESTIMATED);
    }
    return new TokenCount(
        Math.max(1, Math.round(tokens)),
        Math.max(1, (long) Math.floor(tokens * (1 - margin) - Math.sqrt(tokens))),
        Quantity.Source.ESTIMATED);
  }

  /** Both together; an estimate if one of them is. */
  public TokenCount plus(TokenCount other) {
    return new TokenCount(
        tokens + other.tokens,
        atLeast + other.atLeast,
        source == Quantity.Source.ESTIMATED ? source : other.source);
  }
}
