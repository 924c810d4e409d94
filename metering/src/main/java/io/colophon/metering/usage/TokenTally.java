package io.colophon.metering.usage;

import io.colophon.provider.spi.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of a text that comes in pieces. Adding is cheap enough for every piece of a stream: the
 * estimate is kept up to date, and for a family whose tokenizer is here the text is kept as well,
 * up to {@value #MOST_KEPT} characters, to be counted once at the end if anybody needs it. Not
 * thread-safe.
 */
public final class TokenTally {
  /** Most characters that are kept. */
  public static final int MOST_KEPT = 128 * 1024;

  private final TokenizerFamily family;
  private final ScriptTally all = new ScriptTally();
  private final @Nullable StringBuilder kept;
  private double ofKept;
  private boolean overflowed;

  private TokenTally(TokenizerFamily family, boolean keeps) {
    this.family = family;
    this.kept = keeps ? new StringBuilder() : null;
  }

  /** A tally that can be counted exactly where the family's tokenizer is here. */
  public static TokenTally of(TokenizerFamily family) {
    return new TokenTally(family, family.isExact());
  }

  /** A tally that only estimates, and keeps nothing. */
  public static TokenTally estimating(TokenizerFamily family) {
    return new TokenTally(family, false);
  }

  /** Adds the next piece. */
  public void add(CharSequence text) {
    StringBuilder keeps = kept;
    if (keeps != null && !overflowed) {
      if (text.length() <= MOST_KEPT - keeps.length()) {
        keeps.append(text);
      } else {
        overflowed = true;
        ofKept = all.tokens(family.weights());
      }
    }
    all.add(text);
  }

  /** The estimate so far; costs nothing to speak of. */
  public TokenCount soFar() {
    return TokenCount.estimated(all.tokens(family.weights()), family.margin());
  }

  /** Whether {@link #count} has anything to count, so that it is to run on a pool. */
  public boolean isCountable() {
    return kept != null && !kept.isEmpty();
  }

  /**
   * The tokens of all that was added: counted as far as the text was kept. What came after that is
   * estimated, in the proportion in which the estimate of the beginning was right. Takes time, see
   * {@link TokenCounter#count}.
   */
  public TokenCount count(TokenCounter counter) {
    StringBuilder keeps = kept;
    if (keeps == null || keeps.isEmpty()) {
      return soFar();
    }
    TokenCount beginning = counter.count(family, keeps.toString());
    if (!overflowed) {
      return beginning;
    }
    double rest = all.tokens(family.weights()) - ofKept;
    double rightBy = ofKept > 0 ? beginning.tokens() / ofKept : 1;
    TokenCount after = TokenCount.estimated(rest * rightBy, family.margin());
    return new TokenCount(
        beginning.tokens() + after.tokens(),
        beginning.atLeast() + after.atLeast(),
        Quantity.Source.ESTIMATED);
  }
}
