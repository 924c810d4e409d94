package io.colophon.metering.usage;

/**
 * What a text is made of, kept up to date as it comes: words, digits, ideographs and so on, which
 * tokenizers treat differently. One pass, a few additions to a character, nothing is kept of the
 * text. A word, number or run that is cut between two pieces is one all the same. Not thread-safe.
 */
final class ScriptTally {
  /** What a character is to a tokenizer. */
  private enum Kind {
    LATIN,
    OTHER_LETTER,
    HAN,
    KANA,
    HANGUL,
    DIGIT,
    SPACE,
    NEWLINE,
    PUNCTUATION,
    SYMBOL
  }

  /** Letters of a word that one token holds. */
  private static final int LETTERS_OF_A_TOKEN = 8;

  /** Digits that one token holds. */
  private static final int DIGITS_OF_A_TOKEN = 3;

  private static final Kind[] ASCII = new Kind[128];

  static {
    for (char c = 0; c < 128; c++) {
      ASCII[c] = slowKind(c);
    }
  }

  private long words;
  private long longWordLetters;
  private long otherWords;
  private long otherLetters;
  private long han;
  private long kana;
  private long hangul;
  private long numbers;
  private long digits;
  private long breaks;
  private long marks;
  private long moreMarks;
  private long wideMarks;
  private long symbols;

  private Kind last = Kind.SPACE;
  private boolean lastUpper;
  private int run;

  /** Adds text. */
  void add(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      add(c, c < 128 ? ASCII[c] : slowKind(c));
    }
  }

  private void add(char c, Kind kind) {
    run = kind == last ? run + 1 : 1;
    switch (kind) {
      case LATIN -> latin(c);
      case OTHER_LETTER -> {
        otherLetters++;
        otherWords += run == 1 ? 1 : 0;
      }
      case HAN -> han++;
      case KANA -> kana++;
      case HANGUL -> hangul++;
      case DIGIT -> {
        digits++;
        numbers += run % DIGITS_OF_A_TOKEN == 1 ? 1 : 0;
      }
      // One space before a word belongs to it; a longer run is a token of its own.
      case SPACE -> breaks += run == 2 ? 1 : 0;
      case NEWLINE -> breaks += run == 1 ? 1 : 0;
      case PUNCTUATION -> {
        if (c >= 0x2000) {
          wideMarks++;
        } else if (run == 1) {
          marks++;
        } else {
          moreMarks++;
        }
      }
      case SYMBOL -> symbols++;
    }
    last = kind;
  }

  /** A word begins anew where a capital follows a small letter, as in names of programs. */
  private void latin(char c) {
    boolean upper = c < 128 ? c <= 'Z' : Character.isUpperCase(c);
    if (run == 1 || upper && !lastUpper) {
      words++;
      run = 1;
    } else if (run > LETTERS_OF_A_TOKEN) {
      longWordLetters++;
    }
    lastUpper = upper;
  }

  private static Kind slowKind(char c) {
    if (c == '\n' || c == '\r') {
      return Kind.NEWLINE;
    }
    if (Character.isWhitespace(c)) {
      return Kind.SPACE;
    }
    if (c >= 0x3400 && c <= 0x9FFF || c >= 0xF900 && c <= 0xFAFF) {
      return Kind.HAN;
    }
    if (c >= 0x3041 && c <= 0x30FF || c >= 0xFF66 && c <= 0xFF9F) {
      return Kind.KANA;
    }
    if (c >= 0xAC00 && c <= 0xD7A3 || c >= 0x1100 && c <= 0x11FF || c >= 0x3130 && c <= 0x318F) {
      return Kind.HANGUL;
    }
    if (Character.isDigit(c)) {
      return Kind.DIGIT;
    }
    if (c < 0x250 && Character.isLetter(c)) {
      return Kind.LATIN;
    }
    if (Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK) {
      return Kind.OTHER_LETTER;
    }
    if (c < 0x2190 || c >= 0x3000 && c <= 0x303F || c >= 0xFF00 && c <= 0xFF65) {
      return Kind.PUNCTUATION;
    }
    return Kind.SYMBOL;
  }

  /** Tokens of a tokenizer with these weights, with a fraction. */
  double tokens(ScriptWeights of) {
    return words * of.word()
        + longWordLetters * of.longWordLetter()
        + otherWords * of.otherWord()
        + otherLetters * of.otherLetter()
        + han * of.han()
        + kana * of.kana()
        + hangul * of.hangul()
        + numbers * of.number()
        + digits * of.digit()
        + breaks * of.pause()
        + marks * of.mark()
        + moreMarks * of.moreMark()
        + wideMarks * of.wideMark()
        + symbols * of.symbol();
  }
}
