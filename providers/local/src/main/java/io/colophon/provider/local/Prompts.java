package io.colophon.provider.local;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ProviderException;

/** What a request says in words. */
final class Prompts {
  private Prompts() {}

  /**
   * The words that describe an output.
   *
   * @throws ProviderException if there are none, or too many
   */
  static String describing(GenerationRequest request, int mostCharacters) {
    String text = request.prompt().userText();
    if (text.isBlank()) {
      throw new ProviderException(
          FailureKind.INVALID_REQUEST, "the prompt has no text, expected a description");
    }
    return limited(text, mostCharacters);
  }

  /** The words, which may be none. */
  static String limited(String text, int mostCharacters) {
    int characters = text.codePointCount(0, text.length());
    if (characters > mostCharacters) {
      throw Report.invalid(
          "length of the prompt", characters, "at most " + mostCharacters + " characters");
    }
    return text;
  }
}
