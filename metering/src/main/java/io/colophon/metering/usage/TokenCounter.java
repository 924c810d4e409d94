package io.colophon.metering.usage;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;

/**
 * Counts the tokens of whole texts. The tables of a tokenizer are read when it is first used, some
 * 0.3 to 0.9 s each, and kept. Thread-safe.
 */
public final class TokenCounter {
  private final EncodingRegistry encodings = Encodings.newLazyEncodingRegistry();

  /**
   * Counts with the family's own tokenizer, or estimates where that is not here. Takes 0.4 to 2
   * microseconds for a token: not for event loops, unless the text is short and the tables are
   * there.
   */
  public TokenCount count(TokenizerFamily family, String text) {
    return family
        .encoding()
        .map(type -> encodings.getEncoding(type).countTokensOrdinary(text))
        .map(TokenCount::counted)
        .orElseGet(() -> estimate(family, text));
  }

  /** Estimates by script, about ten nanoseconds for a character. */
  public static TokenCount estimate(TokenizerFamily family, CharSequence text) {
    TokenTally tally = TokenTally.estimating(family);
    tally.add(text);
    return tally.soFar();
  }
}
