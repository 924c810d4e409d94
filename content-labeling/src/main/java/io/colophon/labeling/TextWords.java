package io.colophon.labeling;

import java.util.Set;

/**
 * Words for a text. Which ones is decided by the text and the regimes: a Chinese text gets the
 * shortest string of GB 45438-2025 clause 5.1, {@value #CHINESE}, whose AI in capitals is what the
 * EU Code of Practice asks of a label. Any other text gets {@value #ENGLISH}; where China is among
 * the regimes the Chinese words stand before it, since clause 5.1 asks for the generation element
 * in Chinese.
 */
final class TextWords {
  static final String CHINESE = ShownLabel.CHINESE;
  static final String ENGLISH = ShownLabel.ENGLISH;
  static final String BOTH = CHINESE + " · " + ENGLISH;

  /** So many characters decide about the language; more would cost time and change nothing. */
  private static final int SAMPLE = 2000;

  /** A text with one Han character among five letters is read by people who read Chinese. */
  private static final double HAN_SHARE = 0.2;

  private TextWords() {}

  static String of(Set<Jurisdiction> jurisdictions, CharSequence text) {
    if (isChinese(text)) {
      return CHINESE;
    }
    return jurisdictions.contains(Jurisdiction.CN) ? BOTH : ENGLISH;
  }

  static boolean isChinese(CharSequence text) {
    int letters = 0;
    int han = 0;
    int end = Math.min(text.length(), SAMPLE);
    for (int i = 0; i < end; ) {
      int c = Character.codePointAt(text, i);
      i += Character.charCount(c);
      if (c < 0x80) {
        letters += (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? 1 : 0;
      } else if (Character.isLetter(c)) {
        letters++;
        han += Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN ? 1 : 0;
      }
    }
    return han > 0 && han >= HAN_SHARE * letters;
  }
}
