package io.colophon.provider.local.text;

/** Draws from a prompt what the network is told of it. Immutable. */
final class PromptReader {
  private final EnglishPrompts english;
  private final ChinesePrompts chinese;

  PromptReader(Vocabulary vocabulary) {
    this.english = new EnglishPrompts();
    this.chinese = new ChinesePrompts(vocabulary);
  }

  /** A prompt is Chinese when it has at least half as many Han characters as ASCII words. */
  Condition read(TextPrompt prompt) {
    String text = prompt.text();
    int han = 0;
    int words = 0;
    boolean inWord = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      words += letter && !inWord ? 1 : 0;
      inWord = letter;
      han += ChinesePrompts.isHan(c) ? 1 : 0;
    }
    return han > 0 && 2 * han >= words ? chinese.read(text) : english.read(text);
  }
}
