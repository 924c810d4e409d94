package io.colophon.provider.remote;

/** Words of a plug-in as they may stand in a message of ours: one line, not long. */
final class Excerpt {
  private static final int LONGEST = 200;

  private Excerpt() {}

  static String of(String text) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), LONGEST) + 1);
    text.codePoints()
        .limit(LONGEST)
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .forEach(line::appendCodePoint);
    if (text.codePointCount(0, text.length()) > LONGEST) {
      line.append('…');
    }
    return line.toString();
  }
}
