package io.colophon.provider.local.speech;

import com.sun.speech.freetts.Token;
import java.util.List;

/**
 * What the diphone voice speaks at one go.
 *
 * @param tokens never empty
 * @param characters how much of the text it covers
 * @param endsSentence false where a long sentence was cut
 */
record Phrase(List<Token> tokens, int characters, boolean endsSentence) {
  Phrase {
    tokens = List.copyOf(tokens);
  }
}
