package io.colophon.provider.local.speech;

import com.sun.speech.freetts.Token;
import com.sun.speech.freetts.Tokenizer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a text into phrases: at the ends of sentences, and within long ones after a comma or,
 * failing that, between words. Short phrases keep the time between two looks at the clock short.
 */
final class Phrases implements Iterator<Phrase> {
  /** From here on a comma ends the phrase. */
  private static final int LONG = 90;

  /** From here on any word ends the phrase. */
  private static final int TOO_LONG = 140;

  private final Tokenizer tokenizer;
  private @Nullable Token ahead;
  private @Nullable Phrase next;

  Phrases(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.next = read();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Phrase next() {
    Phrase phrase = next;
    if (phrase == null) {
      throw new NoSuchElementException();
    }
    next = read();
    return phrase;
  }

  private @Nullable Phrase read() {
    List<Token> tokens = new ArrayList<>();
    int characters = 0;
    if (ahead != null) {
      tokens.add(ahead);
      characters = length(ahead);
      ahead = null;
    }
    while (tokenizer.hasMoreTokens()) {
      Token token = tokenizer.getNextToken();
      // The tokenizer says after each token whether a sentence ended before it.
      if (token.getWord().isEmpty()) {
        continue;
      }
      if (!tokens.isEmpty() && tokenizer.isBreak()) {
        ahead = token;
        return new Phrase(tokens, characters, true);
      }
      tokens.add(token);
      characters += length(token);
      if (characters > TOO_LONG || (characters > LONG && !token.getPostpunctuation().isEmpty())) {
        return new Phrase(tokens, characters, endsSentence(token));
      }
    }
    return tokens.isEmpty() ? null : new Phrase(tokens, characters, true);
  }

  private static boolean endsSentence(Token token) {
    String after = token.getPostpunctuation();
    return after.contains(".") || after.contains("!") || after.contains("?");
  }

  private static int length(Token token) {
    return token.getWord().length() + 1;
  }
}
