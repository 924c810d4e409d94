package io.colophon.provider.local.speech;

import java.text.Normalizer;
import java.util.Map;

/**
 * A text made ready for a voice that knows ASCII and American English: accents are taken off,
 * typographic marks become plain ones, common symbols become words, and what is left over is left
 * out and counted.
 *
 * @param text ASCII only; no word is longer than {@value #LONGEST_WORD} characters
 * @param spoken letters and digits in {@code text}
 * @param foreignLetters letters of other scripts that were left out
 * @param otherSymbols symbols, such as emoji, that were left out
 */
public record EnglishText(String text, int spoken, int foreignLetters, int otherSymbols) {
  /** Longer runs are mostly identifiers, which the voice spells; a break lets it breathe. */
  static final int LONGEST_WORD = 30;

  private static final Map<Integer, String> SPOKEN_AS =
      Map.ofEntries(
          Map.entry((int) '&', " and "),
          Map.entry((int) '@', " at "),
          Map.entry((int) '+', " plus "),
          Map.entry((int) '=', " equals "),
          Map.entry((int) '\u20ac', " euros "),
          Map.entry((int) '\u00a3', " pounds "),
          Map.entry((int) '\u00a5', " yen "),
          Map.entry((int) '\u00b0', " degrees "),
          Map.entry((int) '\u00d7', " times "),
          Map.entry((int) '\u00f7', " divided by "),
          Map.entry((int) '\u00a9', " copyright "),
          Map.entry((int) '\u00df', "ss"),
          Map.entry((int) '\u00e6', "ae"),
          Map.entry((int) '\u00c6', "Ae"),
          Map.entry((int) '\u0153', "oe"),
          Map.entry((int) '\u0152', "Oe"),
          Map.entry((int) '\u00f8', "o"),
          Map.entry((int) '\u00d8', "O"),
          Map.entry((int) '\u0142', "l"),
          Map.entry((int) '\u0141', "L"),
          Map.entry((int) '\u0111', "d"),
          Map.entry((int) '\u0131', "i"),
          Map.entry((int) '\u00fe', "th"),
          Map.entry((int) '\u00f0', "d"));

  private static final Map<Integer, String> PUNCTUATION =
      Map.ofEntries(
          Map.entry((int) '\u2018', "'"),
          Map.entry((int) '\u2019', "'"),
          Map.entry((int) '\u02bc', "'"),
          Map.entry((int) '\u201c', "\""),
          Map.entry((int) '\u201d', "\""),
          Map.entry((int) '\u00ab', "\""),
          Map.entry((int) '\u00bb', "\""),
          Map.entry((int) '\u2010', "-"),
          Map.entry((int) '\u2011', "-"),
          Map.entry((int) '\u2212', "-"),
          Map.entry((int) '\u2044', " over "),
          Map.entry((int) '\u2013', ", "),
          Map.entry((int) '\u2014', ", "),
          Map.entry((int) '\u2022', ", "),
          Map.entry((int) '\u3001', ", "),
          Map.entry((int) '\u3002', ". "));

  /** ASCII marks that the voice would try to spell. */
  private static final String SILENT = "#*_~`|<>\\^{}[]/";

  /** Prepares a text of any length. */
  public static EnglishText of(String raw) {
    Builder builder = new Builder();
    Normalizer.normalize(raw, Normalizer.Form.NFKD).codePoints().forEach(builder::add);
    return builder.build();
  }

  /** Whether more of it belongs to other scripts than could be spoken. */
  public boolean mostlyForeign() {
    return foreignLetters > spoken;
  }

  private static final class Builder {
    private final StringBuilder text = new StringBuilder();
    private int spoken;
    private int foreignLetters;
    private int otherSymbols;
    private int wordLength;

    void add(int codePoint) {
      String replacement = SPOKEN_AS.getOrDefault(codePoint, PUNCTUATION.get(codePoint));
      if (replacement != null) {
        replacement.chars().forEach(this::addAscii);
      } else if (codePoint < 128) {
        addAscii(codePoint);
      } else if (Character.isLetter(codePoint)) {
        foreignLetters++;
        addAscii(' ');
      } else if (Character.isSpaceChar(codePoint)) {
        addAscii(' ');
      } else if (!isMark(codePoint)) {
        otherSymbols++;
        addAscii(' ');
      }
    }

    private static boolean isMark(int codePoint) {
      int type = Character.getType(codePoint);
      return type == Character.NON_SPACING_MARK
          || type == Character.ENCLOSING_MARK
          || type == Character.FORMAT;
    }

    private void addAscii(int c) {
      if (c <= ' ' || c == 127 || SILENT.indexOf(c) >= 0) {
        text.append(' ');
        wordLength = 0;
        return;
      }
      if (wordLength == LONGEST_WORD) {
        text.append(' ');
        wordLength = 0;
      }
      text.append((char) c);
      wordLength++;
      if (Character.isLetterOrDigit(c)) {
        spoken++;
      }
    }

    EnglishText build() {
      return new EnglishText(text.toString(), spoken, foreignLetters, otherSymbols);
    }
  }
}
