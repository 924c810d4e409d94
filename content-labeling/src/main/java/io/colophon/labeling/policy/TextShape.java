package io.colophon.labeling.policy;

/** What a text is, judged by its characters alone. Pure. */
public final class TextShape {
  /** So many characters decide about the language; more would cost time and change nothing. */
  private static final int SAMPLE = 2000;

  /** A text with one Han character among five letters is read by people who read Chinese. */
  private static final double HAN_SHARE = 0.2;

  private TextShape() {}

  /** Whether people who read Chinese are its readers. */
  public static boolean isChinese(CharSequence text) {
    int letters = 0;
    int han = 0;
    int end = Math.min(text.length(), SAMPLE);
    for (int i = 0; i < end; ) {
      int c = Character.codePointAt(text, i);
      i += Character.charCount(c);
      if (Character.isLetter(c)) {
        letters++;
        han += Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN ? 1 : 0;
      }
    }
    return han > 0 && han >= HAN_SHARE * letters;
  }
}
