package io.colophon.provider.local.text;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Byte pair encoding with byte fallback. A text is cut into words (a run of at most 32 ASCII
 * letters with the space before it; any other code point alone); in a word the two neighbours whose
 * joined piece has the lowest number are joined, as long as there are any; a code point that is no
 * piece becomes its bytes. Every Java string survives encoding and decoding, lone surrogates
 * included. Immutable, for any thread.
 */
final class Tokenizer {
  private static final int LONGEST_WORD = 32;
  private static final int WORDS_PER_CHECK = 512;

  private final Vocabulary vocabulary;

  Tokenizer(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  int[] encode(String text) {
    List<Integer> ids = new ArrayList<>();
    encode(text, ids::add, () -> {});
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * How many tokens a text has.
   *
   * @param check called now and then; may throw to end the count
   */
  int count(String text, Runnable check) {
    int[] count = new int[1];
    encode(text, id -> count[0]++, check);
    return count[0];
  }

  private void encode(String text, IntConsumer out, Runnable check) {
    int words = 0;
    for (int at = 0; at < text.length(); ) {
      int end = wordEnd(text, at);
      word(text.substring(at, end), out);
      at = end;
      if (++words % WORDS_PER_CHECK == 0) {
        check.run();
      }
    }
  }

  private static int wordEnd(String text, int at) {
    int letters = text.charAt(at) == ' ' ? at + 1 : at;
    int end = letters;
    while (end < text.length() && end - letters < LONGEST_WORD && isLetter(text.charAt(end))) {
      end++;
    }
    return end > letters ? end : at + Character.charCount(text.codePointAt(at));
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private void word(String word, IntConsumer out) {
    List<String> symbols = new ArrayList<>();
    word.codePoints().forEach(c -> symbols.add(Character.toString(c)));
    for (int best = cheapest(symbols); best >= 0; best = cheapest(symbols)) {
      symbols.set(best, symbols.get(best) + symbols.remove(best + 1));
    }
    for (String symbol : symbols) {
      int id = vocabulary.id(symbol);
      if (id != Vocabulary.ABSENT) {
        out.accept(id);
      } else {
        for (byte b : WideUtf8.encode(symbol.codePointAt(0))) {
          out.accept(Vocabulary.FIRST_BYTE + (b & 0xFF));
        }
      }
    }
  }

  /** The first of the pair that is joined next, -1 if none can be. */
  private int cheapest(List<String> symbols) {
    int best = -1;
    int lowest = Vocabulary.ABSENT;
    for (int i = 0; i + 1 < symbols.size(); i++) {
      int id = vocabulary.id(symbols.get(i) + symbols.get(i + 1));
      if (id < lowest) {
        lowest = id;
        best = i;
      }
    }
    return best;
  }

  String decode(int[] ids) {
    StringBuilder text = new StringBuilder();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int id : ids) {
      if (id >= Vocabulary.FIRST_BYTE && id < Vocabulary.FIRST_CHINESE) {
        bytes.write(id - Vocabulary.FIRST_BYTE);
        continue;
      }
      text.append(WideUtf8.decode(bytes)).append(vocabulary.text(id));
      bytes.reset();
    }
    return text.append(WideUtf8.decode(bytes)).toString();
  }
}
