package io.colophon.provider.local.text;

/**
 * What the model is asked.
 *
 * @param text the caller's words, English or Chinese; 0 to {@value #MAX_CHARACTERS} UTF-16 units.
 *     Empty asks for any text
 */
public record TextPrompt(String text) {
  /** Longest prompt, in UTF-16 units. */
  public static final int MAX_CHARACTERS = 200_000;

  public TextPrompt {
    if (text.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "prompt of " + text.length() + " UTF-16 units; local-lm reads at most " + MAX_CHARACTERS);
    }
  }
}
