package io.colophon.provider.local.image.prompt;

import io.colophon.provider.local.image.prompt.Lexicon.Meaning;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Cuts a prompt into the words of the lexicon, the longest form first, in either script. */
final class Tokens {
  /** Longer prompts are read up to here. */
  private static final int MAX_CHARACTERS = 4000;

  private static final int MAX_PHRASE_WORDS = 3;

  private final Lexicon lexicon;
  private final List<Token> found = new ArrayList<>();

  private Tokens(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  /**
   * A word, phrase or clause break.
   *
   * @param text as written, lower case; empty for a break between clauses
   * @param meanings empty where the word is not known
   * @param plural whether it was found as the English plural of a form
   */
  record Token(String text, List<Meaning> meanings, boolean plural) {
    Token(String text, List<Meaning> meanings) {
      this(text, meanings, false);
    }

    boolean isBreak() {
      return text.isEmpty();
    }

    boolean is(String category) {
      return meanings.stream().anyMatch(meaning -> meaning.category().equals(category));
    }
  }

  static List<Token> of(String prompt, Lexicon lexicon) {
    String cut = prompt.length() > MAX_CHARACTERS ? prompt.substring(0, MAX_CHARACTERS) : prompt;
    Tokens tokens = new Tokens(lexicon);
    tokens.cut(Normalizer.normalize(cut, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT));
    return tokens.found;
  }

  private void cut(String text) {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isChinese(c)) {
        at = chinese(text, at);
      } else if (Character.isLetterOrDigit(c)) {
        at = latin(text, at);
      } else {
        if (",.;:!?、。\n".indexOf(c) >= 0) {
          found.add(new Token("", List.of()));
        }
        at++;
      }
    }
  }

  private int chinese(String text, int at) {
    for (int n = Math.min(lexicon.longestChinese(), text.length() - at); n > 0; n--) {
      String form = text.substring(at, at + n);
      List<Meaning> meanings = lexicon.find(form);
      if (meanings != null) {
        found.add(new Token(form, meanings));
        return at + n;
      }
    }
    // Unknown characters in a row are one unknown word.
    int end = at + 1;
    while (end < text.length()
        && isChinese(text.charAt(end))
        && lexicon.find(text.substring(end, end + 1)) == null
        && (end + 2 > text.length() || lexicon.find(text.substring(end, end + 2)) == null)) {
      end++;
    }
    found.add(new Token(text.substring(at, end), List.of()));
    return end;
  }

  private int latin(String text, int at) {
    int[] ends = new int[MAX_PHRASE_WORDS];
    int words = 0;
    int end = at;
    while (words < MAX_PHRASE_WORDS) {
      end = wordEnd(text, end);
      ends[words++] = end;
      if (end + 1 >= text.length() || text.charAt(end) != ' ' || !isLatin(text.charAt(end + 1))) {
        break;
      }
      end++;
    }
    for (int n = words; n > 0; n--) {
      String form = text.substring(at, ends[n - 1]);
      List<Meaning> meanings = singular(form);
      if (meanings != null || n == 1) {
        boolean plural = meanings != null && lexicon.find(form) == null;
        found.add(new Token(form, meanings == null ? List.of() : meanings, plural));
        return ends[n - 1];
      }
    }
    throw new AssertionError("a word has at least one length");
  }

  private @Nullable List<Meaning> singular(String form) {
    List<Meaning> meanings = lexicon.find(form);
    if (meanings == null && form.endsWith("ies")) {
      meanings = lexicon.find(form.substring(0, form.length() - 3) + "y");
    }
    if (meanings == null && form.endsWith("es")) {
      meanings = lexicon.find(form.substring(0, form.length() - 2));
    }
    if (meanings == null && form.endsWith("s")) {
      meanings = lexicon.find(form.substring(0, form.length() - 1));
    }
    return meanings;
  }

  private static int wordEnd(String text, int from) {
    int end = from;
    while (end < text.length() && (isLatin(text.charAt(end)) || text.charAt(end) == '-')) {
      end++;
    }
    return end;
  }

  private static boolean isLatin(char c) {
    return Character.isLetterOrDigit(c) && !isChinese(c);
  }

  private static boolean isChinese(char c) {
    return c >= 0x2E80 && Character.isLetter(c);
  }
}
