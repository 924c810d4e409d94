package io.colophon.gateway.meter;

/**
 * Guesses tokens from text, where nobody counts them for us: four letters of an alphabet to a
 * token, one token to a Han, Kana or Hangul character. Good to about a third for the tokenizers of
 * large models; used for holds and for output that broke off, always marked as an estimate.
 */
public final class TokenEstimate {
  private static final int LETTERS_PER_TOKEN = 4;

  private long letters;
  private long ideographs;

  /** Adds text. */
  public void add(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x2E80) {
        letters++;
      } else if (!Character.isLowSurrogate(c)) {
        ideographs++;
      }
    }
  }

  /** Tokens so far, rounded up; 0 for no text. */
  public long tokens() {
    return ideographs + (letters + LETTERS_PER_TOKEN - 1) / LETTERS_PER_TOKEN;
  }

  /** Tokens of one text. */
  public static long of(CharSequence text) {
    TokenEstimate estimate = new TokenEstimate();
    estimate.add(text);
    return estimate.tokens();
  }
}
